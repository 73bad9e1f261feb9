"""What the operator does about second factors from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tasks_app.journal.models import Entry
from tasks_app.mailing.models import Message
from tasks_app.people.queries import has_second_factor
from tests.factories import administrator
from tests.people.codes import with_second_factor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("console_in_english")]


@pytest.fixture
def person():
    its = administrator(username="quantri", full_name="Người Quản Trị", email="qt@nghean.example")
    with_second_factor(its)
    return its


def run(*arguments) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_it_says_what_it_would_do_and_does_nothing_unless_told_to(person):
    with pytest.raises(CommandError, match="say --yes to reset the second factor of Người Quản Trị"):
        run("reset_second_factor", "quantri")

    assert has_second_factor(person)


@pytest.mark.parametrize("login", ["quantri", "QT@nghean.example"])
def test_it_resets_records_and_tells(person, login):
    said = run("reset_second_factor", login, "--yes")

    assert said == "The second factor of Người Quản Trị was reset; the password alone signs in now.\n"
    assert not has_second_factor(person)
    assert Entry.objects.get(verb="person.second_factor_reset").by is None
    assert "người quản trị máy chủ" in Message.objects.latest("pk").text


@pytest.mark.parametrize("arguments", [[], ["--yes"]])
def test_where_there_is_none_it_says_so(person, arguments):
    run("reset_second_factor", "quantri", "--yes")

    with pytest.raises(CommandError, match="has no second factor"):
        run("reset_second_factor", "quantri", *arguments)
    with pytest.raises(CommandError, match="No account is called 'nobody'"):
        run("reset_second_factor", "nobody", *arguments)


def test_secrets_go_over_to_a_new_key(person, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", [settings.SECRET_KEY]

    assert run("reencrypt_second_factors") == "2 are under the present key.\n"


def test_without_the_old_key_nothing_is_changed_and_it_is_said(person, settings):
    settings.SECRET_KEY = "a new key"

    with pytest.raises(CommandError, match="neither SECRET_KEY nor"):
        run("reencrypt_second_factors")
