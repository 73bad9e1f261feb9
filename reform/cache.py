"""The cache, which outlives its Redis: without it nobody could sign in, because failed tries are counted there."""

import logging
from collections.abc import Callable
from functools import wraps
from time import monotonic

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, TimeoutError
from redis.retry import Retry

logger = logging.getLogger(__name__)

WITHOUT_REDIS = "without_redis"  # the other cache's name in the settings
ASKED_AGAIN_AFTER = 5  # seconds; a page asks the cache several times, and each would wait for a server that is away
# Without limits a page would hang for as long as a machine that is gone does not refuse.
PATIENCE = {"socket_connect_timeout": 1, "socket_timeout": 2, "retry": Retry(NoBackoff(), 1)}
METHODS = ("add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear")

_away_until = 0.0


class LastingRedisCache(RedisCache):
    """Redis, and while it is not there the cache of the database.

    Neither knows what the other was told. So for a moment more tries are allowed than the settings say, a few more
    each time that Redis goes or comes, and nothing else depends on the cache.
    """

    def __init__(self, server, params):
        super().__init__(server, params)
        self._options = PATIENCE | self._options


def _lasting(name: str) -> Callable:
    of_redis = getattr(RedisCache, name)

    @wraps(of_redis)
    def method(self, *args, **kwargs):
        global _away_until
        if monotonic() >= _away_until:
            try:
                return of_redis(self, *args, **kwargs)
            except (ConnectionError, TimeoutError) as error:
                _away_until = monotonic() + ASKED_AGAIN_AFTER
                logger.warning("Redis does not answer (%s): the cache of the database is used", error)
        return getattr(caches[WITHOUT_REDIS], name)(*args, **kwargs)

    return method


for _name in METHODS:
    setattr(LastingRedisCache, _name, _lasting(_name))
