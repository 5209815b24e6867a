<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
<context>
    <name>AccessBar</name>
    <message>
        <source>Text {scale}</source>
        <translation>Huruf {scale}</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Huruf</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontras</translation>
    </message>
    <message>
        <source>Low reach</source>
        <translation>Jangkauan rendah</translation>
    </message>
    <message>
        <source>Easy mode</source>
        <translation>Mode mudah</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Suara</translation>
    </message>
    <message>
        <source>Volume {step}/{steps}</source>
        <translation>Volume {step}/{steps}</translation>
    </message>
    <message>
        <source>Call a companion</source>
        <translation>Panggil pendamping</translation>
    </message>
    <message>
        <source>is on</source>
        <translation>aktif</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Lainnya</translation>
    </message>
    <message>
        <source>Shows the other switches.</source>
        <translation>Menampilkan tombol lainnya.</translation>
    </message>
    <message>
        <source>is off</source>
        <translation>tidak aktif</translation>
    </message>
    <message>
        <source>Stronger colours, easier to read.</source>
        <translation>Warna lebih tegas, lebih mudah dibaca.</translation>
    </message>
    <message>
        <source>Everything to touch comes down, for who sits or is small.</source>
        <translation>Semua tombol turun ke bawah, bagi yang duduk atau bertubuh kecil.</translation>
    </message>
    <message>
        <source>Four large choices at a time, one question after the other.</source>
        <translation>Empat pilihan besar sekaligus, satu pertanyaan demi satu.</translation>
    </message>
    <message>
        <source>The screen is read aloud.</source>
        <translation>Layar dibacakan.</translation>
    </message>
    <message>
        <source>Now {scale}. Makes all texts larger, after the largest normal again.</source>
        <translation>Sekarang {scale}. Memperbesar semua tulisan; setelah yang terbesar kembali normal.</translation>
    </message>
    <message>
        <source>Speaks louder, after the loudest softly again.</source>
        <translation>Bersuara lebih keras; setelah yang terkeras kembali pelan.</translation>
    </message>
    <message>
        <source>Cancel the call</source>
        <translation>Batalkan panggilan</translation>
    </message>
    <message>
        <source>Nobody has to come any more.</source>
        <translation>Petugas tidak perlu datang lagi.</translation>
    </message>
    <message>
        <source>Rings for somebody who helps at this screen.</source>
        <translation>Memanggil petugas yang membantu di layar ini.</translation>
    </message>
</context>
<context>
    <name>AddOfficerPanel</name>
    <message>
        <source>A one-time PIN is made and shown once; at the first sign-in another one is chosen.</source>
        <translation>PIN sekali pakai dibuat dan ditampilkan sekali; saat pertama masuk petugas memilih PIN lain.</translation>
    </message>
    <message>
        <source>This mall wants no PINs: whoever sits down chooses the name.</source>
        <translation>Mal ini tanpa PIN: yang duduk memilih namanya.</translation>
    </message>
    <message>
        <source>Add an officer</source>
        <translation>Tambah petugas</translation>
    </message>
    <message>
        <source>Add {officer}</source>
        <translation>Tambah {officer}</translation>
    </message>
    <message>
        <source>Who is new?</source>
        <translation>Siapa yang baru?</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Name: there is an officer of this name already</source>
        <translation>Nama: sudah ada petugas dengan nama ini</translation>
    </message>
</context>
<context>
    <name>AgenciesPage</name>
    <message>
        <source>{greeting}. Which agency do you need?</source>
        <translation>{greeting}. Instansi apa yang Anda tuju?</translation>
    </message>
    <message>
        <source>No numbers are given at the moment</source>
        <translation>Pengambilan nomor sedang ditutup</translation>
    </message>
</context>
<context>
    <name>AgencyCard</name>
    <message>
        <source>Nobody waiting</source>
        <translation>Tanpa menunggu</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} menunggu</translation>
    </message>
    <message>
        <source>Zone {number}</source>
        <translation>Zona {number}</translation>
    </message>
</context>
<context>
    <name>AlertRow</name>
    <message>
        <source>since {time}</source>
        <translation>sejak {time}</translation>
    </message>
    <message>
        <source>{officer} looks after it, {time}</source>
        <translation>Ditangani {officer}, {time}</translation>
    </message>
    <message>
        <source>I look after it</source>
        <translation>Saya tangani</translation>
    </message>
    <message>
        <source>I look after it: {alert}</source>
        <translation>Saya tangani: {alert}</translation>
    </message>
</context>
<context>
    <name>AnnouncePanel</name>
    <message>
        <source>What shall be announced?</source>
        <translation>Apa yang diumumkan?</translation>
    </message>
    <message>
        <source>It is spoken and shown in the hall; no identity numbers. The text is gone when the day is closed.</source>
        <translation>Diucapkan dan ditampilkan di aula; tanpa nomor identitas. Teksnya hilang saat hari ditutup.</translation>
    </message>
    <message>
        <source>On to the emergency …</source>
        <translation>Lanjut ke darurat …</translation>
    </message>
    <message>
        <source>Announce it</source>
        <translation>Umumkan</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>dipilih</translation>
    </message>
    <message>
        <source>Ready texts</source>
        <translation>Teks siap pakai</translation>
    </message>
    <message>
        <source>{count} of {most} signs</source>
        <translation>{count} dari {most} tanda</translation>
    </message>
    <message>
        <source>In Indonesian</source>
        <translation>Bahasa Indonesia</translation>
    </message>
    <message>
        <source>In English, if wanted</source>
        <translation>Bahasa Inggris, bila perlu</translation>
    </message>
    <message>
        <source>In turn with the calls</source>
        <translation>Bergiliran dengan panggilan</translation>
    </message>
    <message>
        <source>Emergency: at once, calls wait</source>
        <translation>Darurat: seketika, panggilan menunggu</translation>
    </message>
    <message>
        <source>How soon?</source>
        <translation>Seberapa segera?</translation>
    </message>
    <message>
        <source>Where? None picked means the whole hall.</source>
        <translation>Di mana? Tanpa pilihan berarti seluruh aula.</translation>
    </message>
    <message>
        <source>{area}: zone {zones}</source>
        <translation>{area}: zona {zones}</translation>
    </message>
    <message>
        <source>picked</source>
        <translation>dipilih</translation>
    </message>
</context>
<context>
    <name>ArrivalPage</name>
    <message>
        <source>Without a counter</source>
        <translation>Tanpa loket</translation>
    </message>
    <message>
        <source>Counter {number}</source>
        <translation>Loket {number}</translation>
    </message>
    <message>
        <source>The two PINs are not the same. Please type them again.</source>
        <translation>Kedua PIN tidak sama. Mohon ketik lagi.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Put it back in line</source>
        <translation>Kembalikan ke antrean</translation>
    </message>
    <message>
        <source>The administrator of this mall is being made.</source>
        <translation>Administrator mal ini sedang dibuat.</translation>
    </message>
    <message>
        <source>This one-time PIN is shown only now: write it down. Sign in with it and choose another one; then give the others their PINs in the hall, under Officers.</source>
        <translation>PIN sekali pakai ini hanya tampil sekarang: catatlah. Masuklah dengannya dan pilih PIN lain; lalu beri PIN kepada petugas lain di aula, bagian Petugas.</translation>
    </message>
    <message>
        <source>The administrator is made, but the PIN was lost on the way and is kept nowhere. On the PC of the database: antrean officer reset “{officer}”.</source>
        <translation>Administrator sudah dibuat, tetapi PIN-nya hilang di jalan dan tidak disimpan di mana pun. Di PC basis data: antrean officer reset “{officer}”.</translation>
    </message>
    <message>
        <source>{code} was still called here when the program ended. What shall become of it?</source>
        <translation>{code} masih dipanggil di sini ketika program berhenti. Mau diapakan?</translation>
    </message>
    <message>
        <source>{code} was being served here when the program ended. You go on with it.</source>
        <translation>{code} sedang dilayani di sini ketika program berhenti. Anda melanjutkannya.</translation>
    </message>
    <message>
        <source>Choose a PIN of your own, 4 to 12 digits that nobody else knows, and type it twice.</source>
        <translation>Pilih PIN Anda sendiri, 4 sampai 12 angka yang tidak diketahui orang lain, lalu ketik dua kali.</translation>
    </message>
    <message>
        <source>Type your PIN.</source>
        <translation>Ketik PIN Anda.</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>PIN baru</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Sekali lagi</translation>
    </message>
    <message>
        <source>Take this PIN</source>
        <translation>Pakai PIN ini</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Lanjutkan</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>Sudah saya catat</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Masuk</translation>
    </message>
</context>
<context>
    <name>AskPanel</name>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
</context>
<context>
    <name>AssistancePanel</name>
    <message>
        <source>Visitors who ask for a companion</source>
        <translation>Pengunjung yang meminta pendamping</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>dan {count} lagi</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
</context>
<context>
    <name>BreakPanel</name>
    <message>
        <source>chosen</source>
        <translation>terpilih</translation>
    </message>
    <message>
        <source>A break: what for?</source>
        <translation>Istirahat untuk apa?</translation>
    </message>
    <message>
        <source>Nobody is called to this counter until you are back.</source>
        <translation>Tidak ada yang dipanggil ke loket ini sampai Anda kembali.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>How long?</source>
        <translation>Berapa lama?</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} mnt</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Belum tentu</translation>
    </message>
</context>
<context>
    <name>CallPanel</name>
    <message>
        <source>Priority queue number</source>
        <translation>Nomor antrean prioritas</translation>
    </message>
    <message>
        <source>Queue number</source>
        <translation>Nomor antrean</translation>
    </message>
    <message>
        <source>Call no. {count}</source>
        <translation>Panggilan ke-{count}</translation>
    </message>
    <message>
        <source>Please go to</source>
        <translation>Silakan menuju</translation>
    </message>
    <message>
        <source>Counter {number}</source>
        <translation>Loket {number}</translation>
    </message>
</context>
<context>
    <name>CallRow</name>
    <message>
        <source>{device}: a visitor asks for a companion</source>
        <translation>{device}: seorang pengunjung meminta pendamping</translation>
    </message>
    <message>
        <source>I am coming</source>
        <translation>Saya datang</translation>
    </message>
    <message>
        <source>{device}: you are on your way to the visitor</source>
        <translation>{device}: Anda menuju ke pengunjung ini</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>{device}: {officer} from counter {counter} is on the way</source>
        <translation>{device}: {officer} dari loket {counter} menuju ke sana</translation>
    </message>
</context>
<context>
    <name>CancelPanel</name>
    <message>
        <source>Cancel {code}?</source>
        <translation>Batalkan {code}?</translation>
    </message>
    <message>
        <source>The visitor does not want the service any more. This cannot be taken back.</source>
        <translation>Pengunjung tidak jadi dilayani. Ini tidak dapat dikembalikan.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Cancel {code}</source>
        <translation>Batalkan {code}</translation>
    </message>
</context>
<context>
    <name>ChangeOfficerPanel</name>
    <message>
        <source>{officer}: role and agencies</source>
        <translation>{officer}: peran dan instansi</translation>
    </message>
    <message>
        <source>It counts at once. Whoever sits at a counter that would not fit any more closes it first.</source>
        <translation>Berlaku seketika. Yang duduk di loket yang tidak sesuai lagi menutupnya dulu.</translation>
    </message>
    <message>
        <source>Change {officer}</source>
        <translation>Ubah {officer}</translation>
    </message>
</context>
<context>
    <name>ChoiceRow</name>
    <message>
        <source>not chosen</source>
        <translation>tidak dipilih</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>not shown now</source>
        <translation>tidak sedang tampil</translation>
    </message>
</context>
<context>
    <name>ChoosePage</name>
    <message>
        <source>Welcome to {mall}</source>
        <translation>Selamat datang di {mall}</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>Choose with the arrows; Enter opens the counter.</source>
        <translation>Pilih dengan tombol panah; Enter membuka loket.</translation>
    </message>
    <message>
        <source>counter {number}</source>
        <translation>loket {number}</translation>
    </message>
    <message>
        <source>Local administrator</source>
        <translation>Administrator setempat</translation>
    </message>
    <message>
        <source>Nobody has a PIN in this mall yet, so nobody can sign in. Its administrator gives them.</source>
        <translation>Di mal ini belum ada yang punya PIN, jadi belum ada yang bisa masuk. PIN diberikan oleh administrator.</translation>
    </message>
    <message>
        <source>Make the administrator</source>
        <translation>Buat administrator</translation>
    </message>
    <message>
        <source>Open the counter</source>
        <translation>Buka loket</translation>
    </message>
    <message>
        <source>Go on at counter {number}</source>
        <translation>Lanjutkan di loket {number}</translation>
    </message>
    <message>
        <source>Open counter {number}</source>
        <translation>Buka loket {number}</translation>
    </message>
    <message>
        <source>{officer} is signed in there</source>
        <translation>{officer} sudah masuk di sana</translation>
    </message>
    <message>
        <source>Choose the counter and the officer</source>
        <translation>Pilih loket dan petugas</translation>
    </message>
    <message>
        <source>Look after the hall</source>
        <translation>Pantau ruang layanan</translation>
    </message>
    <message>
        <source>Begins your shift at this counter.</source>
        <translation>Memulai giliran kerja Anda di loket ini.</translation>
    </message>
    <message>
        <source>{agencies} · queue {codes}</source>
        <translation>{agencies} · antrean {codes}</translation>
    </message>
    <message>
        <source>{officer}, on a break</source>
        <translation>{officer}, istirahat</translation>
    </message>
</context>
<context>
    <name>ChosenPanel</name>
    <message>
        <source>Call {code} out of turn: why?</source>
        <translation>Panggil {code} di luar giliran: mengapa?</translation>
    </message>
    <message>
        <source>It is marked in every list, with your name and the reason.</source>
        <translation>Panggilan ini ditandai di setiap daftar, dengan nama Anda dan alasannya.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
</context>
<context>
    <name>CloseCounterPanel</name>
    <message>
        <source>Close counter {number}?</source>
        <translation>Tutup loket {number}?</translation>
    </message>
    <message>
        <source>Close counter {number}, where {officer} sits?</source>
        <translation>Tutup loket {number}, tempat {officer}?</translation>
    </message>
    <message>
        <source>For an officer who went away. Nobody is at this counter then.</source>
        <translation>Untuk petugas yang pergi. Setelah itu tidak ada petugas di loket ini.</translation>
    </message>
    <message>
        <source>A number that is called there goes back to its place; one that is served is put on hold, so that another counter can go on with it: {code}.</source>
        <translation>Nomor yang dipanggil di sana kembali ke tempatnya; yang sedang dilayani ditunda agar loket lain dapat melanjutkan: {code}.</translation>
    </message>
    <message>
        <source>Close counter {number}</source>
        <translation>Tutup loket {number}</translation>
    </message>
</context>
<context>
    <name>CloseDayPanel</name>
    <message>
        <source>Close the day?</source>
        <translation>Tutup hari?</translation>
    </message>
    <message>
        <source>One moment, please: the numbers are being read.</source>
        <translation>Mohon tunggu, nomor sedang dibaca.</translation>
    </message>
    <message>
        <source>Close the day</source>
        <translation>Tutup hari</translation>
    </message>
    <message>
        <source>Who still holds a number: {count}</source>
        <translation>Yang masih memegang nomor: {count}</translation>
    </message>
    <message>
        <source>They count on being served. Serve them, or tell them first: their numbers expire, and that cannot be taken back.</source>
        <translation>Mereka menunggu dilayani. Layani dulu, atau beri tahu dulu: nomornya kedaluwarsa dan tidak dapat dikembalikan.</translation>
    </message>
    <message>
        <source>Close the day all the same</source>
        <translation>Tetap tutup hari</translation>
    </message>
    <message>
        <source>Nobody holds a number any more. All counters close.</source>
        <translation>Tidak ada lagi yang memegang nomor. Semua loket ditutup.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Layanan</translation>
    </message>
    <message>
        <source>How it is</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>Who still holds a number</source>
        <translation>Yang masih memegang nomor</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Mengapa?</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>dipilih</translation>
    </message>
    <message>
        <source>Another reason, nothing about a person</source>
        <translation>Alasan lain, bukan tentang orang</translation>
    </message>
    <message>
        <source>counter {number}</source>
        <translation>loket {number}</translation>
    </message>
</context>
<context>
    <name>CloseServicePanel</name>
    <message>
        <source>Close it for today</source>
        <translation>Tutup untuk hari ini</translation>
    </message>
    <message>
        <source>Close it until {time}</source>
        <translation>Tutup sampai {time}</translation>
    </message>
    <message>
        <source>Close {service}: why?</source>
        <translation>Tutup {service}: mengapa?</translation>
    </message>
    <message>
        <source>The kiosk gives no numbers of it and says why. Whoever holds a number is served.</source>
        <translation>Kiosk tidak memberi nomornya dan menyebut alasannya. Yang sudah memegang nomor tetap dilayani.</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>dipilih</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Mengapa?</translation>
    </message>
    <message>
        <source>What visitors read, at most {count} signs</source>
        <translation>Yang dibaca pengunjung, paling banyak {count} tanda</translation>
    </message>
    <message>
        <source>Choose above or type; no names, nothing about a person</source>
        <translation>Pilih di atas atau ketik; tanpa nama, bukan tentang orang</translation>
    </message>
    <message>
        <source>From when on are there numbers again?</source>
        <translation>Mulai kapan ada nomor lagi?</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Jam</translation>
    </message>
    <message>
        <source>When there are numbers again, as hours and minutes</source>
        <translation>Kapan nomor diberikan lagi, dalam jam dan menit</translation>
    </message>
