"""Who looked at whose personal data is kept once a day, and reading writes nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.actions import note_view
from tasks_app.journal.models import DataView
from tests.at_once import at_once
from tests.conftest import TODAY
from tests.factories import MessageFactory, PersonFactory, administrator, member, secretary

pytestmark = pytest.mark.django_db

AT = at_time(TODAY, 9)


def kept() -> list[tuple]:
    return list(DataView.objects.order_by("pk").values_list("by", "what", "person"))


def test_a_view_is_kept_once_a_day_for_viewer_page_and_person(queries):
    viewer, other, person = Actor(secretary()), Actor(administrator()), PersonFactory()

    for by in (viewer, viewer, other):
        note_view("person_detail", of=person, by=by, at=AT)
    note_view("person_edit", of=person, by=viewer, at=AT)
    note_view("person_detail", of=PersonFactory(), by=viewer, at=AT)
    assert DataView.objects.count() == 4

    note_view("person_detail", of=person, by=viewer, at=at_time(TODAY, 23, 59))
    assert DataView.objects.count() == 4
    note_view("person_detail", of=person, by=viewer, at=at_time(TODAY + timedelta(days=1)))
    assert DataView.objects.count() == 5
    assert queries(lambda: note_view("person_detail", of=person, by=viewer, at=AT)) == 1


def test_ones_own_data_and_those_of_whom_one_acts_for_are_no_view():
    person, principal = PersonFactory(), PersonFactory()

    note_view("person_detail", of=person, by=Actor(person), at=AT)
    note_view("person_detail", of=principal, by=Actor(person, principal), at=AT)

    assert kept() == []


def test_a_page_with_the_data_of_many_has_no_person():
    viewer = Actor(secretary())

    note_view("message_list", of=None, by=viewer, at=AT)
    note_view("message_list", of=None, by=viewer, at=AT)

    assert kept() == [(viewer.person.pk, "message_list", None)]


@pytest.mark.parametrize(
    "page",
    [
        "person_detail",
        "person_edit",
        "reminder_preview",
        "message_detail",
        "admin:tasks_app_person_change",
        "admin:tasks_app_message_change",
    ],
)
def test_each_page_with_the_data_of_somebody_keeps_who_opened_it(client_of, page):
    viewer, person = administrator(), member()
    key = MessageFactory(to_person=person, to_address=person.email).pk if "message" in page else person.pk

    for _ in range(2):
        assert client_of(viewer).get(reverse(page, args=[key])).status_code == 200

    assert kept() == [(viewer.pk, page, person.pk)]


@pytest.mark.parametrize("page", ["message_list", "admin:tasks_app_message_changelist"])
def test_lists_with_addresses_keep_who_opened_them(client_of, page):
    viewer = administrator()

    assert client_of(viewer).get(reverse(page)).status_code == 200

    assert kept() == [(viewer.pk, page, None)]


@pytest.mark.parametrize("page", ["person_list", "member_list", "admin:tasks_app_person_changelist"])
def test_pages_that_show_only_names_keep_nothing(client_of, page, plan):
    member()

    assert client_of(administrator()).get(reverse(page)).status_code == 200

    assert kept() == []


def test_who_may_not_open_the_page_has_seen_nothing(client_of):
    person = member()

    assert client_of(member()).get(reverse("person_detail", args=[person.pk])).status_code == 404
    assert client_of(secretary()).get(reverse("admin:tasks_app_person_change", args=[person.pk])).status_code != 200

    assert kept() == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_are_one_view():
    viewer, person = Actor(secretary()), PersonFactory()

    results = at_once(*[lambda: note_view("person_detail", of=person, by=viewer, at=AT) for _ in range(6)])

    assert results == [None] * 6
    assert DataView.objects.count() == 1
