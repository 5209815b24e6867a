"""antrean hall, board --devices and day left: what a supervisor sees and does, from the command line."""

import pytest

from antrean import closing, presence
from antrean.model import DeviceKind
from antrean.store.store import Store
from tests.e2e.test_command import Command, bare, run, template

__all__ = ["bare", "run", "template"]


@pytest.fixture
def busy(run: Command) -> Command:
    """Counter 1 serves somebody, two wait, and a kiosk has no paper."""
    run("desk", "open", "1")
    for _ in range(3):
        run("front", "issue", "surat")
    run("desk", "next", "1")
    store = Store(run.url, new_day=closing.close_older_days)
    trouble = {"condition": "no_paper", "sentence": "Put in a new roll."}
    presence.beat(store, name="Kiosk 1", kind=DeviceKind.KIOSK, body={"printer": trouble})
    store.close()
    return run


def test_the_hall_at_a_glance(busy: Command) -> None:
    seen = busy("hall", "view", "--json").json
    (zone,) = seen["zones"]
    assert [(one["code"], one["waiting"], one["open_counters"]) for one in zone["queues"]] == [
        ("AA", 2, [1]), ("AP", 0, [1]),
    ]  # fmt: skip
    assert [(one["counter"], one["state"]) for one in zone["counters"]] == [(1, "open"), (2, "closed")]
    assert zone["counters"][0]["ticket"]["code"] == "AA-001"
    assert seen["figures"] == {
        "issued": 3, "waiting": 2, "active": 1, "held": 0, "missed": 0, "served": 0, "cancelled": 0,
    }  # fmt: skip
    words = busy("hall", "view").out
    assert "2 waiting, 1 at counters, 0 served of 3" in words
    assert "Counter 1 is open, Administrator, AA-001 called." in words


def test_an_alert_is_listed_and_acknowledged(busy: Command) -> None:
    (alert,) = busy("hall", "alerts", "--json").json["alerts"]
    assert (alert["key"], alert["severity"], alert["acknowledged_by"]) == ("printer:kiosk:Kiosk 1", "warning", None)
    assert "Put in a new roll." in busy("hall", "alerts").out
    given = busy("hall", "acknowledge", alert["key"], "--json").json
    assert (given["key"], given["officer"]) == (alert["key"], "Administrator")
    assert "(Administrator looks after it)" in busy("hall", "alerts").out
    gone = busy("hall", "acknowledge", "wait:AA")
    assert (gone.code, gone.err) == (3, "antrean: There is no alert “wait:AA” now.\n")
    assert busy("hall", "alerts", "--officer", "Nobody").code == 3


def test_a_service_is_closed_and_opened_again(busy: Command) -> None:
    closed = busy("hall", "close-service", "surat", "--reason", "Printer rusak", "--json").json
    assert closed == {"service": "surat", "reason": "Printer rusak", "reopens_at": None}
    refused = busy("front", "issue", "surat")
    assert (refused.code, "closed by staff: Printer rusak." in refused.err) == (3, True)
    assert "closed by staff (Printer rusak)" in busy("front", "offer").out
    assert "surat is closed for today by Administrator: Printer rusak" in busy("hall", "view").out
    assert busy("hall", "close-service", "surat", "--reason", "Rusak", "--until", "0:00").code == 2
    assert busy("hall", "close-service", "surat", "--reason", "Rusak", "--until", "25.00").code == 2
    assert busy("hall", "close-service", "surat").code == 3
    assert busy("hall", "reopen-service", "surat").code == 0
    assert busy("front", "issue", "surat").code == 0


def test_a_text_is_announced_and_taken_back(busy: Command) -> None:
    free = busy("hall", "announce", "Pemilik mobil", "--english", "The owner of a car", "--json").json
    assert (free["kind"], free["areas"]) == ("free", ["hall"])
    alarm = busy("hall", "announce", "-", "--emergency", "--area", "hall", "--json", typed="Mohon keluar\n").json
    assert alarm["kind"] == "emergency"
    found = busy("hall", "announcements", "--json").json["announcements"]
    assert [(one["number"], one["text"], one["text_en"], one["state"]) for one in found] == [
        (alarm["number"], "Mohon keluar", "", "queued"),
        (free["number"], "Pemilik mobil", "The owner of a car", "queued"),
    ]
    assert f"{alarm['number']}: emergency in hall, queued: Mohon keluar" in busy("hall", "announcements").out
    (call,) = busy("hall", "announcements", "--calls", "--json").json["calls"]
    assert (call["code"], call["counter"], call["state"], call["why"]) == ("AA-001", 1, "queued", None)
    busy("desk", "start", "1")
    (line,) = busy("hall", "announcements", "--calls").out.splitlines()
    assert line.endswith("call of AA-001 to counter 1 in hall, replaced (the visitor was there before)")
    assert busy("hall", "withdraw", str(free["number"])).code == 0
    assert busy("hall", "withdraw", str(free["number"])).code == 3
    assert busy("hall", "announce", "<b>", "--area", "hall").code == 2
    assert busy("hall", "announce", "Halo", "--area", "nowhere").code == 3


def test_a_number_is_changed(busy: Command) -> None:
    changed = busy("hall", "change-priority", "AA-002", "sick", "--reason", "ill", "--json").json
    assert (changed["queue"], changed["is_priority"]) == ("AP", True)
    assert busy("hall", "change-priority", "AA-002", "none", "--reason", "ill", "--json").json["queue"] == "AA"
    assert busy("hall", "change-queue", "AA-003", "AP", "--reason", "wrong_queue").out == "AA-003 waits in queue AP.\n"
    assert busy("hall", "change-queue", "AA-001", "AP", "--reason", "x").code == 3
    assert busy("hall", "change-priority", "AA-002", "rich", "--reason", "x").code == 2


def test_who_is_left_and_who_may_close_the_day(busy: Command) -> None:
    assert [one["code"] for one in busy("day", "left", "--json").json["tickets"]] == ["AA-001", "AA-002", "AA-003"]
    assert busy("day", "left").out.startswith("AA-001 is called, counter 1.")
    busy("officer", "add", "Siti")
    refused = busy("day", "close", "--force", "power cut", "--officer", "Siti")
    assert (refused.code, "close the day" in refused.err) == (3, True)
    assert busy("day", "close", "--force", "power cut").code == 0
    assert busy("day", "left").out == "Nobody holds a number.\n"


def test_the_devices_stand_beside_the_board(busy: Command) -> None:
    (device,) = busy("board", "--devices", "--json").json["devices"]
    assert (device["kind"], device["name"], device["is_alive"], device["is_missed"]) == (
        "kiosk",
        "Kiosk 1",
        True,
        False,
    )
    assert [(one["part"], one["condition"]) for one in device["troubles"]] == [("printer", "no_paper")]
    assert "kiosk “Kiosk 1” (" in busy("board", "--devices").out
    assert "devices" not in busy("board", "--json").json