</context>
<context>
    <name>ClosedPage</name>
    <message>
        <source>See what is offered here</source>
        <translation>Lihat layanan di sini</translation>
    </message>
    <message>
        <source>All agencies, what to bring, and when they are open</source>
        <translation>Semua instansi, syarat yang dibawa, dan jam bukanya</translation>
    </message>
</context>
<context>
    <name>CompanionLine</name>
    <message>
        <source>Cancel the call</source>
        <translation>Batalkan panggilan</translation>
    </message>
    <message>
        <source>Nobody has to come any more.</source>
        <translation>Petugas tidak perlu datang lagi.</translation>
    </message>
</context>
<context>
    <name>CounterBar</name>
    <message>
        <source>Open the window</source>
        <translation>Buka jendela</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>Counter {number}</source>
        <translation>Loket {number}</translation>
    </message>
    <message>
        <source>Number {code}</source>
        <translation>Nomor {code}</translation>
    </message>
    <message>
        <source>Ready · {count} waiting</source>
        <translation>Siap · {count} menunggu</translation>
    </message>
    <message>
        <source>Nobody is waiting now.</source>
        <translation>Belum ada yang menunggu.</translation>
    </message>
    <message>
        <source>Next: {code}, {why}</source>
        <translation>Berikutnya {code}, {why}</translation>
    </message>
    <message>
        <source>since the call</source>
        <translation>sejak dipanggil</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>That did not work. Open the window to see why.</source>
        <translation>Tidak berhasil. Buka jendela untuk melihat sebabnya.</translation>
    </message>
    <message>
        <source>Nobody sits at this counter.</source>
        <translation>Tidak ada petugas di loket ini.</translation>
    </message>
    <message>
        <source>Not connected; we keep trying.</source>
        <translation>Tidak tersambung. Kami terus mencoba.</translation>
    </message>
    <message>
        <source>A question waits for an answer.</source>
        <translation>Ada pertanyaan yang menunggu jawaban.</translation>
    </message>
    <message>
        <source>On a break</source>
        <translation>Sedang istirahat</translation>
    </message>
    <message>
        <source>{device}: a visitor asks for a companion</source>
        <translation>{device}: seorang pengunjung meminta pendamping</translation>
    </message>
    <message>
        <source>Nobody is waiting for this counter.</source>
        <translation>Belum ada yang menunggu untuk loket ini.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Berikutnya</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Ulang</translation>
    </message>
    <message>
        <source>Call again</source>
        <translation>Panggil ulang</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Mulai</translation>
    </message>
    <message>
        <source>Start service</source>
        <translation>Mulai layani</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Selesai</translation>
    </message>
</context>
<context>
    <name>CounterHeader</name>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>Counter {number} · {agency}</source>
        <translation>Loket {number} · {agency}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Istirahat</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>End the break</source>
        <translation>Akhiri istirahat</translation>
    </message>
    <message>
        <source>Close counter</source>
        <translation>Tutup loket</translation>
    </message>
    <message>
        <source>Ends your shift at this counter.</source>
        <translation>Mengakhiri giliran kerja Anda di loket ini.</translation>
    </message>
</context>
<context>
    <name>CounterRow</name>
    <message>
        <source>Counter {number}</source>
        <translation>Loket {number}</translation>
    </message>
    <message>
        <source>{agency} · priority</source>
        <translation>{agency} · prioritas</translation>
    </message>
    <message>
        <source>Call no. {count}</source>
        <translation>Panggilan ke-{count}</translation>
    </message>
    <message>
        <source>Serving</source>
        <translation>Melayani</translation>
    </message>
    <message>
        <source>Please come</source>
        <translation>Silakan datang</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Istirahat</translation>
    </message>
    <message>
        <source>Break until {time}</source>
        <translation>Istirahat s.d. {time}</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Tutup</translation>
    </message>
</context>
<context>
    <name>CounterWindow</name>
    <message>
        <source>{count} waiting · Counter</source>
        <translation>{count} menunggu · Loket</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>The connection to the database is lost; we keep trying.</source>
        <translation>Sambungan ke basis data terputus. Kami terus mencoba menyambung kembali.</translation>
    </message>
    <message>
        <source>The connection to the database is lost; we keep trying. The lists are of {time}, {age} min ago.</source>
        <translation>Sambungan ke basis data terputus. Kami terus mencoba menyambung kembali. Daftar ini dari pukul {time}, {age} menit yang lalu.</translation>
    </message>
    <message>
        <source>The connection to the database is lost; we keep trying. The lists are of {time}.</source>
        <translation>Sambungan ke basis data terputus. Kami terus mencoba menyambung kembali. Daftar ini dari pukul {time}.</translation>
    </message>
</context>
<context>
    <name>CountersPane</name>
    <message>
        <source>All {count}</source>
        <translation>Semua {count}</translation>
    </message>
    <message>
        <source>Open {count}</source>
        <translation>Buka {count}</translation>
    </message>
    <message>
        <source>On a break {count}</source>
        <translation>Istirahat {count}</translation>
    </message>
    <message>
        <source>Closed {count}</source>
        <translation>Tutup {count}</translation>
    </message>
    <message>
        <source>shown below</source>
        <translation>ditampilkan di bawah</translation>
    </message>
    <message>
        <source>Counters</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>The arrows choose a counter</source>
        <translation>Tombol panah memilih loket</translation>
    </message>
    <message>
        <source>for the chosen counter</source>
        <translation>untuk loket yang dipilih</translation>
    </message>
    <message>
        <source>No counter is like that now.</source>
        <translation>Tidak ada loket seperti itu sekarang.</translation>
    </message>
    <message>
        <source>Close a counter whose officer went away …</source>
        <translation>Tutup loket yang ditinggal petugasnya …</translation>
    </message>
    <message>
        <source>Close counter {number}, its officer went away …</source>
        <translation>Tutup loket {number}, petugasnya pergi …</translation>
    </message>
    <message>
        <source>Counter {number}</source>
        <translation>Loket {number}</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>sampai {time}</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>sejak {time}</translation>
    </message>
</context>
<context>
    <name>DevicesPane</name>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Jenis</translation>
    </message>
    <message>
        <source>How it is</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>Printer and voice</source>
        <translation>Printer dan suara</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versi</translation>
    </message>
    <message>
        <source>Last heard of</source>
        <translation>Terakhir terdengar</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Perangkat</translation>
    </message>
    <message>
        <source>No device has told of itself yet.</source>
        <translation>Belum ada perangkat yang melapor.</translation>
    </message>
    <message>
        <source>{kind} {number}</source>
        <translation>{kind} {number}</translation>
    </message>
    <message>
        <source>Database file damaged: restore a backup</source>
        <translation>Berkas basis data rusak: pulihkan cadangan</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>baru saja</translation>
    </message>
    <message>
        <source>{time} ago</source>
        <translation>{time} lalu</translation>
    </message>
</context>
<context>
    <name>DisplayWindow</name>
    <message>
        <source>Antrean hall display</source>
        <translation>Papan panggilan Antrean</translation>
    </message>
</context>
<context>
    <name>EmergencyPanel</name>
    <message>
        <source>Announce this emergency now?</source>
        <translation>Umumkan darurat ini sekarang?</translation>
    </message>
    <message>
        <source>It cuts off the call that is being said, and no number is called until it was heard.</source>
        <translation>Panggilan yang sedang diucapkan dipotong, dan tidak ada nomor dipanggil sebelum ini terdengar.</translation>
    </message>
    <message>
        <source>Yes, announce the emergency now</source>
        <translation>Ya, umumkan darurat sekarang</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>One line</source>
        <translation>Satu baris</translation>
    </message>
</context>
<context>
    <name>FoundPage</name>
    <message>
        <source>One moment …</source>
        <translation>Sebentar …</translation>
    </message>
    <message>
        <source>Print once more</source>
        <translation>Cetak ulang</translation>
    </message>
    <message>
        <source>Prints a copy of this number.</source>
        <translation>Mencetak salinan nomor ini.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Goes back to the start.</source>
        <translation>Kembali ke awal.</translation>
    </message>
    <message>
        <source>This code was not found</source>
        <translation>Kode ini tidak ditemukan</translation>
    </message>
    <message>
        <source>This number is from another day</source>
        <translation>Nomor ini dari hari lain</translation>
    </message>
    <message>
        <source>Your number is waiting in line</source>
        <translation>Nomor Anda masih menunggu</translation>
    </message>
    <message>
        <source>You are called: please go to counter {counter}</source>
        <translation>Anda dipanggil: silakan ke loket {counter}</translation>
    </message>
    <message>
        <source>You are called</source>
        <translation>Anda dipanggil</translation>
    </message>
    <message>
        <source>Your number is being served</source>
        <translation>Nomor Anda sedang dilayani</translation>
    </message>
    <message>
        <source>Your number is kept for you</source>
        <translation>Nomor Anda disimpan petugas</translation>
    </message>
    <message>
        <source>Your number was called, and nobody came</source>
        <translation>Nomor Anda sudah dipanggil, tetapi tidak ada yang datang</translation>
    </message>
    <message>
        <source>Your number was served</source>
        <translation>Nomor Anda sudah dilayani</translation>
    </message>
    <message>
        <source>Your number was cancelled</source>
        <translation>Nomor Anda sudah dibatalkan</translation>
    </message>
    <message>
        <source>Your number is no longer valid</source>
        <translation>Nomor Anda tidak berlaku lagi</translation>
    </message>
    <message>
        <source>A copy is being printed. Please take it.</source>
        <translation>Salinan sedang dicetak. Silakan ambil.</translation>
    </message>
    <message>
        <source>Hold the code of a paper of this hall before the scanner, or ask the information desk.</source>
        <translation>Arahkan kode pada kertas nomor dari mal ini ke pemindai, atau tanyakan ke loket informasi.</translation>
    </message>
    <message>
        <source>Before you</source>
        <translation>Di depan Anda</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zona</translation>
    </message>
    <message>
        <source>Listen for the call and watch the screen.</source>
        <translation>Dengarkan panggilan dan lihat layar.</translation>
    </message>
    <message>
        <source>Numbers are valid on their day only. Please take a new one.</source>
        <translation>Nomor hanya berlaku pada harinya. Silakan ambil nomor baru.</translation>
    </message>
    <message>
        <source>You need no new number: please go back to the counter when you are ready.</source>
        <translation>Tidak perlu nomor baru: silakan kembali ke loket bila sudah siap.</translation>
    </message>
    <message>
        <source>Please tell the counter that you are here now: you need no new number.</source>
        <translation>Silakan lapor ke loket bahwa Anda sudah datang: tidak perlu nomor baru.</translation>
    </message>
    <message>
        <source>Please take a new number if you still need the service.</source>
        <translation>Silakan ambil nomor baru bila masih perlu layanan ini.</translation>
    </message>
    <message>
        <source>If something is missing, please ask the information desk.</source>
        <translation>Kalau ada yang kurang, silakan tanya loket informasi.</translation>
    </message>
</context>
<context>
    <name>FoundTable</name>
    <message>
        <source>What is typed narrows the table; Enter leads into it</source>
        <translation>Yang diketik menyaring tabel; Enter masuk ke tabel</translation>
    </message>
</context>
<context>
    <name>GivePanel</name>
    <message>
        <source>Serve somebody without a number: which service?</source>
        <translation>Layani pengunjung tanpa nomor: layanan apa?</translation>
    </message>
    <message>
        <source>A number is given and called here at once; others wait on.</source>
        <translation>Nomor dibuat dan langsung dipanggil di sini; yang lain tetap menunggu.</translation>
    </message>
    <message>
        <source>{code} goes on to: which service?</source>
        <translation>{code} lanjut ke layanan apa?</translation>
    </message>
    <message>
        <source>The visitor gets a new number there and need not go back to the kiosk.</source>
        <translation>Pengunjung mendapat nomor baru di sana tanpa kembali ke kiosk.</translation>
    </message>
    <message>
        <source>A number for a visitor: which service?</source>
        <translation>Nomor untuk pengunjung: layanan apa?</translation>
    </message>
    <message>
        <source>The same rules as at the kiosk; the paper comes out here.</source>
        <translation>Aturannya sama seperti di kiosk; kertasnya keluar di sini.</translation>
    </message>
    <message>
        <source>Find a service</source>
        <translation>Cari layanan</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Layanan</translation>
    </message>
    <message>
        <source>Nothing of that name.</source>
        <translation>Tidak ditemukan.</translation>
    </message>
    <message>
        <source>No priority</source>
        <translation>Tanpa prioritas</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>terpilih</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Serve now</source>
        <translation>Layani sekarang</translation>
    </message>
    <message>
        <source>Give the number</source>
        <translation>Buat nomor</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Goes one step back.</source>
        <translation>Mundur satu langkah.</translation>
    </message>
    <message>
        <source>The printer waits for the staff.</source>
        <translation>Printer menunggu petugas.</translation>
    </message>
    <message>
        <source>Shows everything in {language}.</source>
        <translation>Menampilkan semuanya dalam {language}.</translation>
    </message>
    <message>
        <source>{agency} · Zone {zone}</source>
        <translation>{agency} · Zona {zone}</translation>
    </message>
</context>
<context>
    <name>HintCards</name>
    <message>
        <source>Salam · Senyum · Sapa: greet, smile, speak first</source>
        <translation>Salam · Senyum · Sapa</translation>
    </message>
    <message>
        <source>Put this card away</source>
        <translation>Singkirkan kartu ini</translation>
    </message>
    <message>
        <source>People are waiting since {time}: {count}</source>
        <translation>Ada yang menunggu sejak {time}: {count} orang</translation>
    </message>
</context>
<context>
    <name>HitRow</name>
    <message>
        <source>{agency} · Zone {zone}</source>
        <translation>{agency} · Zona {zone}</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} menunggu</translation>
    </message>
    <message>
        <source>Nobody waiting</source>
        <translation>Tanpa menunggu</translation>
    </message>
    <message>
        <source>Opens this service.</source>
        <translation>Membuka layanan ini.</translation>
    </message>
</context>
<context>
    <name>HoldPanel</name>
    <message>
        <source>Put {code} on hold: why?</source>
        <translation>Tunda {code}: apa alasannya?</translation>
    </message>
    <message>
        <source>The number keeps its place in your list and is called again when you resume it.</source>
        <translation>Nomor ini disimpan di daftar Ditunda dan dipanggil lagi saat Anda melanjutkannya.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Remind me after</source>
        <translation>Ingatkan saya setelah</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Tidak perlu</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} mnt</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>terpilih</translation>
    </message>
</context>
<context>
    <name>IssuedPage</name>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>QR code of number {code}</source>
        <translation>Kode QR nomor {code}</translation>
    </message>
    <message>
        <source>Cancel ({seconds})</source>
        <translation>Batalkan ({seconds})</translation>
    </message>
    <message>
        <source>Takes number {code} back; you have a few seconds for it.</source>
        <translation>Membatalkan nomor {code}; waktunya beberapa detik.</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Cetak lagi</translation>
    </message>
    <message>
        <source>The printer is ready again.</source>
        <translation>Printer sudah siap kembali.</translation>
    </message>
    <message>
        <source>Your number stays valid.</source>
        <translation>Nomor Anda tetap berlaku.</translation>
    </message>
    <message>
        <source>You are already called: please go to counter {counter}</source>
        <translation>Anda sudah dipanggil: silakan ke loket {counter}</translation>
    </message>
    <message>
        <source>Your number is being printed</source>
        <translation>Nomor Anda sedang dicetak</translation>
    </message>
    <message>
        <source>Please take your number</source>
        <translation>Silakan ambil nomor Anda</translation>
    </message>
    <message>
        <source>No paper came out. Your number is valid all the same.</source>
        <translation>Kertas tidak keluar. Nomor Anda tetap berlaku.</translation>
    </message>
    <message>
        <source>This is your number</source>
        <translation>Ini nomor Anda</translation>
    </message>
    <message>
        <source>Before you</source>
        <translation>Di depan Anda</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zona</translation>
    </message>
    <message>
        <source>Priority number</source>
        <translation>Nomor prioritas</translation>
    </message>
    <message>
        <source>Listen for the call and watch the screen. A number is called {calls} times.</source>
        <translation>Dengarkan panggilan dan lihat layar. Nomor dipanggil {calls} kali.</translation>
    </message>
    <message>
        <source>The printer is ready again: touch “Print again”, or take a photo of this screen.</source>
        <translation>Printer sudah siap: sentuh “Cetak lagi”, atau foto layar ini.</translation>
    </message>
    <message>
        <source>If no paper comes out, take a photo of this number.</source>
        <translation>Jika kertas tidak keluar, silakan foto nomor ini.</translation>
    </message>
    <message>
        <source>Take a photo of this number or write it down.</source>
        <translation>Silakan foto atau catat nomor ini.</translation>
    </message>
    <message>
        <source>The information desk can print it for you.</source>
        <translation>Meja informasi dapat mencetaknya untuk Anda.</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Types the letter {letter}.</source>
        <translation>Mengetik huruf {letter}.</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Takes the last letter back.</source>
        <translation>Menghapus huruf terakhir.</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Hapus semua</translation>
    </message>
    <message>
        <source>Begins again with nothing typed.</source>
        <translation>Mulai lagi dari awal.</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Spasi</translation>
    </message>
    <message>
        <source>Types a space between two words.</source>
        <translation>Memberi jarak antara dua kata.</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
