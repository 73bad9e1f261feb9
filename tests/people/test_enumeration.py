"""Nobody learns who has an account here: an account that is there and one that is not answer by the same words, after
the same work. Work is counted, in passwords hashed and in statements of the database, and never measured in time."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.contrib.auth.tokens import default_token_generator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import int_to_base36

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.mailing.models import Message
from tasks_app.people import actions
from tasks_app.people.models import Person
from tests.conftest import TODAY
from tests.factories import member, secretary

pytestmark = pytest.mark.django_db

AT = at_time(TODAY, 8)
PASSWORD = "mot-mat-khau-dai-2024"
LOGIN, RESET = reverse("account_login"), reverse("account_reset_password")
OF_ONE_ANSWER = re.compile(r'(name="csrfmiddlewaretoken" value=|value=)"[^"]*"|<!--.*?-->', re.DOTALL)
WORDS_OF_SQL = re.compile(r'^(\w+)(?:.*?(?:FROM|INTO|UPDATE) "(\w+)")?', re.DOTALL)
NOBODY = "khong-co-ai"


def usual() -> Person:
    return member(username="an", email="an@nghean.example", password=hashers.make_password(PASSWORD))


def invited() -> Person:
    return member(username="an", email="an@nghean.example", password=hashers.make_password(None))


def closed() -> Person:
    return member(username="an", email="an@nghean.example", password=hashers.make_password(PASSWORD), is_active=False)


ACCOUNTS = pytest.mark.parametrize("account", [usual, invited, closed])


def shown(response) -> tuple:
    """What somebody outside sees of an answer: status, where it leads, the names of its cookies, its text."""
    body = OF_ONE_ANSWER.sub("", response.content.decode())
    return response.status_code, response.headers.get("Location"), tuple(sorted(response.cookies)), body


def wrong(login: str, *, address: str = "127.0.0.1"):
    return Client(REMOTE_ADDR=address).post(LOGIN, {"login": login, "password": "sai-mat-khau"})


def reset(email: str):
    return Client().post(RESET, {"email": email})


def statements(act) -> list[tuple[str, str]]:
    """The statements of an act, each by its verb and its table."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return [WORDS_OF_SQL.match(one["sql"]).groups() for one in captured]


@pytest.fixture
def hashed(monkeypatch) -> list:
    """One entry for each time that the hasher ran."""
    ran, hasher = [], hashers.get_hasher()
    original = type(hasher).encode

    def encode(self, *args, **kwargs):
        ran.append(1)
        return original(self, *args, **kwargs)

    monkeypatch.setattr(type(hasher), "encode", encode)
    return ran


# --- Signing in -------------------------------------------------------------------------------------------------------


@ACCOUNTS
@pytest.mark.parametrize("login", ["an", "an@nghean.example"])
def test_a_wrong_password_and_a_wrong_name_look_the_same(login, account):
    account()

    assert shown(wrong(login)) == shown(wrong(login.replace("an", NOBODY, 1)))


@ACCOUNTS
@pytest.mark.parametrize("login", ["an", "an@nghean.example"])
def test_a_password_is_hashed_once_whosever_it_is(login, account, hashed):
    account()
    counts = []
    for name in (login, login.replace("an", NOBODY, 1)):
        hashed.clear()
        wrong(name)
        counts.append(len(hashed))

    assert counts == [1, 1]


@ACCOUNTS
def test_too_many_tries_look_the_same(account):
    account()
    known = [shown(wrong("an", address="192.0.2.1")) for _each in range(7)]
    unknown = [shown(wrong(NOBODY, address="192.0.2.2")) for _each in range(7)]

    assert known == unknown
    assert known[4] != known[6]


@ACCOUNTS
@pytest.mark.parametrize("login", ["an", "an@nghean.example"])
def test_a_wrong_password_and_a_wrong_name_ask_the_database_the_same(login, account):
    account()
    wrong("warm-up")

    assert statements(lambda: wrong(login)) == statements(lambda: wrong(login.replace("an", NOBODY, 1)))


