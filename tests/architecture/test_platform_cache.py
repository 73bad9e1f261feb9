"""The cache with a Redis that is away: what counts failed sign-ins must not be what keeps everybody out."""

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache, caches
from django.core.management import call_command

from reform import cache as lasting
from tests.factories import PersonFactory
from tests.services import free_port

PASSWORD = "mot-mat-khau-du-dai"


@pytest.fixture
def redis_is_away(settings, db, monkeypatch):
    monkeypatch.setattr(lasting, "_away_until", 0.0)
    settings.CACHES = {
        "default": {
            "BACKEND": "reform.cache.LastingRedisCache",
            "LOCATION": f"redis://127.0.0.1:{free_port()}/0",
            "KEY_PREFIX": "reform",
        },
        "without_redis": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    }
    call_command("createcachetable", verbosity=0)


def test_it_keeps_what_it_is_told(redis_is_away, caplog):
    cache.set("key", 1, 60)

    assert (cache.get("key"), cache.add("key", 2), cache.incr("key"), "key" in cache) == (1, False, 2, True)
    assert cache.get_many(["key", "other"]) == {"key": 2}
    cache.set_many({"other": 3})
    cache.touch("other", 60)
    cache.delete_many(["key"])
    assert cache.delete("other") is True
    assert cache.get("key", "nothing") == "nothing"
    assert len(caplog.records) == 1  # after the first refusal nobody asks Redis for a while


def test_redis_is_asked_again_after_a_while(redis_is_away, monkeypatch, caplog):
    cache.get("key")
    monkeypatch.setattr(lasting, "_away_until", 0.0)
    cache.get("key")

    assert len(caplog.records) == 2


def test_people_sign_in(redis_is_away, client):
    person = PersonFactory(password=make_password(PASSWORD))

    answer = client.post("/accounts/login/", {"login": person.username, "password": PASSWORD})

    assert (answer.status_code, client.session["_auth_user_id"]) == (302, str(person.pk))


def test_failed_tries_are_counted(redis_is_away, settings, client):
    person = PersonFactory(password=make_password(PASSWORD))
    tries, _seconds = settings.WRONG_PASSWORDS
    for _ in range(tries):
        client.post("/accounts/login/", {"login": person.username, "password": "wrong"})

    client.post("/accounts/login/", {"login": person.username, "password": PASSWORD})

    assert "_auth_user_id" not in client.session
    assert len(caches["without_redis"].get(f"wrong-passwords:{person.pk}")) == tries
