"""An X screen without a monitor, and single lines of its pixels as they stand there: nobody is asked to paint."""

import ctypes
import ctypes.util
import os
import selectors
import shutil
import subprocess
from typing import Any, Final

from antrean.errors import Unavailable

_Z_PIXMAP: Final = 2
_ALL_PLANES: Final = 0xFFFFFFFF
_START_S: Final = 10.0


class _Image(ctypes.Structure):
    """The beginning of XImage (Xlib.h), as far as it is read here."""

    _fields_ = (
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.POINTER(ctypes.c_ubyte)),
        ("byte_order", ctypes.c_int),
        ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
        ("bits_per_pixel", ctypes.c_int),
    )


class XScreen:
    """One Xvfb; `name` is its DISPLAY. It ends with `close`."""

    def __init__(self, width: int, height: int) -> None:
        program, library = shutil.which("Xvfb"), ctypes.util.find_library("X11")
        if program is None or library is None:
            raise Unavailable("bench", "Reading the glass needs Xvfb and libX11: apt-get install xvfb libx11-6.")
        self._process = subprocess.Popen(
            [program, "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.name = f":{self._await_number()}"
        self._x = _bound(ctypes.CDLL(library))
        self._display = self._x.XOpenDisplay(self.name.encode())
        if not self._display:
            self._end()
            raise Unavailable("bench", f"The screen {self.name} cannot be opened.")
        self._root = self._x.XDefaultRootWindow(self._display)

    def line(self, x: int, y: int, width: int) -> bytes:
        """Return the pixels of a line as they stand on the screen now, four bytes each."""
        image = self._x.XGetImage(self._display, self._root, x, y, width, 1, _ALL_PLANES, _Z_PIXMAP)
        if not image:
            raise Unavailable("bench", "The screen cannot be read.")
        content = image.contents
        found = ctypes.string_at(content.data, content.width * content.bits_per_pixel // 8)
        self._x.XDestroyImage(image)
        return found

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)
        self._end()

    def _await_number(self) -> str:
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            if selector.select(_START_S):
                number = os.read(self._process.stdout.fileno(), 64).strip()
                if number:
                    return number.decode()
        self._end()
        raise Unavailable("bench", f"Xvfb did not start within {_START_S:g} s.")

    def _end(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        if self._process.stdout is not None:
            self._process.stdout.close()


def _bound(x: Any) -> Any:
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x.XDefaultRootWindow.restype = ctypes.c_ulong
    x.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    x.XGetImage.restype = ctypes.POINTER(_Image)
    x.XGetImage.argtypes = [
        ctypes.c_void_p,
        ctypes.c_ulong,
        ctypes.c_int,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.c_ulong,
        ctypes.c_int,
    ]
    x.XDestroyImage.argtypes = [ctypes.POINTER(_Image)]
    x.XCloseDisplay.argtypes = [ctypes.c_void_p]
    return x
