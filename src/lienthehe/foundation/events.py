"""Talk upwards: a package below announces a typed fact, packages above listen, all in one transaction.

Money never moves by an event. Handlers are registered in `apps.ready` of the package that listens.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Event = TypeVar("Event")

_listeners: defaultdict[type, list[Callable[[Any], None]]] = defaultdict(list)


def listen(kind: type[Event], handler: Callable[[Event], None]) -> None:
    """Call `handler` with every announced event of exactly this type; a second registration is ignored."""
    if handler not in _listeners[kind]:
        _listeners[kind].append(handler)


def announce(event: object) -> None:
    """Tell every listener of this event's type, in order of registration; what one raises undoes the act."""
    for handler in _listeners[type(event)]:
        handler(event)