</context>
<context>
    <name>KioskWindow</name>
    <message>
        <source>The queue is not connected just now, so no number can be given. Numbers already taken stay valid.</source>
        <translation>Antrean sedang tidak tersambung, jadi nomor belum bisa diambil. Nomor yang sudah diambil tetap berlaku.</translation>
    </message>
    <message>
        <source>Number {code} was cancelled. Its paper is no longer valid.</source>
        <translation>Nomor {code} sudah dibatalkan. Kertasnya tidak berlaku lagi.</translation>
    </message>
    <message>
        <source>The printer needs help. Numbers are given all the same and shown on the screen.</source>
        <translation>Printer sedang bermasalah. Nomor tetap diberikan dan tampil di layar.</translation>
    </message>
</context>
<context>
    <name>LineCell</name>
    <message>
        <source>1 waiting</source>
        <translation>1 menunggu</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} menunggu</translation>
    </message>
    <message>
        <source>about {minutes} min</source>
        <translation>± {minutes} mnt</translation>
    </message>
    <message>
        <source>{why}, again {time}</source>
        <translation>{why}, lagi pukul {time}</translation>
    </message>
    <message>
        <source>no officer yet</source>
        <translation>petugas belum ada</translation>
    </message>
    <message>
        <source>today&apos;s numbers used up</source>
        <translation>nomor hari ini habis</translation>
    </message>
    <message>
        <source>full until closing</source>
        <translation>penuh sampai tutup</translation>
    </message>
    <message>
        <source>no numbers just now</source>
        <translation>nomor belum diberikan</translation>
    </message>
    <message>
        <source>no more numbers today</source>
        <translation>pengambilan nomor ditutup</translation>
    </message>
</context>
<context>
    <name>LinesBand</name>
    <message>
        <source>Waiting for a call</source>
        <translation>Menunggu panggilan</translation>
    </message>
    <message>
        <source>Nobody is waiting now.</source>
        <translation>Tidak ada yang sedang menunggu.</translation>
    </message>
</context>
<context>
    <name>ListFinder</name>
    <message>
        <source>Find a number or a service</source>
        <translation>Cari nomor atau layanan</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tampilkan semua</translation>
    </message>
    <message>
        <source>Order of the lists: {order}</source>
        <translation>Urutan daftar: {order}</translation>
    </message>
</context>
<context>
    <name>ListsPanel</name>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} mnt</translation>
    </message>
    <message>
        <source>waited past the target</source>
        <translation>menunggu melewati target</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Ditunda</translation>
    </message>
    <message>
        <source>Missed the call</source>
        <translation>Tidak hadir</translation>
    </message>
    <message>
        <source>Nobody is waiting now.</source>
        <translation>Belum ada yang menunggu.</translation>
    </message>
    <message>
        <source>No number is on hold.</source>
        <translation>Tidak ada nomor yang ditunda.</translation>
    </message>
    <message>
        <source>Nobody has missed a call.</source>
        <translation>Belum ada yang tidak hadir.</translation>
    </message>
    <message>
        <source>Nothing found for “{words}”.</source>
        <translation>Tidak ditemukan: “{words}”.</translation>
    </message>
    <message>
        <source>{shown} of {count} found</source>
        <translation>{shown} dari {count} ditemukan</translation>
    </message>
    <message>
        <source>Waiting {count}</source>
        <translation>Menunggu {count}</translation>
    </message>
    <message>
        <source>On hold {count}</source>
        <translation>Ditunda {count}</translation>
    </message>
    <message>
        <source>Missed {count}</source>
        <translation>Tidak hadir {count}</translation>
    </message>
    <message>
        <source>Papers that did not come out: {count}</source>
        <translation>Kertas yang tidak keluar: {count}</translation>
    </message>
    <message>
        <source>Call {code} out of turn …</source>
        <translation>Panggil {code} di luar giliran …</translation>
    </message>
    <message>
        <source>Call {code} again</source>
        <translation>Lanjutkan {code}</translation>
    </message>
    <message>
        <source>Choose a number</source>
        <translation>Pilih nomor</translation>
    </message>
    <message>
        <source>Put {code} back in line</source>
        <translation>Kembalikan {code} ke antrean</translation>
    </message>
    <message>
        <source>priority</source>
        <translation>prioritas</translation>
    </message>
    <message>
        <source>sent to this counter</source>
        <translation>dialihkan ke loket ini</translation>
    </message>
    <message>
        <source>helping</source>
        <translation>bantuan</translation>
    </message>
    <message>
        <source>called out of turn</source>
        <translation>dipanggil di luar giliran</translation>
    </message>
    <message>
        <source>counter {number}</source>
        <translation>loket {number}</translation>
    </message>
    <message>
        <source>not announced</source>
        <translation>tidak diumumkan</translation>
    </message>
    <message>
        <source>reminder {time}</source>
        <translation>pengingat {time}</translation>
    </message>
    <message>
        <source>Today: {count} served</source>
        <translation>Hari ini: {count} dilayani</translation>
    </message>
    <message>
        <source>{minutes} min on average</source>
        <translation>rata-rata {minutes} menit</translation>
    </message>
    <message>
        <source>waited {minutes} min</source>
        <translation>menunggu {minutes} mnt</translation>
    </message>
    <message>
        <source>{count} did not come</source>
        <translation>{count} tidak hadir</translation>
    </message>
</context>
<context>
    <name>LostPapers</name>
    <message>
        <source>Papers that may not have come out</source>
        <translation>Kertas yang mungkin tidak keluar</translation>
    </message>
    <message>
        <source>Not known while the database does not answer.</source>
        <translation>Tidak diketahui selama basis data tidak menjawab.</translation>
    </message>
    <message>
        <source>None today: all papers came out.</source>
        <translation>Hari ini tidak ada: semua kertas keluar.</translation>
    </message>
</context>
<context>
    <name>NotePanel</name>
    <message>
        <source>A note about {code}</source>
        <translation>Catatan tentang {code}</translation>
    </message>
    <message>
        <source>Only the next counter sees it, and it is deleted in the evening. Write no identity numbers.</source>
        <translation>Hanya loket berikutnya yang melihatnya, dan dihapus sore hari. Jangan menulis nomor identitas.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Keep the note</source>
        <translation>Simpan catatan</translation>
    </message>
</context>
<context>
    <name>NoticeBand</name>
    <message>
        <source>Emergency</source>
        <translation>Darurat</translation>
    </message>
    <message>
        <source>Announcement</source>
        <translation>Pengumuman</translation>
    </message>
</context>
<context>
    <name>NumbersPane</name>
    <message>
        <source>On hold {count}</source>
        <translation>Ditunda {count}</translation>
    </message>
    <message>
        <source>Missed the call {count}</source>
        <translation>Tidak hadir {count}</translation>
    </message>
    <message>
        <source>Called out of turn {count}</source>
        <translation>Di luar giliran {count}</translation>
    </message>
    <message>
        <source>shown below</source>
        <translation>ditampilkan di bawah</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Layanan</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Sebab</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Ditunda</translation>
    </message>
    <message>
        <source>No number is on hold.</source>
        <translation>Tidak ada nomor yang ditunda.</translation>
    </message>
    <message>
        <source>Called last</source>
        <translation>Terakhir dipanggil</translation>
    </message>
    <message>
        <source>Missed the call</source>
        <translation>Tidak hadir</translation>
    </message>
    <message>
        <source>Nobody has missed a call.</source>
        <translation>Tidak ada yang tidak hadir.</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Antrean</translation>
    </message>
    <message>
        <source>Waiting {count}</source>
        <translation>Menunggu {count}</translation>
    </message>
    <message>
        <source>Find a number or a service</source>
        <translation>Cari nomor atau layanan</translation>
    </message>
    <message>
        <source>Waiting for</source>
        <translation>Menunggu selama</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>Nobody of that kind is waiting.</source>
        <translation>Tidak ada yang menunggu seperti itu.</translation>
    </message>
    <message>
        <source>By whom and why</source>
        <translation>Oleh siapa dan mengapa</translation>
    </message>
    <message>
        <source>Where and when</source>
        <translation>Tempat dan waktu</translation>
    </message>
    <message>
        <source>Called out of turn</source>
        <translation>Dipanggil di luar giliran</translation>
    </message>
    <message>
        <source>Nobody was called out of turn today.</source>
        <translation>Hari ini tidak ada yang dipanggil di luar giliran.</translation>
    </message>
    <message>
        <source>for the chosen number</source>
        <translation>untuk nomor yang dipilih</translation>
    </message>
    <message>
        <source>Priority of {code} …</source>
        <translation>Prioritas {code} …</translation>
    </message>
    <message>
        <source>Change a priority …</source>
        <translation>Ubah prioritas …</translation>
    </message>
    <message>
        <source>Queue of {code} …</source>
        <translation>Antrean {code} …</translation>
    </message>
    <message>
        <source>Change a queue …</source>
        <translation>Ubah antrean …</translation>
    </message>
    <message>
        <source>over the target</source>
        <translation>melewati target</translation>
    </message>
    <message>
        <source>priority</source>
        <translation>prioritas</translation>
    </message>
    <message>
        <source>look at {time}</source>
        <translation>lihat pukul {time}</translation>
    </message>
    <message>
        <source>at {time}, {count}×</source>
        <translation>pukul {time}, {count}×</translation>
    </message>
    <message>
        <source>counter {number}, {time}</source>
        <translation>loket {number}, {time}</translation>
    </message>
    <message>
        <source>{code}, priority</source>
        <translation>{code}, prioritas</translation>
    </message>
    <message>
        <source>counter {number}</source>
        <translation>loket {number}</translation>
    </message>
</context>
<context>
    <name>OfficersPane</name>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Role and agencies</source>
        <translation>Peran dan instansi</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>Officers</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>Find an officer</source>
        <translation>Cari petugas</translation>
    </message>
    <message>
        <source>Nobody of that name.</source>
        <translation>Tidak ada nama itu.</translation>
    </message>
    <message>
        <source>Asks first; nobody is added yet</source>
        <translation>Bertanya dulu; belum ada yang ditambahkan</translation>
    </message>
    <message>
        <source>for the chosen officer</source>
        <translation>untuk petugas yang dipilih</translation>
    </message>
    <message>
        <source>Add …</source>
        <translation>Tambah …</translation>
    </message>
    <message>
        <source>New PIN …</source>
        <translation>PIN baru …</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>Ubah …</translation>
    </message>
    <message>
        <source>Let go …</source>
        <translation>Nonaktifkan …</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Buka kunci</translation>
    </message>
    <message>
        <source>counter {number}</source>
        <translation>loket {number}</translation>
    </message>
    <message>
        <source>not needed here</source>
        <translation>tidak perlu di sini</translation>
    </message>
</context>
<context>
    <name>OnBreakCard</name>
    <message>
        <source>On a break</source>
        <translation>Sedang istirahat</translation>
    </message>
    <message>
        <source>{reason} · since {time}</source>
        <translation>{reason} · sejak {time}</translation>
    </message>
    <message>
        <source>back at {time}</source>
        <translation>kembali pukul {time}</translation>
    </message>
    <message>
        <source>Back to work</source>
        <translation>Kembali melayani</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>not chosen</source>
        <translation>tidak dipilih</translation>
    </message>
</context>
<context>
    <name>OutcomePanel</name>
    <message>
        <source>{code}: which papers are missing?</source>
        <translation>{code}: berkas apa yang kurang?</translation>
    </message>
    <message>
        <source>Tick what the visitor is to bring next time.</source>
        <translation>Centang yang harus dibawa pengunjung lain kali.</translation>
    </message>
    <message>
        <source>How did the service of {code} end?</source>
        <translation>Bagaimana hasil layanan {code}?</translation>
    </message>
    <message>
        <source>The counter is free afterwards; nobody is called yet.</source>
        <translation>Setelah ini loket kosong; belum ada yang dipanggil.</translation>
    </message>
    <message>
        <source>Print what to bring</source>
        <translation>Cetak daftar yang harus dibawa</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
</context>
<context>
    <name>OverviewPane</name>
    <message>
        <source>numbers today</source>
        <translation>nomor hari ini</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>menunggu</translation>
    </message>
    <message>
        <source>at the counters</source>
        <translation>di loket</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>ditunda</translation>
    </message>
    <message>
        <source>missed the call</source>
        <translation>tidak hadir</translation>
    </message>
    <message>
        <source>served</source>
        <translation>selesai</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>dibatalkan</translation>
    </message>
    <message>
        <source>Alerts: {count}</source>
        <translation>Peringatan: {count}</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Peringatan</translation>
    </message>
    <message>
        <source>All is well: nothing in the hall needs you now.</source>
        <translation>Semua baik: tidak ada yang perlu ditangani di aula.</translation>
    </message>
    <message>
        <source>nobody waits</source>
        <translation>tidak ada yang menunggu</translation>
    </message>
    <message>
        <source>longest {time}</source>
        <translation>terlama {time}</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} menunggu</translation>
    </message>
    <message>
        <source>{count} of {all} counters open</source>
        <translation>{count} dari {all} loket buka</translation>
    </message>
</context>
<context>
    <name>OwnCounter</name>
    <message>
        <source>Call the next</source>
        <translation>Panggil berikutnya</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Mulai</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Ulangi</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} menunggu</translation>
    </message>
    <message>
        <source>You are on a break</source>
        <translation>Anda istirahat</translation>
    </message>
    <message>
        <source>Nobody is waiting</source>
        <translation>Tidak ada yang menunggu</translation>
    </message>
    <message>
        <source>Your visitor: {code}</source>
        <translation>Pengunjung Anda: {code}</translation>
    </message>
    <message>
        <source>You call {code}</source>
        <translation>Anda memanggil {code}</translation>
    </message>
</context>
<context>
    <name>PapersList</name>
    <message>
        <source>Papers that did not come out</source>
        <translation>Kertas yang tidak keluar</translation>
    </message>
    <message>
        <source>for the chosen paper</source>
        <translation>untuk kertas yang dipilih</translation>
    </message>
    <message>
        <source>All papers came out.</source>
        <translation>Semua kertas keluar.</translation>
    </message>
    <message>
        <source>Print {code} here</source>
        <translation>Cetak {code} di sini</translation>
    </message>
    <message>
        <source>Choose a number to print</source>
        <translation>Pilih nomor untuk dicetak</translation>
    </message>
    <message>
        <source>{code} was told or has the paper</source>
        <translation>{code} sudah diberi tahu</translation>
    </message>
    <message>
        <source>Choose a number</source>
        <translation>Pilih nomor</translation>
    </message>
    <message>
        <source>{device}, perhaps</source>
        <translation>{device}, mungkin</translation>
    </message>
    <message>
        <source>{code} did not come out here either. Look at this printer.</source>
        <translation>{code} juga tidak keluar di sini. Periksa printer ini.</translation>
    </message>
    <message>
        <source>Look whether {code} came out here, and hand it over.</source>
        <translation>Lihat apakah {code} keluar di sini, lalu serahkan.</translation>
    </message>
</context>
<context>
    <name>Picks</name>
    <message>
        <source>not picked</source>
        <translation>tidak dipilih</translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>PIN of the technician</source>
        <translation>PIN teknisi</translation>
    </message>
    <message>
        <source>{count} digits typed</source>
        <translation>{count} angka diketik</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>“{command}” makes one. Put the line it prints into antrean.toml, under [kiosk].</source>
        <translation>Buatlah dengan “{command}”. Taruh baris yang dicetaknya ke antrean.toml, di bawah [kiosk].</translation>
    </message>
    <message>
        <source>No PIN is set on this PC, so this page stays shut.</source>
        <translation>PIN belum dipasang di PC ini, jadi halaman ini tetap tertutup.</translation>
    </message>
    <message>
        <source>Wrong too often. Wait {seconds} seconds.</source>
        <translation>Terlalu sering salah. Tunggu {seconds} detik.</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Sebentar …</translation>
    </message>
    <message>
        <source>This PIN is wrong.</source>
        <translation>PIN ini salah.</translation>
    </message>
    <message>
        <source>This page is for staff only.</source>
        <translation>Halaman ini hanya untuk petugas.</translation>
    </message>
</context>
<context>
    <name>PinPanel</name>
    <message>
        <source>The PIN of {officer}: write it down</source>
        <translation>PIN {officer}: catat sekarang</translation>
    </message>
    <message>
        <source>It is shown only now. {officer} signs in with it once and chooses another one.</source>
        <translation>Hanya ditampilkan sekarang. {officer} masuk dengannya satu kali, lalu memilih PIN lain.</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>Sudah saya catat</translation>
    </message>
