"""The real kiosk on an X screen, walked by a real pointer and real keys (`python -m tests.helpers.kiosk_hands DIR`).

Each visitor of `VISITORS` comes to the same running kiosk, as in a hall, takes a number and leaves; what the root
window shows meanwhile becomes pictures for a person's eye. Needs Xvfb and xdotool.
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PIL import Image, ImageGrab

from antrean.control_client import ControlClient
from antrean.wording import read_number
from tests.helpers import hall
from tests.helpers.apps import RealHall, until
from tests.helpers.fake_printer import NetworkFake

MOST_PRESSES: Final = 80
"""Keys that may be needed to come to any control of a page."""
STILL_S: Final = 0.4
"""So long nothing moves on a screen that has come to rest."""
NEEDED: Final = ("Xvfb", "xdotool")


@dataclass
class Hands:
    """One visitor: a finger and keys on the screen, and eyes that keep what they saw."""

    see: ControlClient
    real: RealHall
    printer: NetworkFake
    folder: Path
    name: str = ""
    shots: int = 0
    papers: int = 0
    codes: list[str] = field(default_factory=list)

    def tap(self, name: str) -> "Hands":
        """Touch a control; what moves under the finger has come to rest before."""
        self.see.wait(name, enabled=True, timeout_ms=15_000)
        self.see.wait("settling", visible=False)
        x, y = self.see.where(name)
        self._do("mousemove", str(x), str(y), "click", "1")
        return self

    def switch(self, *names: str) -> "Hands":
        """Touch switches of the access bar, each once the one before has changed the screen."""
        for name in names:
            before = self.see.says(name)
            self.tap(name)
            until(lambda name=name, before=before: self.see.says(name) != before or None, f"{name} to be switched")
        return self

    def keys(self, *names: str) -> "Hands":
        """Press keys, named as X names them."""
        self.see.wait("settling", visible=False)
        for name in names:
            self._do("key", name)
        return self

    def walk_to(self, target: str, *ways: str) -> "Hands":
        """Press the arrow keys in turns until a control has the focus."""
        for press in range(MOST_PRESSES):
            before = self.see.focus()
            if before == target:
                return self
            self.keys(ways[press % len(ways)])
            # Keys come by another way than questions: two on their way would go past the target.
            until(lambda before=before: self.see.focus() != before or None, f"the focus to leave {before}")
        raise AssertionError(f"{self.name}: the keys do not come to {target}, but to {self.see.focus()}")

    def shows(self, name: str, words: str = "") -> "Hands":
        """Wait until something is to be seen."""
        self.see.wait(name, timeout_ms=15_000, **({"contains": words} if words else {}))
        self.see.wait("settling", visible=False)
        return self

    def look(self, what: str) -> "Hands":
        """Keep a picture of the whole screen, once it is the same twice: touches and keys come by another way."""
        self.shots += 1
        pictures = [self._grab()]

        def still() -> Image.Image | None:
            pictures.append(self._grab())
            return pictures[-1] if pictures[-1].tobytes() == pictures[-2].tobytes() else None

        image = until(still, "a picture that stands still", pause_s=STILL_S)
        image.save(self.folder / f"{self.name}_{self.shots}_{what}.png")
        return self

    def _grab(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self.real.display)

    def find(self, agency: str) -> "Hands":
        """Turn the sheets until an agency is there."""
        while not self.see.visible(agency):
            self.tap("sheet_next")
        return self

    def takes(self, begins: str, words: str) -> "Hands":
        """See the number, and find it on the paper and in the hall's database, printed."""
        self.shows("issued_code")
        code = self.see.text("issued_code")
        assert code.startswith(begins), f"{self.name} got {code}"
        self.shows("issued_heading", words)
        self.papers += 1
        paper = self.printer.tickets(self.papers, timeout=20)[-1]
        assert code.encode() in paper, f"{code} is not on the paper"
        until(lambda: code if self._kept(code)[0] == "printed" else None, f"{code} to be noted as printed")
        self.codes.append(code)
        return self.look("number")

    def scan(self, code: str) -> "Hands":
        """Hold a paper under the scanner, which types what it reads."""
        self._do("type", "--delay", "5", f"AQ1:{self._kept(code)[1]}")
        return self.keys("Return")

    def _kept(self, code: str) -> tuple[str, str]:
        """Return what the hall knows of a number: what became of its paper, and its secret."""
        series, _, number = code.partition("-")
        sql = "SELECT print_state, secret FROM tickets WHERE series = :series AND number = :number"
        with contextlib.closing(hall.connect(self.real.url)) as store:
            [(state, secret)] = hall.rows(store, sql, series=series, number=int(number))
        return str(state), str(secret)

    def _do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], check=True, env=os.environ | {"DISPLAY": self.real.display})


def plain(visitor: Hands) -> None:
    visitor.look("agencies").tap("agency_K").shows("take_skck").look("services")
    visitor.tap("take_skck").takes("KA-", "Silakan ambil nomor Anda").tap("done")


def english(visitor: Hands) -> None:
    visitor.tap("language_switch").shows("agencies_heading", "Which agency").look("agencies")
    visitor.tap("agency_G").tap("take_paspor-baru").takes("GA-", "Please take your number").tap("done")


def priority(visitor: Hands) -> None:
    visitor.tap("agency_K").tap("priority_open").tap("priority_elderly").tap("priority_with_infant").look("kinds")
    visitor.tap("priority_confirm").shows("priority_text").look("services")
    visitor.tap("take_skck").takes("KP-", "Silakan ambil nomor Anda").tap("done")


