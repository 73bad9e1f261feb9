"""Which key a program comes with, and what it may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, QuerySet

from tasks_app.api.models import ApiToken
from tasks_app.common.actors import Actor
from tasks_app.common.tokens import digest
from tasks_app.exports.enums import FileFormat
from tasks_app.exports.models import ExportRecord
from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.people.queries import Standing, standing

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Caller:
    """A program that reads: its key, and what it may see at this moment."""

    token: ApiToken
    standing: Standing

    @property
    def actor(self) -> Actor | None:
        """Whose reading this is; None for a system's."""
        return Actor(self.token.person) if self.token.person else None


def caller_with(key: str, *, today: date) -> Caller | None:
    """Who comes with a key; None where it is unknown, ended or out of date."""
    token = ApiToken.objects.select_related("person").filter(token_digest=digest(key)).first()
    if token is None or not token.holds(today):
        return None
    if token.person is None:
        return Caller(token, Standing(Person(), roles=frozenset({Role.INSPECTOR})))
    return Caller(token, standing(token.person, on=today))


def reads_lately(token: ApiToken, *, at: datetime) -> int:
    """How often a key was read with in the last minute; the log of exports is the counter."""
    return _reads().filter(through=token.through, at__gt=at - A_MINUTE).count()


def keys_of(person: Person) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(person=person, ended_at__isnull=True)


def keys_of_systems() -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(person__isnull=True, ended_at__isnull=True).select_related("by")


def last_used(tokens: list[ApiToken]) -> dict[str, datetime]:
    """When each was last read with, by its name in the log; one query."""
    names = [token.through for token in tokens]
    return dict(_reads().filter(through__in=names).order_by().values_list("through").annotate(Max("at")))


def _reads() -> QuerySet[ExportRecord]:
    return ExportRecord.objects.filter(file_format=FileFormat.JSON)
