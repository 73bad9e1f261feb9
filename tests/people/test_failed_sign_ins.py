"""Wrong passwords are counted, and what was typed is kept nowhere."""

from datetime import timedelta

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.people.actions import note_failed_sign_in, sign_ins
from tasks_app.people.models import FailedSignIn, Person, SignIn
from tests.at_once import at_once
from tests.conftest import TODAY
from tests.factories import PersonFactory, member

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai-2024"
AT = at_time(TODAY, 9, 20)
HOUR = timedelta(hours=1)


@pytest.fixture
def person() -> Person:
    its = member(username="an", email="an@nghean.example")
    its.set_password(PASSWORD)
    its.save()
    return its


def try_to(login: str, password: str, *, address: str = "203.0.113.7") -> None:
    Client(REMOTE_ADDR=address).post(reverse("account_login"), {"login": login, "password": password})


def counted() -> list[tuple]:
    return list(FailedSignIn.objects.order_by("pk").values_list("person", "address", "number"))


def test_tries_of_an_hour_are_one_row(person, clock):
    for _ in range(3):
        try_to("an", "sai-mat-khau")
    assert counted() == [(person.pk, "203.0.113.7", 3)]

    clock.shift(HOUR)
    try_to("AN@nghean.example", "sai-mat-khau")

    assert counted() == [(person.pk, "203.0.113.7", 3), (person.pk, "203.0.113.7", 1)]


def test_what_was_typed_is_kept_nowhere(person):
    """A password in the field of the name would be a gift to whoever reads the log."""
    secret = "mat-khau-go-nham-o-ten"
    try_to(secret, "cung-la-bi-mat")

    assert counted() == [(None, "203.0.113.7", 1)]
    for model in (FailedSignIn, Entry):
        said = str(list(model.objects.values()))
        assert "mat-khau" not in said
        assert "bi-mat" not in said


def test_who_signs_in_is_not_counted(person):
    try_to("an", PASSWORD)

    assert counted() == []


def test_from_ever_new_addresses_a_day_gets_no_more_rows_than_it_may(person, monkeypatch):
    monkeypatch.setattr(sign_ins, "MOST_FAILURES_A_DAY", 3)
    other = PersonFactory()

    for number in range(20):
        note_failed_sign_in(person, address=f"2001:db8::{number:x}", at=AT + number * timedelta(minutes=1))
    note_failed_sign_in(None, address="2001:db8::ff", at=AT)
    note_failed_sign_in(other, address="2001:db8::fe", at=AT)
    note_failed_sign_in(person, address="2001:db8::0", at=AT)

    found = counted()
    assert len(found) == 6
    assert {(person.pk, "", 17), (None, "", 1), (other.pk, "", 1), (person.pk, "2001:db8::0", 2)} <= set(found)
    assert sum(number for _, _, number in found) == 23

    note_failed_sign_in(person, address="2001:db8::aa", at=AT + timedelta(days=1))
    assert counted()[-1] == (person.pk, "2001:db8::aa", 1)


def test_the_last_try_is_kept_also_where_an_earlier_one_is_told_of_later(person):
    for minutes in (10, 30, 20):
        note_failed_sign_in(person, address="203.0.113.7", at=at_time(TODAY, 9, minutes))

    its = FailedSignIn.objects.get()
    assert (its.at, its.last_at) == (at_time(TODAY, 9, 10), at_time(TODAY, 9, 30))


def test_a_try_costs_few_queries(person, queries):
    """And as many whether it is the first of its hour or not."""
    assert queries(lambda: note_failed_sign_in(person, address="203.0.113.7", at=AT)) == 4
    assert queries(lambda: note_failed_sign_in(person, address="203.0.113.7", at=AT)) == 4
    assert queries(lambda: note_failed_sign_in(None, address="203.0.113.7", at=AT)) == 4


def test_nothing_of_a_try_but_account_address_and_hours_has_a_column():
    texts = {
        field.name for field in FailedSignIn._meta.fields if isinstance(field, models.CharField | models.TextField)
    }

    assert texts == {"address"}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_tries_at_once_are_all_counted_in_one_row():
    person = PersonFactory()

    results = at_once(*[lambda: note_failed_sign_in(person, address="203.0.113.7", at=AT) for _ in range(12)])

    assert results == [None] * 12
    assert counted() == [(person.pk, "203.0.113.7", 12)]


def test_signing_out_is_recorded_and_its_device_goes(person):
    browser = Client(REMOTE_ADDR="203.0.113.7")
    browser.post(reverse("account_login"), {"login": "an", "password": PASSWORD})
    its = SignIn.objects.get()

    browser.post(reverse("account_logout"))

    entry = Entry.objects.get(verb="person.signed_out")
    assert (entry.by, entry.subject_kind, entry.subject_id) == (person, "signin", its.pk)
    assert entry.details["address"] == "203.0.113.7"
    assert not SignIn.objects.exists()


def test_who_is_not_signed_in_signs_nobody_out(person):
    Client().post(reverse("account_logout"))

    assert not Entry.objects.filter(verb="person.signed_out").exists()


def test_a_new_password_is_recorded_without_it(person, client_of):
    browser = client_of(person)
    new = "mot-mat-khau-khac-2025"

    browser.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

    entry = Entry.objects.get(verb="person.password_changed")
    assert (entry.by, entry.subject_id) == (person, person.pk)
    assert new not in str(entry.details)
