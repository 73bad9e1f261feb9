"""The cache in Redis, and what stands in for it: a Redis of its own that is stopped and started."""

import time

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.urls import reverse

from tasks_app.common import caching
from tasks_app.common.caching import StandInRedisCache
from tests.factories import member
from tests.services import redis_that_stops

pytestmark = [pytest.mark.redis, pytest.mark.django_db]

PASSWORD = "mot-mat-khau-dai-2024"


@pytest.fixture(autouse=True)
def clock():
    """The real one: connections have timeouts."""


@pytest.fixture
def redis():
    with redis_that_stops() as server:
        yield server


@pytest.fixture(autouse=True)
def cache(redis, settings, monkeypatch):
    """As in the settings of an installation with Redis."""
    call_command("createcachetable", "cache", verbosity=0)
    settings.CACHES = {
        "default": {
            "BACKEND": "tasks_app.common.caching.StandInRedisCache",
            "LOCATION": redis.url,
        },
        caching.STAND_IN: {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    }
    monkeypatch.setattr(StandInRedisCache, "watch", caching._Watch())
    return caches["default"]


def test_redis_answers_while_it_is_there(cache):
    cache.set("one", 1)
    cache.add("one", 2)

    assert (cache.get("one"), caches[caching.STAND_IN].get("one")) == (1, None)


def test_the_stand_in_answers_while_it_is_away(cache, redis, caplog):
    cache.set("one", 1)
    redis.stop()

    assert cache.get("one") is None
    assert cache.add("two", 2)
    assert not cache.add("two", 3)
    assert cache.get_many(["one", "two"]) == {"two": 2}
    assert cache.incr("two") == 3
    assert "two" in cache
    assert cache.touch("two", 60)
    cache.set_many({"three": 3})
    cache.delete_many(["three"])
    assert cache.delete("two")
    cache.clear()

    assert [record.message for record in caplog.records if record.name == caching.__name__] == [
        "Redis does not answer (ConnectionError); the cache of the database stands in"
    ]


def test_redis_is_taken_again_when_it_is_back(cache, redis, monkeypatch):
    redis.stop()
    cache.set("one", 1)
    redis.start()
    assert cache.get("one") == 1  # not asked again so soon

    monkeypatch.setattr(caching, "monotonic", lambda: time.monotonic() + caching.TRY_AGAIN_AFTER)

    assert cache.get("one") is None
    cache.set("one", 2)
    assert cache.get("one") == 2


def test_sign_ins_work_and_wrong_ones_are_counted_without_redis(client, redis):
    person = member(username="an")
    person.set_password(PASSWORD)
    person.save()
    redis.stop()

    def sign_in(password):
        return client.post(reverse("account_login"), {"login": "an", "password": password}).status_code

    assert [sign_in("wrong") for _ in range(5)] == [200] * 5
    assert sign_in(PASSWORD) in (200, 429)
    assert client.get(reverse("my_work")).status_code == 302  # not signed in: too many were wrong

    other = member(username="binh")
    other.set_password(PASSWORD)
    other.save()
    answer = client.post(reverse("account_login"), {"login": "binh", "password": PASSWORD}, REMOTE_ADDR="127.0.0.9")
    assert answer.status_code == 302
    assert client.get(reverse("my_work")).status_code == 200
