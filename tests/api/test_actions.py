from datetime import date, timedelta

import pytest

from tasks_app.api.actions import KeyRefused, end_key
from tasks_app.api.models import ApiToken
from tasks_app.api.rules import LONGEST, PREFIX, may_hold_until
from tasks_app.common.actors import Actor
from tasks_app.common.tokens import digest
from tasks_app.journal.models import Entry
from tests.factories import api_key, secretary
from tests.factories.exports import AT

TODAY = date(2024, 10, 15)


@pytest.mark.parametrize(
    ("until", "may"),
    [
        (TODAY, False),
        (TODAY + timedelta(days=1), True),
        (TODAY + LONGEST, True),
        (TODAY + LONGEST + timedelta(days=1), False),
    ],
)
def test_how_long_a_key_may_hold(until, may):
    assert may_hold_until(until, today=TODAY) == may


@pytest.mark.django_db
def test_only_the_digest_of_a_key_is_kept():
    token, secret = api_key(secretary())

    assert secret.startswith(PREFIX)
    assert token.token_digest == digest(secret)
    assert secret not in str(ApiToken.objects.values())
    assert secret.startswith(token.shown)
    assert Entry.objects.get(verb="api_key.made").details["name"] == "LGSP"
    assert secret not in str(Entry.objects.values())


@pytest.mark.django_db
def test_two_keys_are_never_the_same():
    assert api_key()[1] != api_key()[1]


@pytest.mark.django_db
def test_no_key_holds_for_ever():
    with pytest.raises(KeyRefused):
        api_key(valid_until=TODAY + LONGEST + timedelta(days=1))
    assert not ApiToken.objects.exists()


@pytest.mark.django_db
def test_a_key_is_ended_once():
    token, _secret = api_key()
    by = Actor(secretary())

    end_key(token, by=by, at=AT)
    with pytest.raises(KeyRefused):
        end_key(token, by=by, at=AT)

    assert Entry.objects.filter(verb="api_key.ended").count() == 1
