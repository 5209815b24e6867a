<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
<context>
    <name>Banner</name>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
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
    <name>messages</name>
    <message>
        <source>Something went wrong on this screen. Please try again, or ask one of our officers.</source>
        <translation>Ada kendala pada layar ini. Silakan coba lagi atau tanyakan kepada petugas kami.</translation>
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
        <translation>Sudah tutup hari ini</translation>
    </message>
    <message>
        <source>No numbers left today</source>
        <translation>Kuota hari ini habis</translation>
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
        <source>The mall file has mistakes. Please ask the technician.</source>
        <translation>Berkas mal berisi kesalahan. Silakan hubungi teknisi.</translation>
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
        <source>en</source>
        <comment>code of this language: id in Indonesian</comment>
        <translation>id</translation>
    </message>
    <message>
        <source>You can take a number from {when}.</source>
        <translation>Nomor dapat diambil lagi mulai {when}.</translation>
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
</context>
</TS>
