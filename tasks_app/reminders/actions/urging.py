"""Someone asks that a piece of work be seen to (đôn đốc)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.journal.actions import record
from tasks_app.mailing import actions as mailing
from tasks_app.mailing import rules as mailing_rules
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.rendering import list_headers
from tasks_app.options.queries import options
from tasks_app.people.models import Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import with_names
from tasks_app.reminders import notices, queries, rules
from tasks_app.reminders.models import Urging


class UrgingRefused(Exception):
    """Why nobody was urged; a sentence for the person who pressed the button."""


class NothingToUrge(UrgingRefused):
    def __init__(self, state: State):
        super().__init__(
            _("This assignment is “%(state)s”, so there is nothing to urge.") % {"state": State(state).label}
        )


class NobodyToUrge(UrgingRefused):
    def __init__(self, assignment: Assignment):
        super().__init__(
            _("%(organisation)s has nobody who could be urged by mail. Name a focal officer for it first.")
            % {"organisation": assignment.organisation}
        )


class AlreadyUrged(UrgingRefused):
    def __init__(self, assignment: Assignment):
        super().__init__(
            _("%(organisation)s has already been urged about this today; one mail a day is enough.")
            % {"organisation": assignment.organisation}
        )


@dataclass(frozen=True)
class Urged:
    """What came of it: the urgings that were counted, whom they mailed, and what was left out, with the reason.

    ``leaves_at``: when the mails may go out; later than now at night and on days off.
    """

    urgings: list[Urging]
    recipients: list[Person]
    refused: list[tuple[Assignment, UrgingRefused]]
    at: datetime
    leaves_at: datetime


def urge(assignment: Assignment, *, by: Actor, at: datetime) -> Urged:
    """Urge one assignment: see ``urge_together``. Raises UrgingRefused, with the reason, where it would be left out."""
    urged = urge_together([assignment], by=by, at=at)
    for _assignment, refused in urged.refused:
        raise refused
    return urged


@transaction.atomic
def urge_together(assignments: Iterable[Assignment], *, message: str = "", by: Actor, at: datetime) -> Urged:
    """Urge the lead organisations' focal officers and the responsible members to see to some assignments.

    Each of them gets one mail about all that is his, under the name of the one who urges and with his message; each
    assignment's urging is counted and recorded. What ``why_not_urged`` speaks against is left out, so a repetition on
    the same day does nothing.
    """
    keys = [assignment.pk for assignment in assignments]
    locked = with_names(Assignment.objects.select_for_update(of=["self"])).filter(pk__in=keys).order_by("pk")
    counted, urgings, refused = [], [], []
    for one in queries.to_urge(locked, by=by, on=local_day(at)):
        try:
            if reason := why_not_urged(one):
                raise reason
            urgings.append(_count(one, by=by, at=at))
        except UrgingRefused as reason:
            refused.append((one.assignment, reason))
        else:
            counted.append(one)
            said = {"comment": message} if message else {}
            record("assignment.urged", one.assignment, by=by, at=at, recipients=len(one.recipients), **said)
    calendar = working_calendar()
    leaves_at, expires_at = mailing_rules.next_sending(at, calendar, options().hours)
    mails = queries.mails_of(counted)
    for person, his in mails:
        measured = [(one, one.measured(today=local_day(leaves_at), calendar=calendar)) for one in his]
        mailing.queue(
            notices.urging_mail(measured, message=message, to=person, by=by),
            key=f"urging:{urgings[0].pk}:{person.pk}",  # an urging is in one round alone
            kind=Notice.URGING,
            to_person=person,
            to_address=person.email,
            at=at,
            send_after=leaves_at,
            expires_at=expires_at,
            headers=list_headers("urging"),
        )
    return Urged(urgings, [person for person, _his in mails], refused, at, leaves_at)


def why_not_urged(one: queries.ToUrge) -> UrgingRefused | None:
    """What speaks against urging an assignment now; None where nothing does."""
    if not rules.can_be_urged(one.assignment.state):
        return NothingToUrge(one.assignment.state)
    if not one.recipients:
        return NobodyToUrge(one.assignment)
    return AlreadyUrged(one.assignment) if one.urged_today else None


def _count(one: queries.ToUrge, *, by: Actor, at: datetime) -> Urging:
    try:
        with transaction.atomic():
            return Urging.objects.create(
                assignment=one.assignment, at=at, on=local_day(at), recipients=len(one.recipients), **by.fields
            )
    except IntegrityError:
        raise AlreadyUrged(one.assignment) from None
