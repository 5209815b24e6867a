"""A printer on a USB plug, spoken to without the system's printer driver."""

import contextlib
import errno
import importlib
import time
from collections.abc import Iterator
from typing import Any, Final

from antrean.devices.printer_condition import Unreached, misplaced
from antrean.devices.printer_dialogue import LineDown, Wire
from antrean.devices.printer_wired import WiredPrinter

_PRINTER_CLASS: Final = 7
_DIRECTION_IN: Final = 0x80
_BULK: Final = 0x02
_PIECE: Final = 4096


class UsbPrinter(WiredPrinter):
    @contextlib.contextmanager
    def _connected(self) -> Iterator[tuple[Wire, str]]:
        """Find the printer, take it from the system's driver, give it back."""
        try:
            core: Any = importlib.import_module("usb.core")
            util: Any = importlib.import_module("usb.util")
        except ImportError:
            raise misplaced("The USB printer needs the Python package pyusb: install it.") from None
        name = self._name()
        try:
            device = self._find(core)
            if device is None:
                raise Unreached(f"The {name} was not found: is it switched on and plugged in?")
            with _claimed(device, core, util) as ends:
                if ends is None:
                    raise misplaced(f"The {name} has no way in for tickets: check [printer] vendor_id and product_id.")
                yield _UsbWire(*ends, core), name
        except core.NoBackendError:
            raise misplaced("USB printing needs the library libusb: on Debian, apt-get install libusb-1.0-0.") from None
        except core.USBError as error:
            raise _refused(name, error) from error

    def _name(self) -> str:
        if not self.settings.vendor_id:
            return "USB printer"
        return f"USB printer {self.settings.vendor_id:04x}:{self.settings.product_id:04x}"

    def _find(self, core: Any) -> Any:
        if not self.settings.vendor_id:
            return core.find(custom_match=_is_printer)
        wanted = {"idVendor": self.settings.vendor_id}
        if self.settings.product_id:
            wanted["idProduct"] = self.settings.product_id
        return core.find(**wanted)


def _is_printer(device: Any) -> bool:
    return any(part.bInterfaceClass == _PRINTER_CLASS for setup in device for part in setup)


def _refused(name: str, error: Any) -> Unreached:
    match error.errno:
        case errno.EACCES:
            todo = "add a udev rule for it (Linux) or the WinUSB driver (Windows)"
            return misplaced(f"No permission to use the {name}: {todo}.")
        case errno.EBUSY:
            return misplaced(f"Another program holds the {name}: let only one print there.")
        case _:
            return Unreached(f"The {name} cannot be used: {error.strerror or error}.")


@contextlib.contextmanager
def _claimed(device: Any, core: Any, util: Any) -> Iterator[tuple[Any, Any] | None]:
    """Hold the printer's interface; yield its endpoints (out, in or None), or None where it has no way in."""
    part = next((part for setup in device for part in setup if part.bInterfaceClass == _PRINTER_CLASS), None)
    if part is None:
        part = next((part for setup in device for part in setup if _end(part, inward=False) is not None), None)
    if part is None:
        yield None
        return
    number = part.bInterfaceNumber
    detached = False
    # Only libusb on Linux has a driver to take the printer from.
    with contextlib.suppress(NotImplementedError):
        if device.is_kernel_driver_active(number):
            device.detach_kernel_driver(number)
            detached = True
    try:
        util.claim_interface(device, number)
        outward = _end(part, inward=False)
        yield None if outward is None else (outward, _end(part, inward=True))
    finally:
        # The ticket has come out or not by now, and is not called lost for what happens afterwards.
        with contextlib.suppress(core.USBError, NotImplementedError):
            util.dispose_resources(device)
        if detached:
            with contextlib.suppress(core.USBError, NotImplementedError):
                device.attach_kernel_driver(number)
            with contextlib.suppress(core.USBError, NotImplementedError):
                util.dispose_resources(device)


def _end(part: Any, *, inward: bool) -> Any:
    for end in part:
        if end.bmAttributes & 0x03 == _BULK and bool(end.bEndpointAddress & _DIRECTION_IN) == inward:
            return end
    return None


class _UsbWire:
    def __init__(self, outward: Any, inward: Any, core: Any) -> None:
        self._outward = outward
        self._inward = inward
        self._late: type[Exception] = core.USBTimeoutError
        self._broken: type[Exception] = core.USBError

    def send(self, data: bytes, seconds: float) -> int:
        until = time.monotonic() + seconds
        sent = 0
        while sent < len(data):
            left = until - time.monotonic()
            if left <= 0:
                break
            try:
                sent += self._outward.write(data[sent : sent + _PIECE], _milliseconds(left))
            except self._late:
                break
            except self._broken as error:
                raise LineDown(str(error), sent=sent) from error
        return sent

    def receive(self, seconds: float) -> bytes:
        if self._inward is None:
            return b""
        try:
            return bytes(self._inward.read(self._inward.wMaxPacketSize, _milliseconds(seconds)))
        except self._late:
            return b""
        except self._broken as error:
            raise LineDown(str(error)) from error


def _milliseconds(seconds: float) -> int:
    """Return a USB time limit; 0 would mean for ever."""
    return max(1, round(seconds * 1000))