</context>
<context>
    <name>PriorityBar</name>
    <message>
        <source>Priority number</source>
        <translation>Nomor prioritas</translation>
    </message>
    <message>
        <source>Without priority</source>
        <translation>Tanpa prioritas</translation>
    </message>
    <message>
        <source>Aged 60 or over, disability, pregnant or nursing, with a small child? You are served first.</source>
        <translation>Lansia, disabilitas, ibu hamil atau menyusui, membawa balita? Anda didahulukan.</translation>
    </message>
    <message>
        <source>Takes the priority back.</source>
        <translation>Membatalkan prioritas.</translation>
    </message>
    <message>
        <source>Your number will be a priority number: {kind}</source>
        <translation>Nomor Anda akan menjadi nomor prioritas: {kind}</translation>
    </message>
</context>
<context>
    <name>PriorityPage</name>
    <message>
        <source>Go on</source>
        <translation>Lanjut</translation>
    </message>
    <message>
        <source>With what is chosen.</source>
        <translation>Dengan pilihan ini.</translation>
    </message>
    <message>
        <source>Go on without priority</source>
        <translation>Lanjut tanpa prioritas</translation>
    </message>
    <message>
        <source>Nobody has to answer.</source>
        <translation>Tidak wajib dijawab.</translation>
    </message>
</context>
<context>
    <name>PriorityPanel</name>
    <message>
        <source>The number and the place in line are kept.</source>
        <translation>Nomor dan urutannya tetap.</translation>
    </message>
    <message>
        <source>It is a priority number now.</source>
        <translation>Sekarang nomor prioritas.</translation>
    </message>
    <message>
        <source>It is a regular number now.</source>
        <translation>Sekarang nomor biasa.</translation>
    </message>
    <message>
        <source>{code}: which priority?</source>
        <translation>{code}: prioritas apa?</translation>
    </message>
    <message>
        <source>Change {code}</source>
        <translation>Ubah {code}</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>dipilih</translation>
    </message>
    <message>
        <source>Who is it?</source>
        <translation>Untuk siapa?</translation>
    </message>
    <message>
        <source>No priority</source>
        <translation>Bukan prioritas</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Mengapa?</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>The number, the place in line and the waiting time are kept: nobody queues twice.</source>
        <translation>Nomor, urutan dan waktu tunggunya tetap: tidak ada yang antre dua kali.</translation>
    </message>
    <message>
        <source>It waits in {queue}.</source>
        <translation>Sekarang menunggu di {queue}.</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Antrean</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Layanan</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>Open counters</source>
        <translation>Loket buka</translation>
    </message>
    <message>
        <source>Which queue?</source>
        <translation>Antrean mana?</translation>
    </message>
    <message>
        <source>Find a queue or a service</source>
        <translation>Cari antrean atau layanan</translation>
    </message>
    <message>
        <source>No queue of that name.</source>
        <translation>Tidak ada antrean seperti itu.</translation>
    </message>
    <message>
        <source>{code}: which queue?</source>
        <translation>{code}: antrean mana?</translation>
    </message>
    <message>
        <source>Let {code} wait in {queue}</source>
        <translation>Pindahkan {code} ke {queue}</translation>
    </message>
    <message>
        <source>Choose a queue</source>
        <translation>Pilih antrean</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Mengapa?</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>dipilih</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioritas</translation>
    </message>
    <message>
        <source>none</source>
        <translation>tidak ada</translation>
    </message>
    <message>
        <source>waiting: {count}</source>
        <translation>menunggu: {count}</translation>
    </message>
    <message>
        <source>open counters: {counters}</source>
        <translation>loket buka: {counters}</translation>
    </message>
</context>
<context>
    <name>QueuesPane</name>
    <message>
        <source>With people waiting</source>
        <translation>Ada yang menunggu</translation>
    </message>
    <message>
        <source>All queues</source>
        <translation>Semua antrean</translation>
    </message>
    <message>
        <source>shown below</source>
        <translation>ditampilkan di bawah</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Antrean</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Menunggu terlama</translation>
    </message>
    <message>
        <source>Open counters</source>
        <translation>Loket buka</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Antrean</translation>
    </message>
    <message>
        <source>Nobody is waiting now.</source>
        <translation>Tidak ada yang menunggu sekarang.</translation>
    </message>
    <message>
        <source>Zone {number} · {name}</source>
        <translation>Zona {number} · {name}</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>tidak ada</translation>
    </message>
    <message>
        <source>{count}, of them {priority} priority</source>
        <translation>{count}, {priority} di antaranya prioritas</translation>
    </message>
    <message>
        <source>{time} of {target}</source>
        <translation>{time} dari {target}</translation>
    </message>
    <message>
        <source>none of {all}</source>
        <translation>0 dari {all}</translation>
    </message>
    <message>
        <source>{count} of {all}: {numbers}</source>
        <translation>{count} dari {all}: {numbers}</translation>
    </message>
    <message>
        <source>waiting: {count}</source>
        <translation>menunggu: {count}</translation>
    </message>
    <message>
        <source>open counters: {counters}</source>
        <translation>loket buka: {counters}</translation>
    </message>
    <message>
        <source>longest wait: {time}</source>
        <translation>menunggu terlama: {time}</translation>
    </message>
    <message>
        <source>target: {minutes} min</source>
        <translation>target: {minutes} mnt</translation>
    </message>
    <message>
        <source>over the target</source>
        <translation>melewati target</translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>Latest calls</source>
        <translation>Panggilan terakhir</translation>
    </message>
</context>
<context>
    <name>RecentRow</name>
    <message>
        <source>{agency} · priority</source>
        <translation>{agency} · prioritas</translation>
    </message>
    <message>
        <source>Counter {number}</source>
        <translation>Loket {number}</translation>
    </message>
</context>
<context>
    <name>ResetPinPanel</name>
    <message>
        <source>A new PIN for {officer}?</source>
        <translation>PIN baru untuk {officer}?</translation>
    </message>
    <message>
        <source>The old one does not work any more. The new one is shown once, for you to hand over.</source>
        <translation>PIN lama tidak berlaku lagi. PIN baru ditampilkan sekali, untuk Anda serahkan.</translation>
    </message>
    <message>
        <source>Make a new PIN</source>
        <translation>Buat PIN baru</translation>
    </message>
</context>
<context>
    <name>RetireOfficerPanel</name>
    <message>
        <source>Let {officer} go?</source>
        <translation>Nonaktifkan {officer}?</translation>
    </message>
    <message>
        <source>No list shows the name any more, and the PIN is gone. What was done stays in the log.</source>
        <translation>Nama tidak tampil lagi di daftar dan PIN-nya hilang. Yang sudah dilakukan tetap ada di log.</translation>
    </message>
    <message>
        <source>Let {officer} go</source>
        <translation>Nonaktifkan {officer}</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Shows the services that were found.</source>
        <translation>Menampilkan layanan yang ditemukan.</translation>
    </message>
    <message>
        <source>See {count} services</source>
        <translation>Lihat {count} layanan</translation>
    </message>
</context>
<context>
    <name>ServiceCard</name>
    <message>
        <source>Did you bring?</source>
        <translation>Sudah membawa?</translation>
    </message>
    <message>
        <source>Not done here</source>
        <translation>Tidak dilayani di sini</translation>
    </message>
</context>
<context>
    <name>ServicePage</name>
    <message>
        <source>Did you bring?</source>
        <translation>Sudah membawa?</translation>
    </message>
    <message>
        <source>Where and when</source>
        <translation>Di mana dan kapan selesai</translation>
    </message>
    <message>
        <source>Ready: {time}</source>
        <translation>Selesai: {time}</translation>
    </message>
</context>
<context>
    <name>ServiceTile</name>
    <message>
        <source>What to bring and where</source>
        <translation>Syarat dan tempat</translation>
    </message>
    <message>
        <source>Opens this service.</source>
        <translation>Membuka layanan ini.</translation>
    </message>
</context>
<context>
    <name>ServicesPane</name>
    <message>
        <source>Service</source>
        <translation>Layanan</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>Instansi</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hari ini</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Layanan</translation>
    </message>
    <message>
        <source>Find a service</source>
        <translation>Cari layanan</translation>
    </message>
    <message>
        <source>No service of that name.</source>
        <translation>Tidak ada layanan seperti itu.</translation>
    </message>
    <message>
        <source>for the chosen service</source>
        <translation>untuk layanan yang dipilih</translation>
    </message>
    <message>
        <source>Change reason or time …</source>
        <translation>Ubah alasan atau jam …</translation>
    </message>
    <message>
        <source>Close it for today …</source>
        <translation>Tutup hari ini …</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>Buka lagi</translation>
    </message>
    <message>
        <source>gives numbers</source>
        <translation>memberi nomor</translation>
    </message>
    <message>
        <source>closed for today</source>
        <translation>ditutup hari ini</translation>
    </message>
    <message>
        <source>closed until {time}</source>
        <translation>ditutup sampai {time}</translation>
    </message>
    <message>
        <source>waiting: {count}</source>
        <translation>menunggu: {count}</translation>
    </message>
</context>
<context>
    <name>StandardsPage</name>
    <message>
        <source>What we promise</source>
        <translation>Janji layanan kami</translation>
    </message>
    <message>
        <source>It is written with each service on this kiosk.</source>
        <translation>Tertulis pada setiap layanan di kiosk ini.</translation>
    </message>
    <message>
        <source>Our pledge</source>
        <translation>Maklumat pelayanan</translation>
    </message>
    <message>
        <source>1 · What to bring</source>
        <translation>1 · Persyaratan</translation>
    </message>
    <message>
        <source>2 · How it goes</source>
        <translation>2 · Sistem, mekanisme, dan prosedur</translation>
    </message>
    <message>
        <source>3 · How long it takes</source>
        <translation>3 · Jangka waktu pelayanan</translation>
    </message>
    <message>
        <source>4 · What it costs</source>
        <translation>4 · Biaya/tarif</translation>
    </message>
    <message>
        <source>Nobody may ask for more than that.</source>
        <translation>Tidak ada pungutan lain di luar itu.</translation>
    </message>
    <message>
        <source>5 · What you receive</source>
        <translation>5 · Produk pelayanan</translation>
    </message>
    <message>
        <source>6 · Complaints and suggestions</source>
        <translation>6 · Penanganan pengaduan, saran, dan masukan</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>One moment, please</source>
        <translation>Mohon tunggu sebentar</translation>
    </message>
    <message>
        <source>The queue is being read.</source>
        <translation>Data antrean sedang dibaca.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Not connected since {time}; the board shows the calls until then.</source>
        <translation>Tidak tersambung sejak pukul {time}. Papan menampilkan panggilan sampai saat itu.</translation>
    </message>
    <message>
        <source>No sound device; calls are shown, not heard.</source>
        <translation>Tidak ada perangkat suara. Panggilan hanya ditampilkan, tidak terdengar.</translation>
    </message>
    <message>
        <source>The voice has a problem; calls are shown here.</source>
        <translation>Suara sedang bermasalah. Panggilan tetap ditampilkan di sini.</translation>
    </message>
    <message>
        <source>The voice is switched off.</source>
        <translation>Suara dimatikan.</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Queue numbers are no longer given today. Whoever holds one is still served.</source>
        <translation>Pengambilan nomor ditutup. Yang sudah memegang nomor tetap kami layani.</translation>
    </message>
    <message>
        <source>Break. Queue numbers are given again from {when}.</source>
        <translation>Istirahat. Nomor antrean diberikan lagi mulai {when}.</translation>
    </message>
    <message>
        <source>Queue numbers are given again from {when}.</source>
        <translation>Nomor antrean dapat diambil mulai {when}.</translation>
    </message>
    <message>
        <source>Called {count} times, please report:</source>
        <translation>Telah dipanggil {count} kali, lapor ke:</translation>
    </message>
    <message>
        <source>Already called, please report:</source>
        <translation>Sudah dipanggil, lapor ke:</translation>
    </message>
    <message>
        <source>{code} counter {number}</source>
        <translation>{code} loket {number}</translation>
    </message>
    <message>
        <source>counter {number}</source>
        <translation>loket {number}</translation>
    </message>
    <message>
        <source>counter {number} until {time}</source>
        <translation>loket {number} sampai {time}</translation>
    </message>
    <message>
        <source>On a break:</source>
        <translation>Istirahat:</translation>
    </message>
</context>
<context>
    <name>SupervisorPage</name>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Close the day …</source>
        <translation>Tutup hari …</translation>
    </message>
    <message>
        <source>Asks first; who still holds a number is listed</source>
        <translation>Bertanya dulu; pemegang nomor yang tersisa didaftar</translation>
    </message>
    <message>
        <source>{part} · {count}</source>
        <translation>{part} · {count}</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>ditampilkan</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>Lines: {count}; the arrows choose one</source>
        <translation>Baris: {count}; tombol panah memilih satu</translation>
    </message>
</context>
<context>
    <name>TechnicianPage</name>
    <message>
        <source>Devices</source>
        <translation>Perangkat</translation>
    </message>
    <message>
        <source>Database and program</source>
        <translation>Basis data dan program</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Mulai ulang</translation>
    </message>
    <message>
        <source>Ends the kiosk and begins it anew.</source>
        <translation>Menutup kiosk dan memulainya kembali.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Tutup kiosk</translation>
    </message>
    <message>
        <source>Ends the kiosk; it stays off.</source>
        <translation>Menutup kiosk; kiosk tetap mati.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Keluar</translation>
    </message>
    <message>
        <source>Goes back to the visitors&apos; page.</source>
        <translation>Kembali ke halaman pengunjung.</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Spare printer</source>
        <translation>Printer cadangan</translation>
    </message>
    <message>
        <source>On; the sound test tells more.</source>
        <translation>Aktif; uji suara memberi tahu lebih banyak.</translation>
    </message>
    <message>
        <source>Off in the settings</source>
        <translation>Dimatikan di pengaturan</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Suara</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Layar</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>Belum ditanya</translation>
    </message>
    <message>
        <source>{pixels}, {mm} mm wide as the settings say</source>
        <translation>{pixels}, lebar {mm} mm menurut pengaturan</translation>
    </message>
    <message>
        <source>{pixels}, {mm} mm wide as the screen says</source>
        <translation>{pixels}, lebar {mm} mm menurut layar</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Basis data</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Sebentar …</translation>
    </message>
    <message>
        <source>Answers in {ms} ms; its tables fit.</source>
        <translation>Menjawab dalam {ms} md; tabelnya cocok.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>versi {version}</translation>
    </message>
    <message>
        <source>Last read</source>
        <translation>Terakhir dibaca</translation>
    </message>
    <message>
        <source>Still to write</source>
        <translation>Belum ditulis</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Pengaturan</translation>
    </message>
    <message>
        <source>no file, all at its default</source>
        <translation>tanpa berkas, semuanya nilai awal</translation>
    </message>
    <message>
        <source>never since the start</source>
        <translation>belum pernah sejak dinyalakan</translation>
    </message>
    <message>
        <source>{seconds} seconds ago</source>
        <translation>{seconds} detik yang lalu</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>tidak ada</translation>
    </message>
    <message>
        <source>{count} requests</source>
        <translation>{count} permintaan</translation>
    </message>
</context>
<context>
    <name>TextField</name>
    <message>
        <source>A few lines; Tab leads on</source>
        <translation>Beberapa baris; Tab melanjutkan</translation>
    </message>
</context>
<context>
    <name>TextsPane</name>
    <message>
        <source>Time</source>
        <translation>Jam</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Teks</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>By whom</source>
        <translation>Oleh</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>Pengumuman</translation>
    </message>
    <message>
        <source>Nothing was announced today.</source>
        <translation>Belum ada pengumuman hari ini.</translation>
    </message>
    <message>
        <source>Announce something …</source>
        <translation>Buat pengumuman …</translation>
    </message>
    <message>
        <source>Asks first; nothing is said yet</source>
        <translation>Bertanya dulu; belum ada yang diumumkan</translation>
    </message>
    <message>
        <source>for the chosen announcement</source>
        <translation>untuk pengumuman yang dipilih</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Tarik kembali</translation>
    </message>
    <message>
        <source>(the text is gone with its day)</source>
        <translation>(teksnya hilang bersama harinya)</translation>
    </message>
    <message>
        <source>Emergency: {text}</source>
        <translation>Darurat: {text}</translation>
    </message>
