"""Makes the dumps of this folder: one small hall of today's schema on each engine, with every kind of trace in it.

Run `python -m tests.upgrades.make` once for every released schema, and never again for an old one.
"""

import gzip
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from antrean import assistance, desk, front, missed, presence, roster
from antrean.desk import Desk, Target
from antrean.model import DeviceKind, PrintState, Priority
from antrean.papers import ReprintBy
from antrean.store import schema
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.postgres import Server

HERE = Path(__file__).parent


def live_a_day(url: str) -> None:
    """Do something of every kind on Monday, and leave people waiting, called, held and missed."""
    hall.build(url)
    store = hall.connect(url)
    hall.begin(store)
    two, four = hall.open_counter(store, 2), hall.open_counter(store, 4)
    for kind in (None, None, Priority.ELDERLY, None, None, None, Priority.DISABILITY):
        ticket = hall.issue(store, "ktp", priority=kind)
    hall.issue(store, "informasi", priority=Priority.SICK, language="en")
    hall.issue(store, "kk", request_id="mine")
    front.cancel(store, issue_request="mine", request_id=hall.request())
    front.note_print_result(store, ticket.id, PrintState.PRINTED)
    front.reprint(store, "CA-001", request_id=hall.request(), device="counter-4", by=ReprintBy.STAFF)
    hall.serve(store, two)
    desk.finish(store, two, request_id=hall.request())
    desk.undo(store, two, "CP-001", request_id=hall.request())
    desk.finish_and_call_next(store, two, request_id=hall.request())
    hall.advance_clock(store, 12)
    desk.recall(store, two, request_id=hall.request())
    desk.transfer(store, two, Target(counter=4), request_id=hall.request())
    hall.call(store, four)
    desk.hold(store, four, reason="copies_needed", request_id=hall.request())
    hall.call(store, four)
    desk.no_show(store, four, request_id=hall.request())
    desk.call(store, four, "CA-003", reason="chosen", request_id=hall.request())
    desk.release(store, four, request_id=hall.request())
    hall.serve(store, four)
    _live_at_the_kiosks(store, four)
    roster.start_break(store, hall.open_counter(store, 1), reason="meal", minutes=20, request_id=hall.request())
    store.close()


def _live_at_the_kiosks(store: Store, helping: Desk) -> None:
    """Leave a call for a companion at each stage, signs of life, and searches in vain."""
    for device in ("kiosk-1", "kiosk-2", "kiosk-3"):
        call = assistance.ask(store, device=device, request_id=hall.request())
        if device == "kiosk-3":
            break
        assistance.accept(store, call.id, desk=helping, request_id=hall.request())
        if device == "kiosk-1":
            assistance.end(store, call.id, desk=helping, request_id=hall.request())
    printer = {"condition": "near_end", "sentence": "The roll is nearly used up: have a new one ready."}
    written = [
        presence.beat(store, name="kiosk-1", kind=DeviceKind.KIOSK, body={"printer": printer, "screen": "1080x1920"}),
        presence.beat(store, name="display-1", kind=DeviceKind.DISPLAY, body={"is_closed": True}),
        *(missed.note_missed_search(store, words) for words in ("paspor elektronik", "paspor elektronik", "taspen")),
    ]
    if not all(written):
        raise RuntimeError("the database was too busy for a sign of life or a search")


def dump_sqlite() -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hall.db"
        live_a_day(f"sqlite:///{path}")
        connection = sqlite3.connect(path)
        lines = list(connection.iterdump())
        connection.close()
    return "\n".join(lines) + "\n"


def dump_postgresql() -> str:
    server = Server()
    try:
        name = server.create()
        live_a_day(server.url(name))
        command = [str(server.program("pg_dump")), "--inserts", "--no-owner", "--no-privileges", server.url(name)]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    finally:
        server.stop()
    # Words for psql, comments and blank lines; older servers do not know every setting of a newer one.
    kept = [line for line in text.splitlines() if line and not line.startswith(("\\", "--", "SET "))]
    return "\n".join(kept) + "\n"


def main() -> None:
    for engine, dump in (("sqlite", dump_sqlite), ("postgresql", dump_postgresql)):
        # No time stamp inside: the same content is the same file.
        packed = gzip.compress(dump().encode(), mtime=0)
        (HERE / f"{engine}_{schema.HEAD}.sql.gz").write_bytes(packed)


if __name__ == "__main__":
    main()
