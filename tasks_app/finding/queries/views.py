"""The saved views of a person: his own, and those that the secretariat shows to everyone."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept
from tasks_app.finding.enums import ListPage
from tasks_app.finding.models import SavedView
from tasks_app.finding.rules import asks_the_same, kept_query
from tasks_app.people.models import Person


@dataclass(frozen=True)
class OfferedView:
    """A link above a list; ``is_own``: whether the person has saved it himself; ``is_open``: whether he looks at it."""

    view: SavedView
    is_own: bool
    is_open: bool

    @property
    def url(self) -> str:
        return address_of(self.view)


@dataclass(frozen=True)
class Views:
    """What stands above a list. ``query``: what its address asks for now, so that it can be saved."""

    page: ListPage
    query: str
    offered: tuple[OfferedView, ...]

    @property
    def can_be_saved(self) -> bool:
        """Whether the address asks for anything that no view of his has a name for."""
        return bool(self.query) and not any(one.is_open and one.is_own for one in self.offered)

    @property
    def has_own(self) -> bool:
        return any(one.is_own for one in self.offered)


def views_of_page(person: Person, page: ListPage, *, asked: str) -> Views:
    """The views above a list whose address asks for ``asked``. His own come first."""
    query = kept_query(asked)
    views = _views_offered(person.pk, page)
    offered = [OfferedView(one, one.person_id == person.pk, asks_the_same(one.query, query)) for one in views]
    return Views(page, query, tuple(sorted(offered, key=lambda one: not one.is_own)))


@kept(Part.VIEWS, Part.PEOPLE, size=1024)
def _views_offered(person: int, page: ListPage) -> tuple[SavedView, ...]:
    offered = SavedView.objects.filter(Q(person=person) | Q(is_shared=True, person__is_active=True), page=page)
    return tuple(offered.select_related("person").defer(*(f"person__{column}" for column in Person.stamps_without)))


def own_views(person: Person) -> QuerySet[SavedView]:
    return SavedView.objects.filter(person=person)


def address_of(view: SavedView) -> str:
    url = reverse(view.page)
    return f"{url}?{view.query}" if view.query else url