</context>
<context>
    <name>TicketPanel</name>
    <message>
        <source>Number {code}</source>
        <translation>Nomor {code}</translation>
    </message>
    <message>
        <source>Ready for the next visitor</source>
        <translation>Siap memanggil</translation>
    </message>
    <message>
        <source>Nobody is at this counter</source>
        <translation>Belum ada pengunjung di loket ini</translation>
    </message>
    <message>
        <source>Nobody is waiting now.</source>
        <translation>Belum ada yang menunggu.</translation>
    </message>
    <message>
        <source>Next is {code} · {service}</source>
        <translation>Berikutnya {code} · {service}</translation>
    </message>
    <message>
        <source>since the call</source>
        <translation>sejak dipanggil</translation>
    </message>
    <message>
        <source>Sent here from counter {number}</source>
        <translation>Dialihkan dari loket {number}</translation>
    </message>
    <message>
        <source>Please say sorry for the wait of {minutes} minutes.</source>
        <translation>Mohon minta maaf karena menunggu {minutes} menit.</translation>
    </message>
    <message>
        <source>Waited {minutes} min</source>
        <translation>Menunggu {minutes} menit</translation>
    </message>
    <message>
        <source>called {count}×</source>
        <translation>dipanggil {count}×</translation>
    </message>
    <message>
        <source>called out of turn</source>
        <translation>di luar giliran</translation>
    </message>
    <message>
        <source>{code} was given: counter {numbers}, {count} ahead.</source>
        <translation>{code} sudah dibuat: loket {numbers}, {count} orang di depan.</translation>
    </message>
    <message>
        <source>Nobody is waiting for this counter.</source>
        <translation>Belum ada yang menunggu untuk loket ini.</translation>
    </message>
    <message>
        <source>Start service</source>
        <translation>Mulai layani</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Take the call back</source>
        <translation>Batalkan panggilan</translation>
    </message>
    <message>
        <source>Call again</source>
        <translation>Panggil ulang</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>Tidak hadir</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>Tunda</translation>
    </message>
    <message>
        <source>Send on …</source>
        <translation>Alihkan…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>nobody is waiting now</source>
        <translation>belum ada yang menunggu</translation>
    </message>
    <message>
        <source>next is {code}, {why}</source>
        <translation>berikutnya {code}, {why}</translation>
    </message>
</context>
<context>
    <name>TouchTest</name>
    <message>
        <source>End of the test</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Touch or wipe over every field: {count} left.</source>
        <translation>Sentuh atau usap setiap kotak: tersisa {count}.</translation>
    </message>
    <message>
        <source>All fields were reached. The touch screen is well.</source>
        <translation>Semua kotak tersentuh. Layar sentuh baik.</translation>
    </message>
</context>
<context>
    <name>TransferPanel</name>
    <message>
        <source>Send {code} on: where to?</source>
        <translation>Alihkan {code}: ke mana?</translation>
    </message>
    <message>
        <source>The number and the place in line are kept; nobody queues twice.</source>
        <translation>Nomor dan urutannya tetap; pengunjung tidak perlu antre dua kali.</translation>
    </message>
    <message>
        <source>No reason</source>
        <translation>Tanpa alasan</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>terpilih</translation>
    </message>
    <message>
        <source>A note for the next counter, without identity numbers</source>
        <translation>Catatan untuk loket berikutnya, tanpa nomor identitas</translation>
    </message>
    <message>
        <source>To a service</source>
        <translation>Ke layanan</translation>
    </message>
    <message>
        <source>To a counter</source>
        <translation>Ke loket</translation>
    </message>
    <message>
        <source>Information desk</source>
        <translation>Meja informasi</translation>
    </message>
    <message>
        <source>Find a counter</source>
        <translation>Cari loket</translation>
    </message>
    <message>
        <source>Find a service</source>
        <translation>Cari layanan</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Tujuan</translation>
    </message>
    <message>
        <source>lists the services</source>
        <translation>menampilkan layanan</translation>
    </message>
    <message>
        <source>lists the counters</source>
        <translation>menampilkan loket</translation>
    </message>
    <message>
        <source>shown below</source>
        <translation>ditampilkan di bawah</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Nothing of that name.</source>
        <translation>Tidak ditemukan.</translation>
    </message>
    <message>
        <source>To the information desk</source>
        <translation>Ke meja informasi</translation>
    </message>
    <message>
        <source>names the information desk</source>
        <translation>menyebut meja informasi</translation>
    </message>
    <message>
        <source>Send on all the same</source>
        <translation>Tetap alihkan</translation>
    </message>
    <message>
        <source>Send on</source>
        <translation>Alihkan</translation>
    </message>
    <message>
        <source>Send on to {place}</source>
        <translation>Alihkan ke {place}</translation>
    </message>
    <message>
        <source>Counter {number}</source>
        <translation>Loket {number}</translation>
    </message>
    <message>
        <source>open</source>
        <translation>buka</translation>
    </message>
    <message>
        <source>on a break</source>
        <translation>istirahat</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>tutup</translation>
    </message>
</context>
<context>
    <name>Turner</name>
    <message>
        <source>Previous</source>
        <translation>Sebelumnya</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Lanjut</translation>
    </message>
    <message>
        <source>Shows the sheet before this one.</source>
        <translation>Menampilkan halaman sebelumnya.</translation>
    </message>
    <message>
        <source>Shows the sheet after this one.</source>
        <translation>Menampilkan halaman berikutnya.</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Halaman {page} dari {pages}</translation>
    </message>
</context>
<context>
    <name>UpperPanel</name>
    <message>
        <source>No numbers are given at the moment</source>
        <translation>Saat ini nomor antrean tidak diberikan</translation>
    </message>
    <message>
        <source>Which agency do you need?</source>
        <translation>Instansi apa yang Anda tuju?</translation>
    </message>
    <message>
        <source>What do you need?</source>
        <translation>Apa yang Anda perlukan?</translation>
    </message>
</context>
<context>
    <name>WaitingPage</name>
    <message>
        <source>One moment, please</source>
        <translation>Mohon tunggu sebentar</translation>
    </message>
    <message>
        <source>This kiosk is not ready yet</source>
        <translation>Kiosk ini belum siap</translation>
    </message>
    <message>
        <source>Please ask our officers at the information desk for a number.</source>
        <translation>Silakan minta nomor kepada petugas kami di meja informasi.</translation>
    </message>
</context>
<context>
    <name>WaitingPane</name>
    <message>
        <source>One moment, please</source>
        <translation>Mohon tunggu sebentar</translation>
    </message>
    <message>
        <source>The hall is being read.</source>
        <translation>Keadaan aula sedang dibaca.</translation>
    </message>
</context>
<context>
    <name>WarningSheet</name>
    <message>
        <source>Are you still there? This screen goes back to its start in {seconds} seconds.</source>
        <translation>Apakah Anda masih di sini? Layar ini kembali ke awal dalam {seconds} detik.</translation>
    </message>
    <message>
        <source>More time</source>
        <translation>Tambah waktu</translation>
    </message>
    <message>
        <source>Gives you the whole time again.</source>
        <translation>Memberi Anda waktu penuh lagi.</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Goes back to the start of this screen.</source>
        <translation>Kembali ke awal layar ini.</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome</source>
        <translation>Selamat datang</translation>
    </message>
    <message>
        <source>Please take a queue number at the kiosk. Your call appears and is heard here.</source>
        <translation>Silakan ambil nomor antrean di kiosk. Panggilan Anda tampil dan terdengar di sini.</translation>
    </message>
    <message>
        <source>Queue numbers are given again from {when}.</source>
        <translation>Nomor antrean dapat diambil mulai {when}.</translation>
    </message>
    <message>
        <source>Closed today: {holiday}.</source>
        <translation>Hari ini tutup: {holiday}.</translation>
    </message>
</context>
<context>
    <name>ZoneCard</name>
    <message>
        <source>over the target</source>
        <translation>melewati target</translation>
    </message>
</context>
<context>
    <name>ZoneHeading</name>
    <message>
        <source>Zone {number} · {name}</source>
        <translation>Zona {number} · {name}</translation>
    </message>
</context>
<context>
    <name>ZoneLine</name>
    <message>
        <source>Zone {number} · {color}</source>
        <translation>Zona {number} · {color}</translation>
    </message>
</context>
<context>
    <name>_Field</name>
    <message>
        <source>Searched for: {words}</source>
        <translation>Yang dicari: {words}</translation>
    </message>
    <message>
        <source>Type here …</source>
        <translation>Ketik di sini …</translation>
    </message>
</context>
<context>
    <name>_Hits</name>
    <message>
        <source>See {count} more</source>
        <translation>Lihat {count} lagi</translation>
    </message>
    <message>
        <source>Type again</source>
        <translation>Ketik lagi</translation>
    </message>
</context>
<context>
    <name>_KindCard</name>
    <message>
        <source>Several may apply.</source>
        <translation>Boleh lebih dari satu.</translation>
    </message>
</context>
<context>
    <name>_OtherWays</name>
    <message>
        <source>Service standards</source>
        <translation>Standar pelayanan</translation>
    </message>
    <message>
        <source>Standards</source>
        <translation>Standar</translation>
    </message>
    <message>
        <source>What this mall promises, and how to complain.</source>
        <translation>Janji mal ini dan cara menyampaikan pengaduan.</translation>
    </message>
</context>
<context>
    <name>_Pad</name>
    <message>
        <source>Types the digit {digit}.</source>
        <translation>Mengetik angka {digit}.</translation>
    </message>
    <message>
        <source>Takes the last digit back.</source>
        <translation>Menghapus angka terakhir.</translation>
    </message>
    <message>
        <source>Opens the technician&apos;s page where the PIN is right.</source>
        <translation>Membuka halaman teknisi bila PIN benar.</translation>
    </message>
</context>
<context>
    <name>_PlacePanel</name>
    <message>
        <source>What may they do?</source>
        <translation>Apa perannya?</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>dipilih</translation>
    </message>
    <message>
        <source>For which agencies? None picked means the whole mall.</source>
        <translation>Untuk instansi mana? Tanpa pilihan berarti seluruh mal.</translation>
    </message>
    <message>
        <source>For which of your agencies?</source>
        <translation>Untuk instansi Anda yang mana?</translation>
    </message>
    <message>
        <source>picked</source>
        <translation>dipilih</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>did not come out</source>
        <translation>tidak keluar</translation>
    </message>
    <message>
        <source>perhaps did not come out</source>
        <translation>mungkin tidak keluar</translation>
    </message>
    <message>
        <source>Print a copy</source>
        <translation>Cetak salinan</translation>
    </message>
    <message>
        <source>Was told</source>
        <translation>Sudah diberi tahu</translation>
    </message>
    <message>
        <source>{code}: the visitor knows and goes on.</source>
        <translation>{code}: pengunjung sudah tahu dan lanjut.</translation>
    </message>
</context>
<context>
    <name>_SearchButton</name>
    <message>
        <source>Search for a service</source>
        <translation>Cari layanan</translation>
    </message>
    <message>
        <source>Search for a service: KTP, paspor, SIM …</source>
        <translation>Cari layanan: KTP, paspor, SIM …</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Cari layanan</translation>
    </message>
</context>
<context>
    <name>_Tests</name>
    <message>
        <source>Test page</source>
        <translation>Cetak halaman uji</translation>
    </message>
    <message>
        <source>Spare test page</source>
        <translation>Uji printer cadangan</translation>
    </message>
    <message>
        <source>Sound test</source>
        <translation>Uji suara</translation>
    </message>
    <message>
        <source>Touch test</source>
        <translation>Uji layar sentuh</translation>
    </message>
    <message>
        <source>Prints a page and says what became of it.</source>
        <translation>Mencetak satu halaman dan memberi tahu hasilnya.</translation>
    </message>
    <message>
        <source>Speaks a sentence.</source>
        <translation>Mengucapkan satu kalimat.</translation>
    </message>
    <message>
        <source>Shows where the screen feels a finger.</source>
        <translation>Menunjukkan di mana layar merasakan jari.</translation>
    </message>
    <message>
        <source>The test is running …</source>
        <translation>Uji sedang berjalan …</translation>
    </message>
    <message>
        <source>What became of a test stands here.</source>
        <translation>Hasil uji tampil di sini.</translation>
    </message>
</context>
<context>
    <name>_Week</name>
    <message>
        <source>closed</source>
        <translation>tutup</translation>
    </message>
</context>
<context>
    <name>bench</name>
    <message>
        <source>The voice is switched off in the settings.</source>
        <translation>Suara dimatikan di pengaturan.</translation>
    </message>
    <message>
        <source>The voice does not work.</source>
        <translation>Suara tidak berfungsi.</translation>
    </message>
    <message>
        <source>The sentence was played. Did you hear it?</source>
        <translation>Kalimat sudah diputar. Apakah terdengar?</translation>
    </message>
    <message>
        <source>There is no loudspeaker.</source>
        <translation>Tidak ada pengeras suara.</translation>
    </message>
    <message>
        <source>This kiosk has no printer.</source>
        <translation>Kiosk ini tidak memiliki printer.</translation>
    </message>
    <message>
        <source>The printer did not answer in time.</source>
        <translation>Printer tidak menjawab pada waktunya.</translation>
    </message>
    <message>
        <source>The test page was printed. Is all of it readable?</source>
        <translation>Halaman uji tercetak. Apakah semuanya terbaca?</translation>
    </message>
    <message>
        <source>The page was sent; the printer does not say whether it came out.</source>
        <translation>Halaman sudah dikirim; printer tidak memberi tahu apakah keluar.</translation>
    </message>
    <message>
        <source>The page did not come out.</source>
        <translation>Halaman tidak keluar.</translation>
    </message>
</context>
<context>
    <name>buttons</name>
    <message>
        <source>OK</source>
        <translation>Oke</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ya</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Tidak</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
</context>
<context>
    <name>companion</name>
    <message>
        <source>A companion has been called …</source>
        <translation>Pendamping dipanggil …</translation>
    </message>
    <message>
        <source>An officer is on the way to you.</source>
        <translation>Petugas sedang menuju ke sini.</translation>
    </message>
    <message>
        <source>The officer of counter {counter} is on the way to you.</source>
        <translation>Petugas loket {counter} sedang menuju ke sini.</translation>
    </message>
</context>
<context>
    <name>counter</name>
    <message>
        <source>It is too late to take this back.</source>
        <translation>Sudah terlambat untuk diurungkan.</translation>
    </message>
    <message>
        <source>That did not work. Please click again.</source>
        <translation>Belum berhasil. Silakan klik sekali lagi.</translation>
    </message>
    <message>
        <source>a priority turn</source>
        <translation>giliran prioritas</translation>
    </message>
    <message>
        <source>in turn</source>
        <translation>sesuai urutan</translation>
    </message>
    <message>
        <source>helping another queue</source>
        <translation>membantu antrean lain</translation>
    </message>
    <message>
        <source>sent to this counter</source>
        <translation>dialihkan ke loket ini</translation>
    </message>
    <message>
        <source>No loudspeaker in this zone: please call out</source>
        <translation>Zona ini tanpa pengeras suara: panggillah langsung</translation>
    </message>
    <message>
        <source>Not heard in the hall: please call out</source>
        <translation>Tidak terdengar di aula: panggillah langsung</translation>
    </message>
    <message>
        <source>Too late for the loudspeaker: only shown</source>
        <translation>Terlambat diucapkan: hanya tampil di layar</translation>
    </message>
    <message>
        <source>Quiet period: only shown</source>
        <translation>Masa hening: hanya tampil di layar</translation>
    </message>
    <message>
        <source>Not announced yet</source>
        <translation>Belum diumumkan</translation>
    </message>
    <message>
        <source>Being announced</source>
        <translation>Sedang diumumkan</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>Sudah diumumkan</translation>
    </message>
    <message>
        <source>Could not be announced</source>
        <translation>Tidak dapat diumumkan</translation>
    </message>
    <message>
        <source>not heard: call out</source>
        <translation>tak terdengar: panggil</translation>
    </message>
    <message>
        <source>only shown</source>
        <translation>hanya tampil</translation>
    </message>
    <message>
        <source>/ target {minutes} min</source>
        <translation>/ target {minutes} menit</translation>
    </message>
    <message>
        <source>/ nearly over the target of {minutes} min</source>
        <translation>/ hampir lewat target {minutes} menit</translation>
    </message>
    <message>
        <source>/ past the target of {minutes} min</source>
        <translation>/ melewati target {minutes} menit</translation>
    </message>
    <message>
        <source>target {minutes} min</source>
        <translation>target {minutes} menit</translation>
    </message>
    <message>
        <source>nearly over {minutes} min</source>
        <translation>hampir {minutes} menit</translation>
    </message>
    <message>
        <source>past {minutes} min</source>
        <translation>lewat {minutes} menit</translation>
    </message>
    <message>
        <source>Finish and call the next</source>
        <translation>Selesai dan panggil berikutnya</translation>
    </message>
    <message>
        <source>Call the next</source>
        <translation>Panggil berikutnya</translation>
    </message>
    <message>
        <source>In order of the line</source>
        <translation>Urutan antrean</translation>
    </message>
    <message>
        <source>Longest wait first</source>
        <translation>Terlama menunggu</translation>
    </message>
    <message>
        <source>By service</source>
        <translation>Menurut layanan</translation>
    </message>
    <message>
        <source>{code} is finished.</source>
        <translation>{code} selesai.</translation>
    </message>
    <message>
        <source>{code} did not come.</source>
        <translation>{code} tidak hadir.</translation>
    </message>
    <message>
        <source>{code} was sent on.</source>
        <translation>{code} dialihkan.</translation>
    </message>
    <message>
        <source>A document is missing</source>
        <translation>Berkas belum lengkap</translation>
    </message>
    <message>
        <source>Copies have to be made</source>
        <translation>Perlu fotokopi</translation>
    </message>
    <message>
        <source>A payment has to be made</source>
        <translation>Perlu membayar dahulu</translation>
    </message>
    <message>
        <source>A form has to be filled in</source>
        <translation>Formulir perlu diisi</translation>
    </message>
    <message>
        <source>Our system does not answer</source>
        <translation>Sistem kami tidak menjawab</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Alasan lain</translation>
    </message>
    <message>
        <source>Needs care, cannot wait</source>
        <translation>Perlu perhatian, tidak bisa menunggu</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Mendesak</translation>
    </message>
    <message>
        <source>Came back with the missing papers</source>
        <translation>Kembali dengan berkas yang kurang</translation>
    </message>
    <message>
        <source>Belongs to the visitor who was just here</source>
        <translation>Satu keluarga dengan yang baru dilayani</translation>
    </message>
    <message>
        <source>The supervisor asked for it</source>
        <translation>Diminta penyelia</translation>
    </message>
    <message>
        <source>wrong counter</source>
        <translation>salah loket</translation>
    </message>
    <message>
        <source>next step</source>
        <translation>tahap berikutnya</translation>
    </message>
    <message>
        <source>to be checked</source>
        <translation>perlu diperiksa</translation>
    </message>
    <message>
        <source>needs help</source>
        <translation>perlu bantuan</translation>
    </message>
    <message>
        <source>Meal</source>
        <translation>Makan</translation>
    </message>
    <message>
        <source>Prayer</source>
        <translation>Salat</translation>
    </message>
    <message>
        <source>A few minutes away</source>
        <translation>Keperluan singkat</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>Rapat</translation>
    </message>
    <message>
        <source>counter {numbers}</source>
        <translation>loket {numbers}</translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation>Bahasa Indonesia</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Bahasa Inggris</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioritas</translation>
    </message>
    <message>
        <source>Priority · {kind}</source>
        <translation>Prioritas · {kind}</translation>
    </message>
