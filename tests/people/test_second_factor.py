"""The second factor: what is stored, recorded and told when it is activated, moved, given up and reset."""

import json
import logging

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing.models import Message
from tasks_app.people import actions
from tasks_app.people.enums import DelegationKind, Role, SecondFactorEvent
from tasks_app.people.models import Person
from tasks_app.people.notices import second_factor_mail
from tasks_app.people.permissions import owes_second_factor
from tasks_app.people.queries import has_second_factor, second_factor_of, standing, standing_for
from tests.conftest import TODAY
from tests.factories import PersonFactory, administrator, delegate, leader, member, secretary
from tests.people.codes import ADDRESS, sign_in, with_password, with_second_factor

pytestmark = pytest.mark.django_db

MORNING = at_time(TODAY, 8)
HERE = {"address": ADDRESS, "at": MORNING}


@pytest.fixture
def person(db) -> Person:
    return with_password(member(username="an"))


def recorded(verb: str) -> Entry:
    return Entry.objects.get(verb=verb)


def told(person: Person) -> list[str]:
    return [mail.subject.partition("] ")[2] for mail in Message.objects.filter(to_person=person).order_by("pk")]


# --- What is stored ---------------------------------------------------------------------------------------------------


def test_nothing_of_a_secret_can_be_read_in_the_tables(person):
    secret = with_second_factor(person)
    codes = second_factor_of(person).codes
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(data AS TEXT) FROM mfa_authenticator")
        stored = " ".join(row[0] for row in cursor.fetchall())
    told = " ".join(Message.objects.values_list("text", flat=True))
    kept = json.dumps(list(Entry.objects.values_list("details", flat=True)))

    assert len(codes) == 10
    assert len(set(codes)) == 10
    for text in (stored, told, kept):
        assert secret not in text
        assert not any(code in text for code in codes)


def test_the_database_alone_opens_nothing(person, settings, caplog):
    with_second_factor(person)
    settings.SECRET_KEY = "another key, as on the machine of whoever took a copy"

    assert second_factor_of(person).codes is None


def test_with_a_new_key_the_secrets_go_over_to_it(person, settings):
    with_second_factor(person)
    codes, old = second_factor_of(person).codes, settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", [old]
    assert second_factor_of(person).codes == codes

    assert actions.reencrypt_second_factors() == 2

    settings.SECRET_KEY_FALLBACKS = []
    assert second_factor_of(person).codes == codes


# --- What is done -----------------------------------------------------------------------------------------------------


def test_activating_is_recorded_and_told(person):
    with_second_factor(person)

    assert has_second_factor(person)
    assert second_factor_of(person).since == MORNING
    entry = recorded("person.second_factor_activated")
    assert (entry.subject_id, entry.by, entry.details) == (person.pk, person, {"address": ADDRESS})
    assert told(person) == ["Bật xác thực hai lớp"]
    mail = Message.objects.get()
    assert ADDRESS in mail.text
    assert not mail.is_secret


def test_moving_takes_the_place_of_the_old_secret_and_leaves_the_recovery_codes(person):
    with_second_factor(person)
    before = Authenticator.objects.get(type="totp").data
    codes = second_factor_of(person).codes

    with_second_factor(person)

    assert Authenticator.objects.get(type="totp").data != before
    assert second_factor_of(person).codes == codes
    assert recorded("person.second_factor_moved").by == person
    assert told(person) == ["Bật xác thực hai lớp", "Chuyển xác thực hai lớp sang điện thoại khác"]


def test_giving_up_takes_the_recovery_codes_too(person):
    with_second_factor(person)

    assert actions.deactivate_second_factor(person, **HERE)

    assert not Authenticator.objects.exists()
    assert recorded("person.second_factor_deactivated").by == person
    assert told(person)[-1] == "Tắt xác thực hai lớp"


def test_giving_up_twice_says_nothing_more(person):
    with_second_factor(person)
    actions.deactivate_second_factor(person, **HERE)

    assert not actions.deactivate_second_factor(person, **HERE)
    assert len(told(person)) == 2


