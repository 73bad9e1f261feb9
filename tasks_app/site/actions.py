from __future__ import annotations

import logging
from datetime import datetime
from math import ceil

from django.core.cache import cache

from tasks_app.site.enums import Cost
from tasks_app.site.rules import Limit

logger = logging.getLogger(__name__)


def count_request(cost: Cost, who: str, limit: Limit, *, at: datetime) -> int:
    """Count one request of somebody. Returns 0 where it is answered, else the seconds until the next one will be.

    A limit is that many slots. A request takes a free one, which is its own for as long as the limit says: so the
    window slides, and there is no moment at which two windows' worth can be had. A slot is taken by ``cache.add``,
    which every backend does at once for all processes; ``incr`` of the database's cache would read and then write.
    What is refused takes no slot, so who goes on pressing does not lock himself out.

    The first slot that is tried goes by the clock: who asks as a person does finds it free, in one question.
    """
    slots = [f"limit:{cost}:{who}:{number}" for number in range(limit.number)]
    now = at.timestamp()
    try:
        if cache.add(slots[int(now * 1000) % limit.number], now + limit.seconds, limit.seconds):
            return 0
        taken = cache.get_many(slots)
        for slot in slots:
            if slot not in taken and cache.add(slot, now + limit.seconds, limit.seconds):
                return 0
    except Exception:  # whatever the backend raises while its server is away: the work goes on without a limit
        logger.warning("The cache does not answer, so nothing is counted", exc_info=True)
        return 0
    free_at = min(taken.values(), default=now + limit.seconds)  # without any, others took them all just now
    return max(1, ceil(free_at - now))
