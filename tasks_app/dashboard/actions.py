"""What is said to the outside: that all is well. Who hears nothing for a while knows that something is not."""

import logging
from datetime import timedelta
from http.client import HTTPException
from urllib.request import urlopen

from django.core.cache import cache

from tasks_app.dashboard.queries import Health

logger = logging.getLogger(__name__)

SECONDS_TO_ANSWER = 5
NOT_AGAIN_WITHIN = timedelta(minutes=5)
SAID = "said-that-all-is-well"


def say_that_all_is_well(url: str, health: Health) -> bool:
    """Ask for an address of a watcher, if reminders are planned and mail goes out; returns whether it was asked for.

    At most once in five minutes, however many processes look. A watcher that does not answer is noted in the log and
    asked again the next time: nothing else depends on it.
    """
    if not health.is_well or not cache.add(SAID, True, NOT_AGAIN_WITHIN.total_seconds()):
        return False
    try:
        with urlopen(url, timeout=SECONDS_TO_ANSWER):  # noqa: S310 - the settings let only http and https through
            return True
    except (OSError, HTTPException) as error:
        logger.warning("the watcher was not reached: %s: %s", type(error).__name__, error)
        cache.delete(SAID)
        return False
