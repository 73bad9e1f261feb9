"""The addresses of a person, and what a calendar program finds at one."""

from tasks_app.feeds.queries.addresses import (
    FETCH,
    feed_at,
    feeds_of,
    last_fetches,
    organisations_to_follow,
    was_fetched,
)
from tasks_app.feeds.queries.contents import SOURCES, Contents, contents

__all__ = [
    "FETCH",
    "SOURCES",
    "Contents",
    "contents",
    "feed_at",
    "feeds_of",
    "last_fetches",
    "organisations_to_follow",
    "was_fetched",
]
