"""Which day's names are spoken: those of today, unless a page answers for a day on which something had another name.

As the active language, this holds for whatever runs at the moment, and is set at the edge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from tasks_app.common.models import BilingualMixin

Names = Mapping[int, BilingualMixin]

TODAY: Names = MappingProxyType({})
_names: ContextVar[Names] = ContextVar("_names", default=TODAY)


def names_of_the_day() -> Names:
    """By the primary keys of organisations: what holds the names that they had on the day that is spoken of, where
    these are not today's."""
    return _names.get()


def speak_of(names: Names) -> None:
    """From now on in this request these names are spoken."""
    _names.set(names)


@contextmanager
def called_so(names: Names) -> Iterator[None]:
    """These names are spoken inside of the block."""
    token = _names.set(names)
    try:
        yield
    finally:
        _names.reset(token)
