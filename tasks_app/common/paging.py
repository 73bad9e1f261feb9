"""Pages of long lists."""

from collections.abc import Collection
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept_count


class CountedPaginator(Paginator):
    """Cuts a list whose number of rows is kept. ``parts``: of what data alone the list is made."""

    def __init__(self, object_list: QuerySet, per_page: int, *, parts: Collection[Part]):
        super().__init__(object_list, per_page)
        self.parts = parts

    @cached_property
    def count(self) -> int:
        return kept_count(self.object_list, *self.parts) if self.parts else self.object_list.count()


class KeyPaginator(CountedPaginator):
    """Cuts the pages of a long list by its keys: the database sorts narrow rows and reads only a page of them in full.

    ``object_list`` is an ordered queryset. Two queries a page, and one for the number of rows where it is not kept.
    ``whole``: from what the rows of a page are read, where that need not ask again for what made them rows of the list.
    """

    def __init__(
        self, object_list: QuerySet, per_page: int, *, whole: QuerySet | None = None, parts: Collection[Part] = ()
    ):
        super().__init__(object_list, per_page, parts=parts)
        self.whole = object_list if whole is None else whole

    def page(self, number) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = list(self.object_list.values_list("pk", flat=True)[first : first + self.per_page])
        return self._get_page(in_full(self.whole, keys), number, self)


def in_full(rows: QuerySet, keys: list[int]) -> list:
    """The rows of these keys, in the order of the keys; one query, none for no keys."""
    found = {row.pk: row for row in rows.filter(pk__in=keys).order_by()} if keys else {}
    return [found[key] for key in keys if key in found]