</context>
<context>
    <name>database</name>
    <message>
        <source>All connections are in use; trying again.</source>
        <translation>Semua sambungan sedang terpakai; dicoba lagi.</translation>
    </message>
    <message>
        <source>This file is not a database of Antrean. Is the path right?</source>
        <translation>Berkas ini bukan basis data Antrean. Apakah alamatnya benar?</translation>
    </message>
    <message>
        <source>The file is damaged: restore a backup.</source>
        <translation>Berkasnya rusak: pulihkan dari cadangan.</translation>
    </message>
    <message>
        <source>The file cannot be opened. Is the path right, and may this user read it? “antrean db upgrade” makes a new one.</source>
        <translation>Berkasnya tidak dapat dibuka. Apakah alamatnya benar, dan bolehkah pengguna ini membacanya? “antrean db upgrade” membuat yang baru.</translation>
    </message>
    <message>
        <source>The file may not be written by this user.</source>
        <translation>Pengguna ini tidak boleh menulis berkasnya.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Disk penuh.</translation>
    </message>
    <message>
        <source>Another program or PC holds the queue; trying again.</source>
        <translation>Program atau PC lain sedang menahan antrean; dicoba lagi.</translation>
    </message>
    <message>
        <source>It cannot be read or written.</source>
        <translation>Tidak dapat dibaca atau ditulis.</translation>
    </message>
    <message>
        <source>The role may not do this. Give it the rights of its place again: “antrean db grant”.</source>
        <translation>Peran basis data ini tidak berhak. Beri lagi hak tempatnya: “antrean db grant”.</translation>
    </message>
    <message>
        <source>It waited too long for this PC and ended the connection.</source>
        <translation>Server terlalu lama menunggu PC ini, lalu memutus sambungan.</translation>
    </message>
    <message>
        <source>It cannot be reached.</source>
        <translation>Tidak dapat dihubungi.</translation>
    </message>
    <message>
        <source>It has no tables yet: run “antrean db upgrade”.</source>
        <translation>Belum ada tabelnya: jalankan “antrean db upgrade”.</translation>
    </message>
    <message>
        <source>Its tables are of an older version: run “antrean db upgrade”.</source>
        <translation>Tabelnya dari versi lama: jalankan “antrean db upgrade”.</translation>
    </message>
    <message>
        <source>Its tables are of a newer Antrean: update this PC.</source>
        <translation>Tabelnya dari Antrean yang lebih baru: perbarui PC ini.</translation>
    </message>
</context>
<context>
    <name>desk</name>
    <message>
        <source>We keep trying.</source>
        <translation>Kami terus mencoba.</translation>
    </message>
    <message>
        <source>Numbers on paper: information desk, counter {counters}.</source>
        <translation>Nomor di kertas: meja informasi, loket {counters}.</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Call the next; finish the visitor who is here</source>
        <translation>Panggil berikutnya; selesaikan yang sedang dilayani</translation>
    </message>
    <message>
        <source>Call again</source>
        <translation>Panggil ulang</translation>
    </message>
    <message>
        <source>Start the service</source>
        <translation>Mulai layani</translation>
    </message>
    <message>
        <source>Finish, and call nobody yet</source>
        <translation>Selesai, belum memanggil siapa pun</translation>
    </message>
    <message>
        <source>The visitor did not come</source>
        <translation>Pengunjung tidak hadir</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>Tunda</translation>
    </message>
    <message>
        <source>Send on to a service or a counter</source>
        <translation>Alihkan ke layanan atau loket</translation>
    </message>
    <message>
        <source>Take a wrong call back</source>
        <translation>Batalkan panggilan yang keliru</translation>
    </message>
    <message>
        <source>Finish, and say how it ended</source>
        <translation>Selesai dengan hasil</translation>
    </message>
    <message>
        <source>Write a note for the next counter</source>
        <translation>Tulis catatan untuk loket berikutnya</translation>
    </message>
    <message>
        <source>Give the visitor a number for the next step</source>
        <translation>Buat nomor untuk tahap berikutnya</translation>
    </message>
    <message>
        <source>Serve somebody who has no number</source>
        <translation>Layani yang tidak punya nomor</translation>
    </message>
    <message>
        <source>Give a visitor a number</source>
        <translation>Buat nomor untuk pengunjung</translation>
    </message>
    <message>
        <source>Print the number again</source>
        <translation>Cetak ulang nomor</translation>
    </message>
    <message>
        <source>Undo, for a few seconds</source>
        <translation>Urungkan, selama beberapa detik</translation>
    </message>
    <message>
        <source>Who is waiting</source>
        <translation>Yang menunggu</translation>
    </message>
    <message>
        <source>Who is on hold</source>
        <translation>Yang ditunda</translation>
    </message>
    <message>
        <source>Who missed the call</source>
        <translation>Yang tidak hadir</translation>
    </message>
    <message>
        <source>Papers that did not come out (information counter)</source>
        <translation>Kertas yang tidak keluar (loket informasi)</translation>
    </message>
    <message>
        <source>Search the lists: type a number or a service</source>
        <translation>Cari di daftar: ketik nomor atau layanan</translation>
    </message>
    <message>
        <source>Change the order of the lists</source>
        <translation>Ubah urutan daftar</translation>
    </message>
    <message>
        <source>Do for the chosen row what the button below says</source>
        <translation>Lakukan pada baris terpilih apa yang tertulis di tombol bawah</translation>
    </message>
    <message>
        <source>Cancel the chosen number</source>
        <translation>Batalkan nomor yang dipilih</translation>
    </message>
    <message>
        <source>Go to a visitor who asks for a companion</source>
        <translation>Datangi pengunjung yang meminta pendamping</translation>
    </message>
    <message>
        <source>Take a break, or end it</source>
        <translation>Mulai atau akhiri istirahat</translation>
    </message>
    <message>
        <source>The hall, for supervisors, and back</source>
        <translation>Aula, untuk penyelia, dan kembali</translation>
    </message>
    <message>
        <source>A part of the hall: alerts, queues, counters …</source>
        <translation>Bagian aula: peringatan, antrean, loket …</translation>
    </message>
    <message>
        <source>Choose the answer with this digit</source>
        <translation>Pilih jawaban dengan angka ini</translation>
    </message>
    <message>
        <source>Back, without doing anything</source>
        <translation>Kembali tanpa melakukan apa pun</translation>
    </message>
    <message>
        <source>The menu: language, colours, size of text</source>
        <translation>Menu: bahasa, warna, ukuran teks</translation>
    </message>
    <message>
        <source>The compact bar, and back</source>
        <translation>Bilah ringkas, dan kembali</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>Halaman ini</translation>
    </message>
    <message>
        <source>The visitor</source>
        <translation>Pengunjung</translation>
    </message>
    <message>
        <source>The lists</source>
        <translation>Daftar</translation>
    </message>
    <message>
        <source>The counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>The hall</source>
        <translation>Aula</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>Jendela</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Semua tombol</translation>
    </message>
