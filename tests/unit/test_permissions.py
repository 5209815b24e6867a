"""Who may do what: every role against every right, and how far the rights of an agency's people reach."""

import pytest

from antrean.errors import Reason, Refused
from antrean.model import Officer, Role
from antrean.permissions import Right, may, may_manage, may_sit, refuse_unless

EXPECTED = {
    Role.OFFICER: {Right.SERVE},
    Role.SUPERVISOR: set(Right) - {Right.MANAGE_ALL},
    Role.ADMINISTRATOR: set(Right),
    Role.TECHNICIAN: {Right.SEE_DEVICES, Right.WATCH},
}


def person(role: Role, *agencies: str) -> Officer:
    return Officer(id=1, name="Siti", role=role, agencies=agencies)


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("role", Role)
def test_every_role_has_the_rights_of_the_table(role: Role, right: Right) -> None:
    officer = person(role)
    assert may(officer, right) is (right in EXPECTED[role])
    if right in EXPECTED[role]:
        refuse_unless(officer, right)
    else:
        with pytest.raises(Refused, match="Siti") as caught:
            refuse_unless(officer, right)
        assert caught.value.reason is Reason.NOT_PERMITTED


@pytest.mark.parametrize("right", sorted(EXPECTED[Role.SUPERVISOR]))
def test_the_supervisor_of_an_agency_reaches_no_further(right: Right) -> None:
    supervisor = person(Role.SUPERVISOR, "C", "D")
    of_all = right is Right.CLOSE_DAY
    assert may(supervisor, right, agency="C") is not of_all
    assert not may(supervisor, right, agency="K")
    with pytest.raises(Refused, match="for agency K"):
        refuse_unless(supervisor, right, agency="K")


def test_who_may_sit_where() -> None:
    assert may_sit(person(Role.OFFICER), ("C",))
    assert may_sit(person(Role.OFFICER, "C"), ("J", "C"))
    assert not may_sit(person(Role.OFFICER, "C"), ("K",))
    # A counter that only helps others belongs to nobody.
    assert may_sit(person(Role.OFFICER, "C"), ())
    assert not may_sit(person(Role.TECHNICIAN), ("C",))


def test_who_may_manage_whom() -> None:
    whole, own = person(Role.SUPERVISOR), person(Role.SUPERVISOR, "C")
    assert may_manage(whole, Role.OFFICER, ())
    assert not may_manage(whole, Role.SUPERVISOR, ("C",))
    assert may_manage(own, Role.OFFICER, ("C",))
    assert not may_manage(own, Role.OFFICER, ("C", "K"))
    # None named is the whole mall: more than this supervisor has.
    assert not may_manage(own, Role.OFFICER, ())
    assert all(may_manage(person(Role.ADMINISTRATOR), role, ()) for role in Role)
    assert not any(may_manage(person(Role.OFFICER), role, ("C",)) for role in Role)
    assert not may_manage(person(Role.ADMINISTRATOR, "C"), Role.ADMINISTRATOR, ("C",))
