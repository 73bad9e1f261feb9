"""What backups are called, and which of them are too many. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

PLAIN, SEALED, PART = ".tar", ".tar.sealed", ".part"


def site_name(url: str) -> str:
    """The site as it is typed to confirm and stands in names of files: host, and port where there is one."""
    return re.sub(r"[^a-z0-9.]+", "-", urlsplit(url).netloc.rpartition("@")[2].lower()).strip("-")


def file_name(site: str, at: datetime, *, is_sealed: bool) -> str:
    """``at``: local time, to the second."""
    return f"reform_{site}_{at:%Y-%m-%dT%H%M%S}{SEALED if is_sealed else PLAIN}"


def too_many(names: Iterable[str], site: str, keep: int) -> list[str]:
    """Of the names of a folder those of this site's oldest backups beyond the ``keep`` newest, oldest first.

    What is called otherwise, also another site's backup, is never among them.
    """
    mine = re.compile(
        rf"reform_{re.escape(site)}_(\d{{4}}-\d\d-\d\dT\d{{6}})(?:{re.escape(SEALED)}|{re.escape(PLAIN)})"
    )
    found = sorted((match[1], name) for name in names if (match := mine.fullmatch(name)))
    return [name for _moment, name in found[: max(0, len(found) - keep)]]


def left_over(names: Iterable[str], site: str) -> list[str]:
    """Of the names of a folder those of this site's backups that were broken off."""
    return [name for name in names if name.startswith(f"reform_{site}_") and name.endswith(PART)]