</context>
<context>
    <name>menu</name>
    <message>
        <source>Sign out and close the counter</source>
        <translation>Keluar dan tutup loket</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>Semuanya</translation>
    </message>
    <message>
        <source>Work for</source>
        <translation>Melayani</translation>
    </message>
    <message>
        <source>Back to the counter</source>
        <translation>Kembali ke loket</translation>
    </message>
    <message>
        <source>Compact bar</source>
        <translation>Bilah ringkas</translation>
    </message>
    <message>
        <source>Corner of the bar</source>
        <translation>Sudut bilah</translation>
    </message>
    <message>
        <source>Top left</source>
        <translation>Kiri atas</translation>
    </message>
    <message>
        <source>Top right</source>
        <translation>Kanan atas</translation>
    </message>
    <message>
        <source>Bottom left</source>
        <translation>Kiri bawah</translation>
    </message>
    <message>
        <source>Bottom right</source>
        <translation>Kanan bawah</translation>
    </message>
    <message>
        <source>Hints and sounds</source>
        <translation>Petunjuk dan bunyi</translation>
    </message>
    <message>
        <source>Soft tone when people start to wait</source>
        <translation>Nada pelan bila mulai ada yang menunggu</translation>
    </message>
    <message>
        <source>Card “Salam · Senyum · Sapa”</source>
        <translation>Kartu “Salam · Senyum · Sapa”</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Warna</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Terang</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Gelap</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Kontras tinggi</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Ukuran teks</translation>
    </message>
    <message>
        <source>Language · Bahasa</source>
        <translation>Bahasa · Language</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>The queue is very busy at the moment. Please try again.</source>
        <translation>Antrean sedang sangat sibuk. Silakan coba lagi.</translation>
    </message>
    <message>
        <source>Something went wrong on this screen. Please try again, or ask one of our officers.</source>
        <translation>Ada kendala pada layar ini. Silakan coba lagi atau tanyakan kepada petugas kami.</translation>
    </message>
    <message>
        <source>Very busy</source>
        <translation>Sedang sangat sibuk</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Belum tersambung</translation>
    </message>
    <message>
        <source>The printer needs help</source>
        <translation>Printer perlu bantuan</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>Tanpa suara</translation>
    </message>
    <message>
        <source>Sorry, that did not work</source>
        <translation>Maaf, belum berhasil</translation>
    </message>
    <message>
        <source>Closed for a holiday</source>
        <translation>Libur</translation>
    </message>
    <message>
        <source>Not open today</source>
        <translation>Tidak buka hari ini</translation>
    </message>
    <message>
        <source>Not open yet</source>
        <translation>Belum buka</translation>
    </message>
    <message>
        <source>On a break</source>
        <translation>Sedang istirahat</translation>
    </message>
    <message>
        <source>Closed for today</source>
        <translation>Sudah tutup</translation>
    </message>
    <message>
        <source>No numbers left today</source>
        <translation>Kuota hari ini habis</translation>
    </message>
    <message>
        <source>Full until closing time</source>
        <translation>Penuh sampai jam tutup</translation>
    </message>
    <message>
        <source>No officer at the counter yet</source>
        <translation>Petugas belum ada di loket</translation>
    </message>
    <message>
        <source>Not available just now</source>
        <translation>Sementara tidak dilayani</translation>
    </message>
    <message>
        <source>Counter closed</source>
        <translation>Loket tutup</translation>
    </message>
    <message>
        <source>Counter on a break</source>
        <translation>Loket sedang istirahat</translation>
    </message>
    <message>
        <source>Counter in use</source>
        <translation>Loket sedang dipakai</translation>
    </message>
    <message>
        <source>People are still waiting</source>
        <translation>Masih ada yang menunggu</translation>
    </message>
    <message>
        <source>That is not possible now</source>
        <translation>Saat ini belum bisa</translation>
    </message>
    <message>
        <source>This service is no longer offered here. Please choose another one.</source>
        <translation>Layanan ini sudah tidak tersedia di sini. Silakan pilih layanan lain.</translation>
    </message>
    <message>
        <source>There is no such queue in this mall.</source>
        <translation>Antrean layanan itu tidak ada di mal ini.</translation>
    </message>
    <message>
        <source>There is no such counter in this mall.</source>
        <translation>Loket itu tidak ada di mal ini.</translation>
    </message>
    <message>
        <source>This officer is not known here.</source>
        <translation>Petugas ini tidak terdaftar di sini.</translation>
    </message>
    <message>
        <source>This number was not found. Please check it.</source>
        <translation>Nomor ini tidak ditemukan. Mohon diperiksa kembali.</translation>
    </message>
    <message>
        <source>There is no such zone in this mall.</source>
        <translation>Zona itu tidak ada di mal ini.</translation>
    </message>
    <message>
        <source>There is no such call for assistance.</source>
        <translation>Panggilan pendamping ini tidak ada.</translation>
    </message>
    <message>
        <source>This counter is closed. Please open it first.</source>
        <translation>Loket ini tutup. Silakan buka loket dahulu.</translation>
    </message>
    <message>
        <source>This counter is on a break. Please end the break first.</source>
        <translation>Loket ini sedang istirahat. Silakan akhiri istirahat dahulu.</translation>
    </message>
    <message>
        <source>{code} is still at this counter. Please finish it first.</source>
        <translation>{code} masih berada di loket ini. Silakan selesaikan dahulu.</translation>
    </message>
    <message>
        <source>Nobody is called to this counter now.</source>
        <translation>Saat ini belum ada yang dipanggil ke loket ini.</translation>
    </message>
    <message>
        <source>{code} is at another counter.</source>
        <translation>{code} sedang berada di loket lain.</translation>
    </message>
    <message>
        <source>This counter does not serve the queue of {code}.</source>
        <translation>Loket ini tidak melayani antrean {code}.</translation>
    </message>
    <message>
        <source>It is too late to take this back. Please ask an officer.</source>
        <translation>Waktu untuk membatalkan sudah lewat. Silakan hubungi petugas.</translation>
    </message>
    <message>
        <source>This number belongs to somebody else.</source>
        <translation>Nomor ini milik pengunjung lain.</translation>
    </message>
    <message>
        <source>{code} is from another day. Please take a new number.</source>
        <translation>{code} berasal dari hari lain. Silakan ambil nomor baru.</translation>
    </message>
    <message>
        <source>Please give a reason.</source>
        <translation>Mohon isi alasannya.</translation>
    </message>
    <message>
        <source>No counter serves this queue. Please choose another one.</source>
        <translation>Belum ada loket yang melayani antrean ini. Silakan pilih yang lain.</translation>
    </message>
    <message>
        <source>This call for assistance is over.</source>
        <translation>Panggilan pendamping ini sudah selesai.</translation>
    </message>
    <message>
        <source>{code} was printed again already. Please ask an officer.</source>
        <translation>{code} sudah pernah dicetak ulang. Silakan tanyakan kepada petugas.</translation>
    </message>
    <message>
        <source>The mall file has mistakes. Please ask the technician.</source>
        <translation>Berkas mal berisi kesalahan. Silakan hubungi teknisi.</translation>
    </message>
    <message>
        <source>Many numbers were taken here just now. Please wait a moment and try again.</source>
        <translation>Baru saja banyak nomor diambil di layar ini. Mohon tunggu sebentar, lalu coba lagi.</translation>
    </message>
    <message>
        <source>No mall has been set up yet. Please ask the technician.</source>
        <translation>Mal belum disiapkan. Silakan hubungi teknisi.</translation>
    </message>
    <message>
        <source>This was asked before in another way. Please start again.</source>
        <translation>Permintaan ini pernah dikirim dengan isi lain. Silakan ulangi dari awal.</translation>
    </message>
    <message>
        <source>An entry in the database cannot be read. Please ask the technician.</source>
        <translation>Satu data di basis data tidak dapat dibaca. Silakan hubungi teknisi.</translation>
    </message>
    <message>
        <source>This hall is in use and is not overwritten. Please ask the technician.</source>
        <translation>Antrean ini sedang dipakai dan tidak ditimpa. Mohon hubungi teknisi.</translation>
    </message>
    <message>
        <source>It runs on this PC already.</source>
        <translation>Program ini sudah berjalan di PC ini.</translation>
    </message>
    <message>
        <source>That cannot be done this way. Please check what was entered.</source>
        <translation>Isian belum sesuai. Mohon diperiksa kembali.</translation>
    </message>
    <message>
        <source>We are closed today for a holiday.</source>
        <translation>Hari ini libur.</translation>
    </message>
    <message>
        <source>This service is not open today.</source>
        <translation>Layanan ini tidak buka hari ini.</translation>
    </message>
    <message>
        <source>This service is not open yet.</source>
        <translation>Layanan ini belum buka.</translation>
    </message>
    <message>
        <source>This service is on a break.</source>
        <translation>Layanan ini sedang istirahat.</translation>
    </message>
    <message>
        <source>No more numbers are given today. Numbers already taken are still served.</source>
        <translation>Pengambilan nomor hari ini sudah ditutup. Nomor yang sudah diambil tetap kami layani.</translation>
    </message>
    <message>
        <source>This service is closed for today.</source>
        <translation>Layanan ini sudah tutup untuk hari ini.</translation>
    </message>
    <message>
        <source>All numbers of today for this service have been taken.</source>
        <translation>Nomor layanan ini untuk hari ini sudah habis.</translation>
    </message>
    <message>
        <source>Those who already wait fill the time until closing, so no more numbers are given today.</source>
        <translation>Antrean yang ada sudah memenuhi waktu sampai tutup, jadi nomor untuk hari ini tidak diberikan lagi.</translation>
    </message>
    <message>
        <source>No officer is at the counters yet. Please try again in a while or ask the information desk.</source>
        <translation>Petugas belum ada di loket. Silakan coba beberapa saat lagi atau tanyakan ke meja informasi.</translation>
    </message>
    <message>
        <source>This service is not available just now.</source>
        <translation>Layanan ini sementara tidak tersedia.</translation>
    </message>
    <message>
        <source>en</source>
        <comment>code of this language: id in Indonesian</comment>
        <translation>id</translation>
    </message>
    <message>
        <source>You can take a number from {when}.</source>
        <translation>Nomor dapat diambil mulai {when}.</translation>
    </message>
    <message>
        <source>This number</source>
        <translation>Nomor ini</translation>
    </message>
    <message>
        <source>{code} has changed meanwhile, so this is not possible.</source>
        <translation>{code} sudah berubah, jadi hal ini belum bisa dilakukan.</translation>
    </message>
    <message>
        <source>{code} is {state} by now, so this is not possible.</source>
        <translation>{code} kini {state}, jadi hal ini belum bisa dilakukan.</translation>
    </message>
    <message>
        <source>Another officer is signed in at this counter.</source>
        <translation>Petugas lain sedang masuk di loket ini.</translation>
    </message>
    <message>
        <source>{officer} is signed in at this counter.</source>
        <translation>{officer} sedang masuk di loket ini.</translation>
    </message>
    <message>
        <source>A colleague is on the way already.</source>
        <translation>Seorang rekan sudah menuju ke sana.</translation>
    </message>
    <message>
        <source>{officer} from counter {counter} is on the way already.</source>
        <translation>{officer} dari loket {counter} sudah menuju ke sana.</translation>
    </message>
    <message>
        <source>Just called. Please wait a moment before calling again.</source>
        <translation>Baru saja dipanggil. Mohon tunggu sebentar sebelum memanggil ulang.</translation>
    </message>
    <message>
        <source>Just called. You can call again in {seconds} seconds.</source>
        <translation>Baru saja dipanggil. Panggil ulang bisa {seconds} detik lagi.</translation>
    </message>
    <message>
        <source>People still hold a number. Please serve them first.</source>
        <translation>Masih ada yang memegang nomor. Mohon dilayani dahulu.</translation>
    </message>
    <message>
        <source>Still waiting: {codes} and {count} more. Please serve them first.</source>
        <translation>Masih menunggu: {codes} dan {count} lainnya. Mohon dilayani dahulu.</translation>
    </message>
    <message>
        <source>Still waiting: {codes}. Please serve them first.</source>
        <translation>Masih menunggu: {codes}. Mohon dilayani dahulu.</translation>
    </message>
    <message>
        <source>The queue cannot be reached at the moment. We keep trying.</source>
        <translation>Antrean sedang tidak tersambung. Kami terus mencoba.</translation>
    </message>
    <message>
        <source>The queue&apos;s database needs the technician before this screen can work.</source>
        <translation>Basis data antrean perlu disiapkan teknisi sebelum layar ini dapat dipakai.</translation>
    </message>
    <message>
        <source>The paper could not be printed. Please remember your number.</source>
        <translation>Kertas tidak dapat dicetak. Mohon ingat nomor Anda.</translation>
    </message>
    <message>
        <source>Calls cannot be heard at the moment. Please watch the screen.</source>
        <translation>Panggilan suara sedang tidak terdengar. Mohon perhatikan layar.</translation>
    </message>
    <message>
        <source>The voice cannot be heard at this screen. “Call a companion” brings somebody who helps.</source>
        <translation>Suara tidak terdengar di layar ini. “Panggil pendamping” memanggil petugas untuk membantu.</translation>
    </message>
    <message>
        <source>A file could not be read or written. Please ask the technician.</source>
        <translation>Sebuah berkas tidak dapat dibaca atau ditulis. Silakan hubungi teknisi.</translation>
    </message>
    <message>
        <source>A part of the system does not answer at the moment. Please try again.</source>
        <translation>Sebagian sistem sedang tidak menjawab. Silakan coba lagi.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>Dipanggil</translation>
    </message>
    <message>
        <source>Being served</source>
        <translation>Dilayani</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Ditunda</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>Tidak hadir</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Kedaluwarsa</translation>
    </message>
    <message>
        <source>Aged 60 or over</source>
        <translation>Lansia (60 tahun ke atas)</translation>
    </message>
    <message>
        <source>Person with a disability</source>
        <translation>Penyandang disabilitas</translation>
    </message>
    <message>
        <source>Pregnant</source>
        <translation>Ibu hamil</translation>
    </message>
    <message>
        <source>Nursing or with a small child</source>
        <translation>Ibu menyusui atau membawa balita</translation>
    </message>
    <message>
        <source>Ill or urgent</source>
        <translation>Sedang sakit atau mendesak</translation>
    </message>
    <message>
        <source>Affected by a disaster</source>
        <translation>Korban bencana</translation>
    </message>
    <message>
        <source>Your ticket is being printed …</source>
        <translation>Nomor Anda sedang dicetak …</translation>
    </message>
    <message>
        <source>Please take your ticket.</source>
        <translation>Silakan ambil kertas nomor Anda.</translation>
    </message>
    <message>
        <source>If no paper comes out, please remember your number.</source>
        <translation>Jika kertas tidak keluar, mohon ingat nomor Anda.</translation>
    </message>
    <message>
        <source>Your role does not allow this. Please ask a supervisor.</source>
        <translation>Peran Anda tidak mengizinkan ini. Mohon minta bantuan penyelia.</translation>
    </message>
    <message>
        <source>Please wait {seconds} seconds before you try again.</source>
        <translation>Mohon tunggu {seconds} detik sebelum mencoba lagi.</translation>
    </message>
    <message>
        <source>You have no PIN yet. A supervisor can make one for you.</source>
        <translation>Anda belum memiliki PIN. Penyelia dapat membuatkannya.</translation>
    </message>
    <message>
        <source>Too many wrong PINs: your account is locked. A supervisor can unlock it.</source>
        <translation>Terlalu banyak PIN salah: akun Anda terkunci. Penyelia dapat membukanya.</translation>
    </message>
    <message>
        <source>This is the last administrator; make another one first.</source>
        <translation>Ini administrator terakhir; buat administrator lain lebih dahulu.</translation>
    </message>
    <message>
        <source>{code} was called {count} times. Mark it as not there, or put it back in line.</source>
        <translation>{code} sudah dipanggil {count} kali. Tandai tidak hadir, atau kembalikan ke antrean.</translation>
    </message>
    <message>
        <source>That service is closed for today: {why}</source>
        <translation>Layanan itu ditutup hari ini: {why}</translation>
    </message>
    <message>
        <source>Nobody is there just now.</source>
        <translation>Saat ini tidak ada petugas di sana.</translation>
    </message>
    <message>
        <source>This way to end a service is not known here.</source>
        <translation>Hasil layanan ini tidak dikenal di sini.</translation>
    </message>
    <message>
        <source>This looks like an identity number. Notes must not hold any; please write without it.</source>
        <translation>Ini tampak seperti nomor identitas. Catatan tidak boleh memuatnya; mohon tulis tanpa nomor itu.</translation>
    </message>
    <message>
        <source>This alert is over.</source>
        <translation>Peringatan ini sudah selesai.</translation>
    </message>
    <message>
        <source>Nobody is at counter {counter} just now.</source>
        <translation>Saat ini tidak ada petugas di loket {counter}.</translation>
    </message>
    <message>
        <source>Nobody is at counters {counters} just now.</source>
        <translation>Saat ini tidak ada petugas di loket {counters}.</translation>
    </message>
    <message>
        <source>Please choose a PIN of your own first.</source>
        <translation>Pilih dahulu PIN Anda sendiri.</translation>
    </message>
    <message>
        <source>Please type your PIN.</source>
        <translation>Ketik PIN Anda.</translation>
    </message>
    <message>
        <source>That is not the right PIN.</source>
        <translation>PIN tidak tepat.</translation>
    </message>
    <message>
        <source>Please wait {seconds} seconds.</source>
        <translation>Mohon tunggu {seconds} detik.</translation>
    </message>
    <message>
        <source>After one more wrong PIN your account is locked.</source>
        <translation>Satu PIN salah lagi akan mengunci akun Anda.</translation>
    </message>
</context>
<context>
    <name>printer</name>
    <message>
        <source>Printer ready</source>
        <translation>Printer siap</translation>
    </message>
    <message>
        <source>Paper roll nearly used up</source>
        <translation>Kertas hampir habis</translation>
    </message>
    <message>
        <source>Out of paper</source>
        <translation>Kertas habis</translation>
    </message>
    <message>
        <source>Printer cover is open</source>
        <translation>Tutup printer terbuka</translation>
    </message>
    <message>
        <source>Printer not reachable</source>
        <translation>Printer tidak terhubung</translation>
    </message>
    <message>
        <source>Printer has an error</source>
        <translation>Printer bermasalah</translation>
    </message>
    <message>
        <source>Printer does not say how it is</source>
        <translation>Keadaan printer tidak diketahui</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>Tanpa printer</translation>
    </message>
    <message>
        <source>Have a new roll ready.</source>
        <translation>Siapkan gulungan kertas baru.</translation>
    </message>
    <message>
        <source>Put in a new roll of paper and close the cover.</source>
        <translation>Pasang gulungan kertas baru, lalu tutup printer.</translation>
    </message>
    <message>
        <source>Look whether there is paper, then close the cover.</source>
        <translation>Periksa kertasnya, lalu tutup printer.</translation>
    </message>
    <message>
        <source>Is it switched on, and are its cables plugged in? Then switch it off and on.</source>
        <translation>Apakah printer menyala dan kabelnya terpasang? Lalu matikan dan nyalakan lagi.</translation>
    </message>
    <message>
        <source>Take out paper that is stuck, then switch the printer off and on. If that fails, call help.</source>
        <translation>Keluarkan kertas yang tersangkut, lalu matikan dan nyalakan printer. Bila tetap gagal, hubungi teknisi.</translation>
    </message>
    <message>
        <source>Print a test page. Some printers never say how they are.</source>
        <translation>Cetak halaman uji. Sebagian printer memang tidak melaporkan keadaannya.</translation>
    </message>
</context>
<context>
    <name>priority</name>
    <message>
        <source>Choose what applies. Nothing has to be proven, and nothing about you but the kind is kept.</source>
        <translation>Pilih yang sesuai. Tidak perlu bukti, dan hanya jenisnya yang disimpan.</translation>
    </message>
    <message>
        <source>Who needs to be served first?</source>
        <translation>Siapa yang perlu didahulukan?</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>Opens at {time}</source>
        <translation>Buka pukul {time}</translation>
    </message>
    <message>
        <source>Opens {day}, {time}</source>
        <translation>Buka {day}, {time}</translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>Type the first letters, for example: KTP, paspor, nikah.</source>
        <translation>Ketik huruf-huruf awalnya, misalnya: KTP, paspor, nikah.</translation>
    </message>
    <message>
        <source>What do you need?</source>
        <translation>Apa yang Anda perlukan?</translation>
    </message>
    <message>
        <source>Nothing found for “{words}”</source>
        <translation>Tidak ada yang cocok dengan “{words}”</translation>
    </message>
    <message>
        <source>Try another word, or call a companion.</source>
        <translation>Coba kata lain, atau panggil pendamping.</translation>
    </message>
    <message>
        <source>Try another word, or ask at the information desk: counter {counters}, zone {zone} ({name}).</source>
        <translation>Coba kata lain, atau tanyakan di meja informasi: loket {counters}, zona {zone} ({name}).</translation>
    </message>
</context>
<context>
    <name>service</name>
    <message>
        <source>Nobody waiting</source>
        <translation>Tanpa menunggu</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} menunggu</translation>
    </message>
    <message>
        <source>Counter {counters}</source>
        <translation>Loket {counters}</translation>
    </message>
    <message>
        <source>Zone {zone} · {color}</source>
        <translation>Zona {zone} · {color}</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Gratis</translation>
    </message>
    <message>
        <source>{count} left</source>
        <translation>Sisa {count}</translation>
    </message>
    <message>
        <source>Take a number</source>
        <translation>Ambil nomor</translation>
    </message>
    <message>
        <source>not connected just now</source>
        <translation>sedang tidak tersambung</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Sebentar…</translation>
    </message>
    <message>
        <source>as a priority number</source>
        <translation>sebagai nomor prioritas</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Tidak ada</translation>
    </message>
    <message>
        <source>1 person</source>
        <translation>1 orang</translation>
    </message>
    <message>
        <source>{count} people</source>
        <translation>{count} orang</translation>
    </message>
</context>
<context>
    <name>services</name>
    <message>
        <source>No numbers here at the moment</source>
        <translation>Saat ini belum bisa mengambil nomor di sini</translation>
    </message>
    <message>
        <source>Choose a service</source>
        <translation>Pilih layanan</translation>
    </message>
    <message>
        <source>Choose a service. Your number is printed at once.</source>
        <translation>Pilih layanan. Nomor langsung dicetak.</translation>
    </message>
    <message>
        <source>Choose a service. Your number is shown at once.</source>
        <translation>Pilih layanan. Nomor langsung ditampilkan.</translation>
    </message>
