"""The cache in Redis, and what stands in for it while Redis is away."""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from tasks_app.common import metrics

logger = logging.getLogger(__name__)

STAND_IN = "stand_in"
TRY_AGAIN_AFTER = 10  # seconds
# A page does not wait for Redis: there is a stand-in. It tries once more, since a Redis that was started again has left
# broken connections behind.
_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": Retry(NoBackoff(), 1)}


def _or_the_stand_in(name: str) -> Callable:
    """A method of the cache that asks the stand-in where Redis does not answer."""

    def call(self, *args, **kwargs):
        if self.watch.is_away():
            return getattr(caches[STAND_IN], name)(*args, **kwargs)
        try:
            return getattr(super(StandInRedisCache, self), name)(*args, **kwargs)
        except RedisError as error:
            self.watch.failed(error)
            return getattr(caches[STAND_IN], name)(*args, **kwargs)

    return call


class _Watch:
    """Of the whole process: each thread has caches of its own."""

    def __init__(self):
        self._lock, self._away_until = Lock(), 0.0

    def is_away(self) -> bool:
        return monotonic() < self._away_until

    def failed(self, error: RedisError) -> None:
        metrics.CACHE_ERRORS.inc()
        with self._lock:
            if not self.is_away():
                logger.warning("Redis does not answer (%s); the cache of the database stands in", type(error).__name__)
            self._away_until = monotonic() + TRY_AGAIN_AFTER


class StandInRedisCache(RedisCache):
    """Redis and, while it does not answer, the cache in the database, so that no page fails for a cache.

    Failed sign-ins go on being counted there, by all processes together: a Redis that is away opens no door to
    guessing. What was counted in the other one begins anew, at most once for each time that it comes or goes. After a
    failure it is not asked for some seconds, so that pages do not wait for it one after the other.
    """

    watch = _Watch()

    def __init__(self, server, params):
        super().__init__(server, params | {"OPTIONS": _OPTIONS | params.get("OPTIONS", {})})

    add = _or_the_stand_in("add")
    get = _or_the_stand_in("get")
    set = _or_the_stand_in("set")
    touch = _or_the_stand_in("touch")
    delete = _or_the_stand_in("delete")
    get_many = _or_the_stand_in("get_many")
    set_many = _or_the_stand_in("set_many")
    delete_many = _or_the_stand_in("delete_many")
    has_key = _or_the_stand_in("has_key")
    incr = _or_the_stand_in("incr")
    clear = _or_the_stand_in("clear")
