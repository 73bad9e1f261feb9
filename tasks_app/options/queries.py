"""What is set. A request or a run of a job reads it once and stays by it: see ``one_reading``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Max, QuerySet

from tasks_app.common.dates import at_time
from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept
from tasks_app.options.models import OptionChange
from tasks_app.options.rules import Options, as_they_hold

_reading: ContextVar[list[Options] | None] = ContextVar("the reading of the settings", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Until the end of the block the settings are read once, when they are first asked for: a page is not made by two
    different limits, nor a run of a job by two different hours. Within another reading it is that one."""
    if _reading.get() is not None:
        yield
        return
    token = _reading.set([])
    try:
        yield
    finally:
        _reading.reset(token)


def read_anew() -> None:
    """They were changed within a reading: what comes then goes by the new ones."""
    reading = _reading.get()
    if reading:
        reading.clear()


def options() -> Options:
    """The settings as they hold. At most two queries, none where this request or job has asked before."""
    reading = _reading.get()
    if reading:
        return reading[0]
    its = _options_now()
    if reading is not None:
        reading.append(its)
    return its


@kept(Part.OPTIONS)
def _options_now() -> Options:
    return as_they_hold(dict(last_changes().values_list("key", "new")))


def options_on(day: date) -> Options:
    """The settings as they held at the end of a day: what an earlier day is shown by does not change with them."""
    until = OptionChange.objects.filter(at__lt=at_time(day + timedelta(days=1)))
    return as_they_hold(dict(_last_of(until).values_list("key", "new")))


def upload_bytes() -> int:
    """How large an uploaded file may be: as the office set it, and no larger than the installation can take."""
    return min(options().upload_file_mb * settings.MEGABYTE, settings.UPLOAD_FILE_BYTES)


def upload_files() -> int:
    return min(options().upload_files, settings.UPLOAD_FILES)


def last_changes() -> QuerySet[OptionChange]:
    """The last change of each setting that was ever changed."""
    return _last_of(OptionChange.objects.all())


def _last_of(changes: QuerySet[OptionChange]) -> QuerySet[OptionChange]:
    last = changes.order_by().values("key").annotate(last=Max("number")).values("last")
    return OptionChange.objects.filter(number__in=last)


def last_number() -> int:
    """How many changes there have been; what a form was opened with."""
    return OptionChange.objects.aggregate(last=Max("number"))["last"] or 0


def history(keys: Iterable[str]) -> QuerySet[OptionChange]:
    """All changes of some settings, newest first, with the people."""
    return OptionChange.objects.filter(key__in=list(keys)).select_related("by", "for_person").order_by("-number")
