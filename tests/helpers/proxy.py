"""A line between a program and its server or printer that a test may slow down or cut at the worst moment."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL


class Line:
    """Listens on a TCP port of this machine and passes everything on to the server's Unix socket, or its host and port.

    `delay_s` holds back each portion in both directions. With `cuts_answer_to` the line breaks after the server has
    done a statement that holds these bytes and before its answer is passed on, once. `on_portion` sees each portion
    that the program sends, before it is passed on and after (True); what it says yes to before is never passed on.
    """

    def __init__(self, server: str | tuple[str, int]) -> None:
        self._server = server
        self.on_portion: Callable[[bytes, bool], bool] = lambda _portion, _is_passed_on: False
        self.delay_s = 0.0
        self.cuts_answer_to = b""
        self.cuts = 0
        self._closing = threading.Event()
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def cut(self) -> None:
        """Break every connection, as a pulled cable that is noticed does."""
        for end in self._open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._closing.set()
        # Linux wakes nobody who waits in accept when the socket is closed.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(10)
        for end in self._open:
            end.close()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX if isinstance(self._server, str) else socket.AF_INET)
            far.connect(self._server)
            self._open += [near, far]
            is_told = threading.Event()
            for source, target, is_answer in ((near, far, False), (far, near, True)):
                thread = threading.Thread(target=self._pass_on, args=(source, target, is_answer, is_told), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _pass_on(self, source: socket.socket, target: socket.socket, is_answer: bool, is_told: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while portion := source.recv(65536):
                if self.delay_s:
                    self._closing.wait(self.delay_s)
                if not is_answer and self.cuts_answer_to and self.cuts_answer_to in portion:
                    is_told.set()
                elif is_answer and is_told.is_set():
                    self.cuts_answer_to, self.cuts = b"", self.cuts + 1
                    break
                if not is_answer and self.on_portion(portion, False):
                    break
                target.sendall(portion)
                if not is_answer:
                    self.on_portion(portion, True)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(url: URL) -> Iterator[tuple[Line, str]]:
    """Give a new line to a hall's PostgreSQL, which listens on a Unix socket, and the hall's address through it."""
    folder = url.query["host"]
    line = Line(f"{folder}/.s.PGSQL.{url.port or 5432}")
    through = url.set(host="127.0.0.1", port=line.port, query={})
    try:
        yield line, through.render_as_string(hide_password=False)
    finally:
        line.close()
