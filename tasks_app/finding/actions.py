"""Views are a person's own notes: they are kept and dropped, and nothing is recorded of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.text import tidy
from tasks_app.finding.enums import ListPage
from tasks_app.finding.models import SavedView
from tasks_app.finding.rules import VIEWS_AT_MOST, kept_query
from tasks_app.people.models import Person


class ViewRefused(Exception):
    """A view cannot be kept so; the sentence says why."""


class NameTaken(ViewRefused):
    """Another view of this list has the name."""

    def __init__(self):
        super().__init__(_("You have a view of this name on this list. Choose another name, or replace that view."))


@transaction.atomic
def save_view(
    person: Person, page: ListPage, *, name: str, query: str, replaces: bool = False, is_shared: bool = False
) -> SavedView:
    """Keep what the address of a list asks for under a name.

    ``replaces``: a view of that name is changed to it; otherwise raises NameTaken. Raises ViewRefused where the person
    has as many views as can be shown. A repetition with ``replaces`` changes nothing.
    """
    views = _locked(person)
    fields = {"query": kept_query(query), "is_shared": is_shared}
    there = views.filter(page=page, name=tidy(name)).first()
    if there is not None:
        if not replaces:
            raise NameTaken
        views.filter(pk=there.pk).update(**fields)
        there.refresh_from_db()
        return there
    if views.count() >= VIEWS_AT_MOST:
        raise ViewRefused(
            _("You have %(number)d saved views already. Remove one of them first.") % {"number": VIEWS_AT_MOST}
        )
    return SavedView.objects.create(person=person, page=page, name=tidy(name), **fields)


@transaction.atomic
def change_view(view: SavedView, *, name: str, is_shared: bool = False) -> SavedView:
    """Give a view another name, and show it to everyone or not. Raises NameTaken."""
    others = _locked(view.person).filter(page=view.page, name=tidy(name)).exclude(pk=view.pk)
    if others.exists():
        raise NameTaken
    view.name, view.is_shared = tidy(name), is_shared
    view.save(update_fields=["name", "is_shared"])
    return view


def remove_view(view: SavedView) -> None:
    """A view that is gone already stays gone."""
    SavedView.objects.filter(pk=view.pk).delete()


def _locked(person: Person):
    """The views of a person, of whom no other window changes any until the end of the transaction."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    return SavedView.objects.filter(person=person)