</context>
<context>
    <name>spoken</name>
    <message>
        <source>Voice guidance is on.</source>
        <translation>Panduan suara aktif.</translation>
    </message>
    <message>
        <source>The arrow keys choose, OK presses, Escape goes back, Help tells again what is here.</source>
        <translation>Tombol panah memilih, OK menekan, tombol keluar kembali, tombol bantuan mengulang isi halaman.</translation>
    </message>
    <message>
        <source>Voice guidance is off.</source>
        <translation>Panduan suara dimatikan.</translation>
    </message>
    <message>
        <source>The arrow keys choose, OK presses, Escape goes back. Help once more calls a companion.</source>
        <translation>Tombol panah memilih, OK menekan, tombol keluar kembali. Tekan bantuan sekali lagi untuk memanggil pendamping.</translation>
    </message>
    <message>
        <source>Press OK to hear what is offered here.</source>
        <translation>Tekan OK untuk mendengar layanan di sini.</translation>
    </message>
    <message>
        <source>Search.</source>
        <translation>Cari layanan.</translation>
    </message>
    <message>
        <source>Choose letters, the services found come before them. For example: KTP, paspor.</source>
        <translation>Pilih huruf, layanan yang cocok ada sebelum huruf. Contoh: KTP, paspor.</translation>
    </message>
    <message>
        <source>Who needs to be served first?</source>
        <translation>Siapa yang perlu didahulukan?</translation>
    </message>
    <message>
        <source>Choose what applies to you, several may. Nothing has to be proven.</source>
        <translation>Pilih yang sesuai, boleh lebih dari satu. Tidak perlu bukti.</translation>
    </message>
    <message>
        <source>The last button goes on without priority.</source>
        <translation>Tombol terakhir untuk lanjut tanpa prioritas.</translation>
    </message>
    <message>
        <source>Page {page}.</source>
        <translation>Halaman {page}.</translation>
    </message>
    <message>
        <source>One moment.</source>
        <translation>Sebentar.</translation>
    </message>
    <message>
        <source>Number {code} was cancelled. Its paper is no longer valid.</source>
        <translation>Nomor {code} dibatalkan. Kertasnya tidak berlaku lagi.</translation>
    </message>
    <message>
        <source>{kind} is chosen.</source>
        <translation>{kind} dipilih.</translation>
    </message>
    <message>
        <source>{kind} is not chosen.</source>
        <translation>{kind} tidak dipilih.</translation>
    </message>
    <message>
        <source>The queue is not connected just now, so no number can be given.</source>
        <translation>Antrean sedang tidak tersambung, nomor belum dapat diberikan.</translation>
    </message>
    <message>
        <source>The queue is connected again.</source>
        <translation>Antrean sudah tersambung lagi.</translation>
    </message>
    <message>
        <source>Are you still there? This screen goes back to its start in {seconds} seconds. OK gives more time.</source>
        <translation>Apakah Anda masih di sini? Layar kembali ke awal dalam {seconds} detik. Tekan OK untuk tambah waktu.</translation>
    </message>
    <message>
        <source>Nothing is typed.</source>
        <translation>Belum ada huruf.</translation>
    </message>
    <message>
        <source>One service found: {name}.</source>
        <translation>Satu layanan ditemukan: {name}.</translation>
    </message>
    <message>
        <source>{count} services found, the first: {name}.</source>
        <translation>{count} layanan ditemukan, yang pertama: {name}.</translation>
    </message>
    <message>
        <source>This kiosk is not ready yet.</source>
        <translation>Kiosk ini belum siap.</translation>
    </message>
    <message>
        <source>Please ask our officers at the information desk for a number.</source>
        <translation>Silakan minta nomor kepada petugas kami di meja informasi.</translation>
    </message>
    <message>
        <source>Choose an agency, or search for what you need.</source>
        <translation>Pilih instansi, atau cari layanan yang Anda perlukan.</translation>
    </message>
    <message>
        <source>One service.</source>
        <translation>Satu layanan.</translation>
    </message>
    <message>
        <source>{count} services.</source>
        <translation>{count} layanan.</translation>
    </message>
    <message>
        <source>Choose one.</source>
        <translation>Pilih salah satu.</translation>
    </message>
    <message>
        <source>Cost: {fee}.</source>
        <translation>Biaya: {fee}.</translation>
    </message>
    <message>
        <source>Please bring: {things}.</source>
        <translation>Yang perlu dibawa: {things}.</translation>
    </message>
    <message>
        <source>OK takes a number.</source>
        <translation>Tekan OK untuk ambil nomor.</translation>
    </message>
    <message>
        <source>Your number is {code}.</source>
        <translation>Nomor antrean Anda {code}.</translation>
    </message>
    <message>
        <source>It is a priority number.</source>
        <translation>Ini nomor prioritas.</translation>
    </message>
    <message>
        <source>Once more: {code}.</source>
        <translation>Sekali lagi: {code}.</translation>
    </message>
    <message>
        <source>This number is of another day. Please take a new one.</source>
        <translation>Nomor ini bukan untuk hari ini. Silakan ambil nomor baru.</translation>
    </message>
    <message>
        <source>It can be printed once more.</source>
        <translation>Nomor ini dapat dicetak sekali lagi.</translation>
    </message>
    <message>
        <source>Nobody is before you.</source>
        <translation>Tidak ada orang di depan Anda.</translation>
    </message>
    <message>
        <source>One person is before you.</source>
        <translation>Satu orang di depan Anda.</translation>
    </message>
    <message>
        <source>{count} people are before you.</source>
        <translation>{count} orang di depan Anda.</translation>
    </message>
    <message>
        <source>Counter {counters}.</source>
        <translation>Loket {counters}.</translation>
    </message>
    <message>
        <source>Your number is called once.</source>
        <translation>Nomor Anda dipanggil satu kali.</translation>
    </message>
    <message>
        <source>Your number is called {count} times.</source>
        <translation>Nomor Anda dipanggil {count} kali.</translation>
    </message>
    <message>
        <source>Zone {number}, {color}.</source>
        <translation>Zona {number}, {color}.</translation>
    </message>
    <message>
        <source>You are called. Please go to counter {counter}.</source>
        <translation>Anda dipanggil. Silakan menuju loket {counter}.</translation>
    </message>
    <message>
        <source>Please take your paper.</source>
        <translation>Silakan ambil kertas Anda.</translation>
    </message>
    <message>
        <source>No paper came out. Your number {code} is valid all the same.</source>
        <translation>Kertas tidak keluar. Nomor Anda {code} tetap berlaku.</translation>
    </message>
    <message>
        <source>If no paper comes out, please remember your number.</source>
        <translation>Jika kertas tidak keluar, silakan ingat nomor Anda.</translation>
    </message>
    <message>
        <source>The call for a companion has ended.</source>
        <translation>Panggilan pendamping telah selesai.</translation>
    </message>
    <message>
        <source>An officer is on the way to you.</source>
        <translation>Petugas sedang menuju ke sini.</translation>
    </message>
    <message>
        <source>The officer of counter {counter} is on the way to you.</source>
        <translation>Petugas loket {counter} sedang menuju ke sini.</translation>
    </message>
    <message>
        <source>A companion has been called.</source>
        <translation>Pendamping telah dipanggil.</translation>
    </message>
    <message>
        <source>Text size {scale}.</source>
        <translation>Ukuran huruf {scale} kali.</translation>
    </message>
    <message>
        <source>Volume {step} of {steps}.</source>
        <translation>Volume {step} dari {steps}.</translation>
    </message>
    <message>
        <source>High contrast is on.</source>
        <translation>Kontras tinggi aktif.</translation>
    </message>
    <message>
        <source>High contrast is off.</source>
        <translation>Kontras tinggi dimatikan.</translation>
    </message>
    <message>
        <source>Low reach is on.</source>
        <translation>Jangkauan rendah aktif.</translation>
    </message>
    <message>
        <source>Low reach is off.</source>
        <translation>Jangkauan rendah dimatikan.</translation>
    </message>
    <message>
        <source>Easy mode is on.</source>
        <translation>Mode mudah aktif.</translation>
    </message>
    <message>
        <source>Easy mode is off.</source>
        <translation>Mode mudah dimatikan.</translation>
    </message>
    <message>
        <source>Nothing found. Try another word, or call a companion.</source>
        <translation>Tidak ditemukan. Coba kata lain, atau panggil pendamping.</translation>
    </message>
    <message>
        <source>Nothing found. The information desk helps: counter {counters}.</source>
        <translation>Tidak ditemukan. Meja informasi membantu: loket {counters}.</translation>
    </message>
    <message>
        <source>What we promise.</source>
        <translation>Janji layanan kami.</translation>
    </message>
</context>
<context>
    <name>supervisor</name>
    <message>
        <source>This belongs to another agency. Ask a supervisor of the whole mall.</source>
        <translation>Ini milik instansi lain. Tanyakan kepada penyelia seluruh mal.</translation>
    </message>
    <message>
        <source>Your role does not allow this. Ask a supervisor of the whole mall.</source>
        <translation>Peran Anda tidak mengizinkan ini. Tanyakan kepada penyelia seluruh mal.</translation>
    </message>
    <message>
        <source>This looks like an identity number. Please write without it: everybody reads it.</source>
        <translation>Ini tampak seperti nomor identitas. Tulis tanpa nomor itu: semua orang membacanya.</translation>
    </message>
    <message>
        <source>{officer} sits at counter {number}. Close that counter first.</source>
        <translation>{officer} duduk di loket {number}. Tutup loket itu dulu.</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Ringkasan</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Antrean</translation>
    </message>
    <message>
        <source>Counters</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Layanan</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Perangkat</translation>
    </message>
    <message>
        <source>Officers</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>Pengumuman</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} jam {minutes} mnt</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} mnt</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} dtk</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Mendesak</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Waspada</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>{queue}: the wait is over {minutes} min</source>
        <translation>{queue}: menunggu lebih dari {minutes} mnt</translation>
    </message>
    <message>
        <source>{queue}: nobody serves this queue</source>
        <translation>{queue}: tidak ada yang melayani</translation>
    </message>
    <message>
        <source>Counter {number} is free while people wait for it</source>
        <translation>Loket {number} kosong, padahal ada yang menunggu</translation>
    </message>
    <message>
        <source>Counter {number}: {code} takes long</source>
        <translation>Loket {number}: {code} dilayani lama</translation>
    </message>
    <message>
        <source>{device}: calls are not heard</source>
        <translation>{device}: panggilan tidak terdengar</translation>
    </message>
    <message>
        <source>{device} does not answer</source>
        <translation>{device} tidak menjawab</translation>
    </message>
    <message>
        <source>{device}: a visitor asks for a companion</source>
        <translation>{device}: pengunjung meminta pendamping</translation>
    </message>
    <message>
        <source>{service} · the target is {minutes} min</source>
        <translation>{service} · target {minutes} mnt</translation>
    </message>
    <message>
        <source>{kind} · last heard of at {time}</source>
        <translation>{kind} · terakhir terdengar pukul {time}</translation>
    </message>
    <message>
        <source>Somebody from counter {number} is on the way.</source>
        <translation>Petugas dari loket {number} menuju ke sana.</translation>
    </message>
    <message>
        <source>Nobody is on the way yet.</source>
        <translation>Belum ada yang menuju ke sana.</translation>
    </message>
    <message>
        <source>Kiosk</source>
        <translation>Kiosk</translation>
    </message>
    <message>
        <source>Counter app</source>
        <translation>Aplikasi loket</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Layar</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>Tidak menjawab</translation>
    </message>
    <message>
        <source>Needs help</source>
        <translation>Perlu bantuan</translation>
    </message>
    <message>
        <source>Well</source>
        <translation>Baik</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>Dimatikan</translation>
    </message>
    <message>
        <source>Not there today</source>
        <translation>Tidak ada hari ini</translation>
    </message>
    <message>
        <source>Voice ready</source>
        <translation>Suara siap</translation>
    </message>
    <message>
        <source>No loudspeaker is found</source>
        <translation>Pengeras suara tidak ditemukan</translation>
    </message>
    <message>
        <source>The voice fails</source>
        <translation>Suara gagal</translation>
    </message>
    <message>
        <source>Voice switched off</source>
        <translation>Suara dimatikan</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>On a break</source>
        <translation>Istirahat</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Kosong</translation>
    </message>
    <message>
        <source>Serving</source>
        <translation>Melayani</translation>
    </message>
    <message>
        <source>Calling</source>
        <translation>Memanggil</translation>
    </message>
    <message>
        <source>The officer left</source>
        <translation>Petugas pergi</translation>
    </message>
    <message>
        <source>{count} waiting, the first for {time}</source>
        <translation>{count} menunggu, yang pertama {time}</translation>
    </message>
    <message>
        <source>The system is down</source>
        <translation>Sistem gangguan</translation>
    </message>
    <message>
        <source>The officer is not here</source>
        <translation>Petugas berhalangan</translation>
    </message>
    <message>
        <source>Materials are used up</source>
        <translation>Bahan habis</translation>
    </message>
    <message>
        <source>Not today</source>
        <translation>Tidak hari ini</translation>
    </message>
    <message>
        <source>In half an hour, {time}</source>
        <translation>Setengah jam lagi, {time}</translation>
    </message>
    <message>
        <source>In an hour, {time}</source>
        <translation>Satu jam lagi, {time}</translation>
    </message>
    <message>
        <source>At a time …</source>
        <translation>Pada jam …</translation>
    </message>
    <message>
        <source>Taken by mistake</source>
        <translation>Salah ambil</translation>
    </message>
    <message>
        <source>The visitor needs it</source>
        <translation>Pengunjung memerlukannya</translation>
    </message>
    <message>
        <source>It was the wrong service</source>
        <translation>Layanannya keliru</translation>
    </message>
    <message>
        <source>The queue is too long</source>
        <translation>Antreannya terlalu panjang</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Alasan lain</translation>
    </message>
    <message>
        <source>They were told</source>
        <translation>Sudah diberi tahu</translation>
    </message>
    <message>
        <source>Power cut</source>
        <translation>Listrik padam</translation>
    </message>
    <message>
        <source>The building is cleared</source>
        <translation>Gedung dikosongkan</translation>
    </message>
    <message>
        <source>Owner of a vehicle</source>
        <translation>Pemilik kendaraan</translation>
    </message>
    <message>
        <source>A child alone</source>
        <translation>Anak sendirian</translation>
    </message>
    <message>
        <source>Something was found</source>
        <translation>Barang ditemukan</translation>
    </message>
    <message>
        <source>Leave the building</source>
        <translation>Tinggalkan gedung</translation>
    </message>
    <message>
        <source>Only shown: quiet period</source>
        <translation>Hanya tampil: masa hening</translation>
    </message>
    <message>
        <source>Only shown: no loudspeaker</source>
        <translation>Hanya tampil: tidak ada pengeras suara</translation>
    </message>
    <message>
        <source>Not announced yet</source>
        <translation>Belum diumumkan</translation>
    </message>
    <message>
        <source>Being announced</source>
        <translation>Sedang diumumkan</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>Sudah diumumkan</translation>
    </message>
    <message>
        <source>Could not be announced</source>
        <translation>Tidak dapat diumumkan</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Ditarik kembali</translation>
    </message>
    <message>
        <source>{service} is closed for today.</source>
        <translation>{service} ditutup hari ini.</translation>
    </message>
    <message>
        <source>{service} is closed until {time}.</source>
        <translation>{service} ditutup sampai {time}.</translation>
    </message>
    <message>
        <source>{service} gives numbers again.</source>
        <translation>{service} memberi nomor lagi.</translation>
    </message>
    <message>
        <source>{code} is a regular number in {queue}.</source>
        <translation>{code} nomor biasa di {queue}.</translation>
    </message>
    <message>
        <source>{code} is a priority number in {queue}: {kind}.</source>
        <translation>{code} nomor prioritas di {queue}: {kind}.</translation>
    </message>
    <message>
        <source>{code} waits in {queue}.</source>
        <translation>{code} menunggu di {queue}.</translation>
    </message>
    <message>
        <source>Counter {number} is closed.</source>
        <translation>Loket {number} ditutup.</translation>
    </message>
    <message>
        <source>The emergency goes before everything else now.</source>
        <translation>Darurat sekarang mendahului semuanya.</translation>
    </message>
    <message>
        <source>The announcement is in line behind the calls that wait.</source>
        <translation>Pengumuman antre di belakang panggilan yang menunggu.</translation>
    </message>
    <message>
        <source>The announcement was taken back.</source>
        <translation>Pengumuman ditarik kembali.</translation>
    </message>
    <message>
        <source>The day is closed. Numbers expired: {expired}, counters closed: {counters}.</source>
        <translation>Hari ditutup. Nomor kedaluwarsa: {expired}, loket ditutup: {counters}.</translation>
    </message>
    <message>
        <source>Anchor, to be written down or photographed: {anchor}</source>
        <translation>Jangkar, untuk dicatat atau difoto: {anchor}</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Penyelia</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>Teknisi</translation>
    </message>
    <message>
        <source>whole mall</source>
        <translation>seluruh mal</translation>
    </message>
    <message>
        <source>Locked after wrong PINs</source>
        <translation>Terkunci karena PIN salah</translation>
    </message>
    <message>
        <source>Wrong PIN, may try again at {time}</source>
        <translation>PIN salah, boleh coba lagi pukul {time}</translation>
    </message>
    <message>
        <source>No PIN yet</source>
        <translation>Belum ada PIN</translation>
    </message>
    <message>
        <source>One-time PIN, not used yet</source>
        <translation>PIN sekali pakai, belum dipakai</translation>
    </message>
    <message>
        <source>Own PIN</source>
        <translation>PIN sendiri</translation>
    </message>
    <message>
        <source>{officer} can sign in now.</source>
        <translation>{officer} sekarang dapat masuk.</translation>
    </message>
    <message>
        <source>{officer} has a new one-time PIN.</source>
        <translation>{officer} mendapat PIN sekali pakai yang baru.</translation>
    </message>
    <message>
        <source>{officer} was changed.</source>
        <translation>{officer} sudah diubah.</translation>
    </message>
    <message>
        <source>{officer} may try again now.</source>
        <translation>{officer} boleh mencoba lagi sekarang.</translation>
    </message>
    <message>
        <source>{officer} cannot sign in any more.</source>
        <translation>{officer} tidak dapat masuk lagi.</translation>
    </message>
    <message>
        <source>Done, but the PIN of {officer} was lost with the connection. Make a new one.</source>
        <translation>Sudah, tetapi PIN {officer} hilang bersama sambungan. Buat yang baru.</translation>
    </message>
</context>
<context>
    <name>ticket</name>
    <message>
        <source>Numbers are called {calls} times. If you miss yours, tell the counter: it is called after {after} others.</source>
        <translation>Nomor dipanggil {calls} kali. Bila terlewat, lapor ke loket: Anda dipanggil lagi setelah {after} nomor.</translation>
    </message>
    <message>
        <source>Queue number</source>
        <translation>Nomor antrean</translation>
    </message>
    <message>
        <source>PRIORITY</source>
        <translation>PRIORITAS</translation>
    </message>
    <message>
        <source>COPY</source>
        <translation>SALINAN</translation>
    </message>
    <message>
        <source>Ahead of you</source>
        <translation>Di depan Anda</translation>
    </message>
    <message>
        <source>person</source>
        <translation>orang</translation>
    </message>
    <message>
        <source>people</source>
        <translation>orang</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Loket</translation>
    </message>
    <message>
        <source>or</source>
        <translation>atau</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zona</translation>
    </message>
    <message>
        <source>Did you bring?</source>
        <translation>Sudah membawa?</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Biaya</translation>
    </message>
    <message>
        <source>Valid today</source>
        <translation>Berlaku hari ini</translation>
    </message>
    <message>
        <source>Scan to follow the queue</source>
        <translation>Pindai untuk melihat antrean</translation>
    </message>
    <message>
        <source>for the kiosk</source>
        <translation>untuk kiosk</translation>
    </message>
    <message>
        <source>+ {count} more: see the kiosk</source>
        <translation>+ {count} lagi: lihat di kiosk</translation>
    </message>
    <message>
        <source>No fees beyond the official ones</source>
        <translation>Tanpa pungutan liar</translation>
    </message>
</context>
</TS>