def test_new_recovery_codes_are_others(person):
    with_second_factor(person)
    before = set(second_factor_of(person).codes)

    actions.renew_recovery_codes(person, **HERE)

    assert before.isdisjoint(second_factor_of(person).codes)
    assert recorded("person.recovery_codes_renewed").by == person
    assert told(person)[-1] == "Mã khôi phục mới"


def test_a_reset_ends_the_sessions_and_tells_by_whom(person):
    by = Actor(secretary())
    with_second_factor(person)
    codes = second_factor_of(person).codes
    browser = sign_in(person, codes[0])
    assert browser.get(reverse("my_work")).status_code == 200

    actions.reset_second_factor(person, by=by, at=MORNING)

    assert not Authenticator.objects.exists()
    assert browser.get(reverse("my_work")).status_code == 302
    assert (recorded("person.second_factor_reset").by, recorded("person.signed_out_elsewhere").by) == (
        by.person,
        by.person,
    )
    assert told(person)[-1] == "Đặt lại xác thực hai lớp"
    assert str(by.person) in Message.objects.latest("pk").text


def test_nobody_resets_his_own_nor_what_is_not_there(person):
    by = Actor(secretary())
    with_second_factor(by.person)

    with pytest.raises(actions.AccountRefused, match="tự đặt lại"):
        actions.reset_second_factor(by.person, by=by, at=MORNING)
    with pytest.raises(actions.AccountRefused, match="chưa bật"):
        actions.reset_second_factor(person, by=by, at=MORNING)
    assert has_second_factor(by.person)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("event", SecondFactorEvent)
def test_each_mail_says_what_happened_and_carries_no_link(person, event, language):
    person.language = language
    mail = second_factor_mail(person, event, at=MORNING, address=ADDRESS, by=Actor(person), left=3, minutes=5)

    said, body = {"vi": "đồng chí", "en": "your"}[language], mail.text.split("--")[0]
    assert said in body
    assert "http" not in body
    assert body.splitlines()[2] in mail.html
    assert "15/10/2024" in body


# --- Who has to have one ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "roles", "owes"),
    [
        (administrator, ["administrator"], True),
        (secretary, ["administrator"], False),
        (secretary, ["administrator", "secretariat"], True),
        (member, ["administrator", "secretariat"], False),
        (member, ["member"], True),
        (administrator, [], False),
    ],
)
def test_who_has_to_have_one_goes_by_the_roles_of_the_settings(make, roles, owes, settings):
    settings.SECOND_FACTOR_OBLIGATORY_FOR = roles

    assert owes_second_factor(standing(make(), on=TODAY)) is owes


def test_the_first_account_of_a_new_database_counts_as_administrator(settings):
    settings.SECOND_FACTOR_OBLIGATORY_FOR = ["administrator"]

    assert owes_second_factor(standing(PersonFactory(is_staff=True, is_superuser=True), on=TODAY))


def test_whoever_acts_for_somebody_has_to_prove_what_that_person_would(settings):
    settings.SECOND_FACTOR_OBLIGATORY_FOR = ["leader"]
    delegation = delegate(leader(), member(), kind=DelegationKind.ACTING_FOR)

    assert owes_second_factor(standing_for(delegation, on=TODAY))
    assert not owes_second_factor(standing(delegation.deputy, on=TODAY))


def test_the_settings_name_the_roles_that_there_are(settings):
    assert set(settings.ROLES) == set(Role.values)


def test_the_list_of_people_asks_no_more_for_more_people(client_of, constant_queries):
    at_work = client_of(secretary())
    people = [member() for _ in range(3)]

    constant_queries(
        lambda: at_work.get(reverse("person_list")), lambda: [with_second_factor(one) for one in people], below=30
    )


def test_an_unreadable_secret_lets_nobody_in_and_is_said(person, settings, caplog):
    secret = with_second_factor(person)
    settings.SECRET_KEY = "a key that came from nowhere"

    with caplog.at_level(logging.ERROR):
        browser = sign_in(person, secret[:6])

    assert "Không đọc được xác thực hai lớp" in browser.answer.content.decode()
    assert "SECRET_KEY is another" in caplog.text
    assert browser.get(reverse("my_work")).status_code == 302
