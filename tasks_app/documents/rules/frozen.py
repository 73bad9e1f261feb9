"""Facts as plain JSON values, and back: a document that is made years later reads what was frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Fact = TypeVar("Fact")

READ: Mapping[type, Callable[[str], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Decimal: Decimal,
}


def plain(fact: Any) -> Any:
    """A frozen dataclass of facts as dictionaries, lists, strings and numbers."""
    if is_dataclass(fact):
        return {one.name: plain(getattr(fact, one.name)) for one in fields(fact)}
    if isinstance(fact, tuple):
        return [plain(one) for one in fact]
    if isinstance(fact, Enum):
        return fact.value
    if isinstance(fact, date):
        return fact.isoformat()
    return str(fact) if isinstance(fact, Decimal) else fact


def read(kind: type[Fact], value: Any) -> Fact:
    """What ``plain`` made of a dataclass of this kind. What a later version has no field for is left out, and a field
    that an older one had not has its default: raises TypeError where it has none."""
    return _reader(kind)(value)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, UnionType):
        [one] = [part for part in get_args(kind) if part is not type(None)]
        read_one = _reader(one)
        return lambda value: None if value is None else read_one(value)
    if get_origin(kind) is tuple:
        read_each = _reader(get_args(kind)[0])
        return lambda value: tuple(map(read_each, value))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        readers = [(one.name, _reader(hints[one.name])) for one in fields(kind)]
        return lambda value: kind(**{name: its(value[name]) for name, its in readers if name in value})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return READ.get(kind, lambda value: value)