def five_keys(visitor: Hands) -> None:
    visitor.walk_to("agency_K", "Down").look("agencies").keys("Return").shows("take_skck")
    visitor.keys("Escape").shows("search_open").walk_to("agency_K", "Down").keys("Return")
    visitor.shows("take_skck").walk_to("take_skck", "Down").look("services").keys("Return")
    visitor.takes("KA-", "Silakan ambil nomor Anda").walk_to("done", "Down").keys("Return")


def spoken(visitor: Hands) -> None:
    before = len(visitor.real.spoken())
    visitor.switch("access_spoken").shows("access_volume").look("agencies").tap("agency_K").shows("take_skck")
    visitor.look("services").tap("take_skck").shows("priority_none").look("kinds")
    visitor.tap("priority_none").takes("KA-", "Silakan ambil nomor Anda")
    number = read_number(visitor.codes[-1].partition("-")[2], "id", "digit")

    def is_heard() -> bool | None:
        return any(number in line["text"] for line in visitor.real.spoken()[before:]) or None

    until(is_heard, f"“{number}” to be spoken")
    visitor.tap("done")


def large(visitor: Hands) -> None:
    visitor.switch("access_text", "access_text").look("agencies").find("agency_K").tap("agency_K").look("services")
    visitor.tap("open_skck").shows("take_skck").look("service").tap("take_skck")
    visitor.takes("KA-", "Silakan ambil nomor Anda").tap("done")


def contrast(visitor: Hands) -> None:
    visitor.switch("access_contrast").look("agencies").tap("agency_K").look("services").tap("take_skck")
    visitor.takes("KA-", "Silakan ambil nomor Anda").tap("done")


def low(visitor: Hands) -> None:
    visitor.switch("access_low").look("agencies").find("agency_K").tap("agency_K").look("services").tap("open_skck")
    visitor.shows("take_skck").look("service").tap("take_skck").takes("KA-", "Silakan ambil nomor Anda").tap("done")


def everything(visitor: Hands) -> None:
    visitor.tap("access_contrast").tap("access_easy").tap("access_spoken").tap("access_low")
    visitor.switch("access_text", "access_text").look("agencies").find("agency_K").tap("agency_K").look("services")
    visitor.tap("open_skck").shows("take_skck").look("service").tap("take_skck").shows("priority_none").look("kinds")
    visitor.tap("priority_none").takes("KA-", "Silakan ambil nomor Anda").tap("done")


def scanner(visitor: Hands) -> None:
    visitor.tap("agency_K").tap("take_skck").takes("KA-", "Silakan ambil nomor Anda").tap("done").shows("search_open")
    visitor.scan(visitor.codes[-1]).shows("found_code", visitor.codes[-1]).look("found").tap("found_done")


VISITORS: Final[dict[str, Callable[[Hands], None]]] = {
    "plain": plain,
    "english": english,
    "priority": priority,
    "five_keys": five_keys,
    "spoken": spoken,
    "large": large,
    "contrast": contrast,
    "low": low,
    "everything": everything,
    "scanner": scanner,
}
UPRIGHT_ALONE: Final = ("low", "everything")
"""Who needs what a wide screen does not offer."""


@contextlib.contextmanager
def x_screen(width: int, height: int) -> Iterator[str]:
    """Run an X server with one screen of this size; give its display."""
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, pass_fds=(theirs,), stdout=log, stderr=log)
        os.close(theirs)
        try:
            with os.fdopen(ours) as answer:
                number = answer.readline().strip()
            assert number, "Xvfb did not start"
            yield f":{number}"
        finally:
            server.terminate()
            server.wait(10)


def walk(folder: Path, names: Sequence[str], *, width: int, height: int) -> Iterator[str]:
    """Let each visitor come to one kiosk; yield what each of them got."""
    with (
        tempfile.TemporaryDirectory(prefix="antrean-hands-") as place,
        x_screen(width, height) as display,
        NetworkFake() as printer,
    ):
        database = Path(place) / "hall.db"
        shutil.copyfile(hall.prepared(), database)
        url = f"sqlite:///{database}"
        with contextlib.closing(hall.connect(url)) as store:
            hall.set_clock(store, hall.MONDAY)
        real = RealHall(url, Path(place), printer.port, display=display)
        with real.app("kiosk") as app:
            visitor = Hands(see=app.see, real=real, printer=printer, folder=folder)
            visitor.shows("search_open")
            begin = sorted(app.see.texts())
            for name in names:
                visitor.name, visitor.shots = name, 0
                VISITORS[name](visitor)
                visitor.shows("search_open")
                # Waiting numbers and the clock go on; nothing else may be left of a visitor.
                left = {text for text in app.see.texts() if not any(sign.isdigit() for sign in text)} - set(begin)
                assert not left, f"{name} left behind: {left}"
                yield f"{name}: {visitor.codes[-1]}, {visitor.shots} pictures"


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk all visitors, or the named ones, and say what each of them got."""
    parser = argparse.ArgumentParser(prog="dev hands", description="Walk the real kiosk with a real pointer and keys.")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", nargs="+", choices=VISITORS, default=list(VISITORS), help="these visitors alone")
    parser.add_argument("--size", type=_size, default=(1080, 1920), help="of the screen, such as 1920x1080")
    chosen = parser.parse_args(arguments)
    missing = [one for one in NEEDED if shutil.which(one) is None]
    if missing:
        parser.error(f"{' and '.join(missing)} must be installed (Debian: xvfb, xdotool)")
    width, height = chosen.size
    names = [name for name in chosen.only if height > width or name not in UPRIGHT_ALONE]
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for line in walk(chosen.folder, names, width=width, height=height):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
