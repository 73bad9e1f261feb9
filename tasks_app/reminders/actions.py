from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
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
    """What came of it. ``leaves_at``: when the mails may go out; later than now at night and on days off."""

    urging: Urging
    recipients: list[Person]
    leaves_at: datetime


@transaction.atomic
def urge(assignment: Assignment, *, by: Actor, at: datetime) -> Urged:
    """Urge the lead organisation's focal officers and the responsible member to see to an assignment.

    Each of them gets one mail, under the name of the one who urges; the urging is counted and
    recorded. Raises UrgingRefused, with the reason, where the assignment is not open, where nobody
    can be mailed, and where the same person, or somebody for him, has urged it today.
    """
    assignment = with_names(Assignment.objects.select_for_update(of=["self"])).get(pk=assignment.pk)
    day = local_day(at)
    if not rules.can_be_urged(assignment.state):
        raise NothingToUrge(assignment.state)
    recipients = queries.people_to_urge(assignment, but=[by.person, by.for_person], on=day)
    if not recipients:
        raise NobodyToUrge(assignment)
    if Urging.objects.filter(Q(by__in=by.people) | Q(for_person__in=by.people), assignment=assignment, on=day).exists():
        raise AlreadyUrged(assignment)
    urging = _count(assignment, recipients, by=by, at=at)
    calendar = working_calendar()
    leaves_at, expires_at = mailing_rules.next_sending(at, calendar)
    measured = assignment.measured(today=local_day(leaves_at), calendar=calendar)
    for person in recipients:
        mailing.queue(
            notices.urging_mail(assignment, measured, to=person, by=by),
            key=f"urging:{urging.pk}:{person.pk}",
            kind=Notice.URGING,
            to_person=person,
            to_address=person.email,
            at=at,
            send_after=leaves_at,
            expires_at=expires_at,
            headers=list_headers("urging"),
        )
    record("assignment.urged", assignment, by=by, at=at, recipients=len(recipients))
    return Urged(urging, recipients, leaves_at)


def _count(assignment: Assignment, recipients: list[Person], *, by: Actor, at: datetime) -> Urging:
    try:
        with transaction.atomic():
            return Urging.objects.create(
                assignment=assignment, at=at, on=local_day(at), recipients=len(recipients), **by.fields
            )
    except IntegrityError:
        raise AlreadyUrged(assignment) from None
