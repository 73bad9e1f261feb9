import pytest

from tasks_app.finding.actions import NameTaken, ViewRefused, change_view, remove_view, save_view
from tasks_app.finding.enums import ListPage
from tasks_app.finding.models import SavedView
from tasks_app.finding.rules import VIEWS_AT_MOST
from tasks_app.journal.models import Entry
from tests.constraints import refused_by
from tests.factories import SavedViewFactory, member

pytestmark = pytest.mark.django_db


def test_what_an_address_asks_for_is_kept_under_a_name():
    person = member()

    view = save_view(person, ListPage.ASSIGNMENTS, name=" Quá hạn ", query="?status=overdue&page=3")

    view.refresh_from_db()
    assert (view.person, view.page, view.name, view.query) == (person, "assignment_list", "Quá hạn", "status=overdue")
    assert not view.is_shared
    assert not Entry.objects.exists()


def test_a_name_is_taken_once_on_a_list_and_by_a_person():
    view = SavedViewFactory()

    with pytest.raises(NameTaken):
        save_view(view.person, view.page, name=view.name, query="group=units")
    save_view(view.person, ListPage.TASKS, name=view.name, query="status=done")
    save_view(member(), view.page, name=view.name, query="group=units")

    view.refresh_from_db()
    assert view.query == "status=overdue"
    assert SavedView.objects.count() == 3


def test_a_view_is_replaced_when_that_is_said_and_twice_is_once():
    view = SavedViewFactory()

    for _ in range(2):
        save_view(view.person, view.page, name=view.name, query="group=units", replaces=True)

    assert SavedView.objects.get().query == "group=units"


def test_there_are_not_more_than_can_be_shown():
    person = member()
    for number in range(VIEWS_AT_MOST):
        SavedViewFactory(person=person, name=str(number))

    with pytest.raises(ViewRefused, match=str(VIEWS_AT_MOST)):
        SavedViewFactory(person=person)
    save_view(person, ListPage.ASSIGNMENTS, name="0", query="group=units", replaces=True)
    SavedViewFactory()


def test_a_view_gets_another_name_and_is_shown_to_everyone():
    view, other = SavedViewFactory(name="Một"), SavedViewFactory(name="Hai")

    change_view(view, name="Hai", is_shared=True)
    change_view(view, name="Hai", is_shared=True)

    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Hai", True)
    with pytest.raises(NameTaken):
        change_view(SavedViewFactory(person=other.person, name="Ba"), name="Hai")


def test_a_view_is_removed_and_stays_removed():
    view, other = SavedViewFactory(), SavedViewFactory()

    remove_view(view)
    remove_view(view)

    assert list(SavedView.objects.all()) == [other]


def test_the_database_keeps_names_and_lists():
    person, fields = member(), {"name": "Quá hạn", "page": "assignment_list", "query": "status=overdue"}
    SavedView.objects.create(person=person, **fields)

    with refused_by("a_person_has_one_view_of_a_name_on_a_page"):
        SavedView.objects.create(person=person, **fields)
    with refused_by("a_saved_view_has_a_name"):
        SavedView.objects.create(person=person, **fields | {"name": ""})
    with refused_by("a_saved_view_is_of_a_list"):
        SavedView.objects.create(person=person, **fields | {"page": "gallery"})