# --- A forgotten password ---------------------------------------------------------------------------------------------


@ACCOUNTS
def test_a_known_address_and_an_unknown_one_look_the_same(account):
    account()

    assert shown(reset("an@nghean.example")) == shown(reset(f"{NOBODY}@nghean.example"))
    assert Message.objects.filter(to_address=f"{NOBODY}@nghean.example").count() == 0


def test_a_known_address_and_an_unknown_one_take_the_same_work():
    """But for how the mail is written: the one of nobody is taken back."""
    usual()
    reset("warm-up@nghean.example")
    known, unknown = (statements(lambda a=a: reset(a)) for a in ("an@nghean.example", f"{NOBODY}@nghean.example"))

    assert [one for one in known if one[0] not in ("SAVEPOINT", "RELEASE", "ROLLBACK")] == [
        one for one in unknown if one[0] not in ("SAVEPOINT", "RELEASE", "ROLLBACK")
    ]
    assert ("INSERT", "tasks_app_message") in unknown
    assert list(Message.objects.values_list("to_address", flat=True)) == ["an@nghean.example"]


def test_an_address_that_was_passed_on_brings_nobody_else_s_link():
    """allauth may know an address of somebody from before; who has it now gets the link to his own account alone."""
    before = member(username="truoc", email="moi@nghean.example", password=hashers.make_password(PASSWORD))
    EmailAddress.objects.create(user=before, email="an@nghean.example")
    now = usual()

    reset("an@nghean.example")

    assert [one.to_person for one in Message.objects.all()] == [now]
    assert int_to_base36(before.pk) + "-" not in Message.objects.get().text


def test_a_forgotten_password_leaves_no_address_behind():
    usual()
    reset("an@nghean.example")
    Client().post(LOGIN, {"login": "an@nghean.example", "password": PASSWORD})

    assert not EmailAddress.objects.exists()


def test_asking_too_often_looks_the_same():
    usual()
    known, unknown = (
        [shown(reset(address)) for _each in range(6)] for address in ("an@nghean.example", f"{NOBODY}@nghean.example")
    )

    assert known == unknown
    assert known[5][0] == 429


@ACCOUNTS
def test_a_link_with_a_wrong_key_looks_the_same_for_nobody(account):
    key = default_token_generator.make_token(Person(pk=1))
    pages = []
    for number in (int_to_base36(account().pk), "zzzz"):
        path = reverse("account_reset_password_from_key", args=[number, key])
        *rest, text = shown(Client().get(path))
        pages.append([*rest, text.replace(path, "")])

    assert pages[0] == pages[1]
    assert pages[0][0] == 200


# --- Invitations and accounts that are opened -------------------------------------------------------------------------


def test_a_link_that_was_used_one_that_is_too_old_and_one_that_never_was_look_the_same(clock):
    person, by = invited(), Actor(secretary())
    used = token_of(actions.invite_again(person, by=by, at=AT))
    actions.accept_invitation(used, PASSWORD, at=AT)
    other = member(username="binh", email="binh@nghean.example", password=hashers.make_password(None))
    old = token_of(actions.invite_again(other, by=by, at=AT))
    clock.shift(8 * 24 * 60 * 60)

    pages = [shown(Client().get(reverse("invitation_accept", args=[one]))) for one in (used, old, "nobody-sent-this")]

    assert pages[0] == pages[1] == pages[2]
    assert pages[0][0] == 410


def token_of(invitation) -> str:
    text = Message.objects.filter(to_person=invitation.person_id).latest("pk").text
    return re.search(r"/invitation/([\w-]+)/", text)[1]


def test_nobody_opens_an_account_and_nothing_is_said_of_those_that_are():
    usual()
    given = {"username": "x", "email": "", "password1": PASSWORD, "password2": PASSWORD}
    answers = [
        shown(Client().post(reverse("account_signup"), given | {"username": name, "email": f"{name}@nghean.example"}))
        for name in ("an", NOBODY)
    ]

    assert answers[0] == answers[1]
