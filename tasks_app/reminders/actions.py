from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tasks_app.calendar.queries import working_calendar
from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.journal.actions import record
from tasks_app.journal.models import Entry
from tasks_app.mailing import actions as mailing
from tasks_app.mailing import rules as mailing_rules
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.rendering import list_headers
from tasks_app.people.models import Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import with_names
from tasks_app.reminders import notices, queries, rules
from tasks_app.reminders.models import Reminder, Urging

logger = logging.getLogger(__name__)


class PlanningIncomplete(RuntimeError):
    """Some people's reminders could not be written; the next run tries again for them."""


@dataclass
class Planning:
    """What a run of the planner wrote. ``failed``: people whose mail could not be written."""

    day: date
    written: list[queries.Digest] = field(default_factory=list)
    failed: list[Person] = field(default_factory=list)

    @property
    def mails(self) -> int:
        return len(self.written)

    @property
    def reminders(self) -> int:
        return sum(len(digest.due) for digest in self.written)


def plan_when_it_is_time(*, at: datetime) -> dict[str, int | str]:
    """Plan the reminders of the day, once, between 07:00 and 16:30 of a working day; otherwise do nothing.

    A run that was missed is made up for by the first that comes. Returns a summary. Raises
    PlanningIncomplete where somebody's mail could not be written; everybody else's is, and the day
    stays open for the next run.
    """
    calendar = working_calendar()
    day = local_day(at)
    if not rules.is_time_to_plan(at, calendar):
        return {"day": day.isoformat(), "skipped": "not the time"}
    if queries.has_been_planned(day):
        return {"day": day.isoformat(), "skipped": "planned before"}
    planning = plan_reminders(day=day, at=at, calendar=calendar)
    if planning.failed:
        raise PlanningIncomplete(f"{len(planning.failed)} of {len(planning.failed) + planning.mails} mails not written")
    summary = {"mails": planning.mails, "reminders": planning.reminders}
    # What is issued or moved later in the day waits for the next working day, or a morning's typing
    # would go out as the day's one mail when it is half done.
    Entry.objects.create(verb=queries.PLANNED, subject_kind="day", subject_id=day.toordinal(), at=at, details=summary)
    return {"day": day.isoformat(), **summary}


def plan_reminders(*, day: date, at: datetime, calendar: WorkingCalendar | None = None) -> Planning:
    """Write the digests of a day into the outbox, with the ledger's lines; each person in a transaction of his own.

    Who has a digest of that day already gets no other, so running it twice, late or in two places
    at once changes nothing. Digests of earlier days that still wait are superseded by the new one,
    which says it all. Plans nothing once the day's last moment of sending has passed.
    """
    calendar = calendar or working_calendar()
    planning = Planning(day)
    if at >= mailing_rules.sending_window(day)[1]:
        return planning
    for digest in queries.due_digests(day=day, calendar=calendar):
        try:
            if _write(digest, day=day, at=at):
                planning.written.append(digest)
        except Exception:  # nobody's mail may depend on another's, and the caller is told
            logger.exception("the reminders of person %s were not written", digest.recipient.pk)
            planning.failed.append(digest.recipient)
    return planning


@transaction.atomic
def _write(digest: queries.Digest, *, day: date, at: datetime) -> bool:
    """False where the person has his digest of the day, whoever wrote it.

    The message comes first: of two planners at once the second waits at its key for the first to
    commit and then writes nothing. So the lines and their message are written together or not at all.
    """
    leaves_at, expires_at = mailing_rules.sending_window(day)
    message = mailing.queue(
        notices.digest_mail(digest, day=day),
        key=queries.digest_key(digest.recipient, day),
        kind=Notice.DIGEST,
        to_person=digest.recipient,
        to_address=digest.recipient.email,
        at=at,
        send_after=max(at, leaves_at),
        expires_at=expires_at,
        headers=list_headers("reminders"),
    )
    if message is None:
        return False
    mailing.supersede_older(message)
    Reminder.objects.bulk_create(
        [
            Reminder(
                assignment=work.assignment,
                deadline_version=work.assignment.deadline_version,
                stage=work.stage,
                recipient=digest.recipient,
                message=message,
                planned_on=day,
            )
            for work in digest.due
        ],
        # A line whose earlier mail reached nobody passes to this one.
        update_conflicts=True,
        unique_fields=["assignment", "deadline_version", "stage", "recipient"],
        update_fields=["message", "planned_on"],
    )
    return True


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
    leaves_at, expires_at = mailing_rules.next_sending(at, calendar)
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
