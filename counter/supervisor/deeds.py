"""How each wish of a supervisor is carried out on the hall."""

from antrean import watch
from antrean.store.store import Store
from counter.supervisor.wishes import Acknowledge, Wish


def carry_out(store: Store, by: int, wish: Wish, request_id: str) -> object:
    """Do it and return what the use case says; raises as that does."""
    match wish:
        case Acknowledge(key=key):
            return watch.acknowledge(store, by, key, request_id=request_id)
