"""Rows with what belongs to each of them, in one statement instead of one more for each kind."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from django.db.models import FilteredRelation, Model, QuerySet

M = TypeVar("M", bound=Model)


class Many(NamedTuple):
    """What belongs to a row: the way there, maybe over a table in between; its order; what its rows need themselves."""

    way: str
    order: str = "pk"
    also: tuple[str, ...] = ()


def joined(rows: QuerySet[M], **relations: Many) -> list[M]:
    """The rows in their order, with what belongs to each at hand as by ``prefetch_related``, by the names given.

    One query. A row comes over the wire once for each combination of what belongs to it, so this is for the few rows of
    one page with a few of each.
    """
    aliases = {name: f"joined_{name}" for name in relations}
    orders = [_beneath(aliases[name], its.order) for name, its in relations.items()]
    further = [f"{aliases[name]}__{one}" for name, its in relations.items() for one in its.also]
    asked = (
        rows.annotate(**{aliases[name]: FilteredRelation(its.way) for name, its in relations.items()})
        .select_related(*aliases.values(), *further)
        .order_by(*(rows.query.order_by or rows.model._meta.ordering), *orders)
    )
    found: dict[int, M] = {}
    related: dict[int, dict[str, dict[int, Model]]] = {}
    for row in asked:
        first = found.setdefault(row.pk, row)
        its = related.setdefault(first.pk, {name: {} for name in relations})
        for name, alias in aliases.items():
            if one := row.__dict__.pop(alias, None):
                its[name].setdefault(one.pk, one)
    for key, row in found.items():
        for name, its in related[key].items():
            put(row, name, list(its.values()))
    return list(found.values())


def put(row: Model, name: str, related: list[Model]) -> None:
    """As if ``prefetch_related`` had found these: ``row.name.all()`` asks nothing more."""
    rows = getattr(row, name).get_queryset()
    rows._result_cache, rows._prefetch_done = related, True
    if not hasattr(row, "_prefetched_objects_cache"):
        row._prefetched_objects_cache = {}
    row._prefetched_objects_cache[name] = rows


def _beneath(alias: str, order: str) -> str:
    return f"-{alias}__{order[1:]}" if order.startswith("-") else f"{alias}__{order}"
