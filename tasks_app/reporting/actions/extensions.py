from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.common.text import tidy
from tasks_app.journal.actions import record
from tasks_app.people.queries import reported_for
from tasks_app.plan.actions import move_deadline, tell
from tasks_app.plan.enums import Audience, Happening
from tasks_app.plan.models import Assignment
from tasks_app.plan.queries import audience, reachable, with_names
from tasks_app.plan.rules import Basis
from tasks_app.reporting import rules
from tasks_app.reporting.enums import ExtensionAct, ExtensionState, Recommendation
from tasks_app.reporting.models import Extension
from tasks_app.reporting.wording import obstacle_in_words


class ExtensionNotPossible(Exception):
    """The work, its deadline or the day does not allow this; the text says so to the person."""


class AlreadyAsked(Exception):
    """The same request came twice; the first time counts."""

    def __init__(self, extension: Extension):
        self.extension = extension
        super().__init__(_("This extension has already been asked for. It was not asked for twice."))


class ExtensionMovedOn(Exception):
    """Somebody else was quicker: the request is not where this step begins any more."""

    def __init__(self, extension: Extension):
        self.extension = extension
        if extension.state == ExtensionState.WITHDRAWN:
            text = _("The request was withdrawn in the meantime, so there is nothing to decide any more.")
        elif extension.state == ExtensionState.PROPOSED:
            text = _("%(name)s has already made a proposal on this request.") % {"name": extension.proposer}
        else:
            text = _("%(name)s has already decided on this request: %(state)s.") % {
                "name": extension.decider,
                "state": extension.kind_of_state.label,
            }
        super().__init__(text)


@transaction.atomic
def ask_for_extension(
    assignment: Assignment, *, deadline_on: date, reason: str, evidence: str = "", by: Actor, at: datetime
) -> Extension:
    """Ask for a later deadline; a request that comes after the deadline is marked as late.

    Recorded with the old and the new day; it waits for the secretariat's proposal on the page of requests, and nobody
    is mailed. The same request again raises AlreadyAsked and changes nothing. Raises ExtensionNotPossible where the
    work cannot be extended, another request waits or the plan's limit is reached; ValueError for an empty
    reason or a day that is not later.
    """
    assignment = _lock(assignment)
    waiting = Extension.objects.open().filter(assignment=assignment).first()
    if waiting and (waiting.deadline_asked, waiting.reason) == (deadline_on, tidy(reason)):
        raise AlreadyAsked(waiting)
    _refuse_obstacle(assignment, waiting, limit=assignment.task.key_task.plan.extensions_limit)
    extension = _new(assignment, deadline_on, reason=reason, by=by, at=at)
    extension.state = ExtensionState.REQUESTED
    extension.evidence = tidy(evidence)
    extension.save()
    _record("asked", extension, by=by, at=at, new=deadline_on, reason=extension.reason, late=extension.is_late)
    return extension


@transaction.atomic
def open_extension(
    assignment: Assignment, *, deadline_on: date, reason: str, basis: Basis, by: Actor, at: datetime
) -> Extension:
    """A leader extends a deadline without a request, beyond the plan's limit too: request and decision in one.

    The deadline moves and the reminders begin anew; recorded with both days and the document; everybody at work is
    told. Raises PermissionError for work that the leader answers for himself, and otherwise as ask_for_extension.
    """
    assignment = _lock(assignment)
    _refuse_judge_in_own_case(assignment, by, on=local_day(at))
    _refuse_obstacle(assignment, Extension.objects.open().filter(assignment=assignment).first(), limit=None)
    extension = _new(assignment, deadline_on, reason=reason, by=by, at=at)
    extension.is_opened = True
    _approve(extension, "opened", deadline_on, basis, comment="", by=by, at=at)
    return extension


@transaction.atomic
def propose_on_extension(
    extension: Extension,
    recommendation: Recommendation,
    *,
    deadline_on: date | None = None,
    comment: str = "",
    by: Actor,
    at: datetime,
) -> Extension:
    """The secretariat proposes to approve, until the day asked for or another one, or not to; then a leader decides.

    Recorded; nobody is mailed. Raises ExtensionMovedOn where somebody was quicker, ExtensionNotPossible where the work
    is not done any more, PermissionError for one's own request or work, ValueError for a missing day or reason.
    """
    extension = _take(extension, ExtensionAct.PROPOSE, by=by, at=at)
    if recommendation == Recommendation.REFUSE:
        if not comment.strip():
            raise ValueError("a proposal not to approve needs a reason")
        deadline_on = None
    elif deadline_on is None or deadline_on <= extension.deadline_before:
        raise ValueError("a proposal to approve names a later day")
    extension.state = ExtensionState.PROPOSED
    extension.recommendation = recommendation
    extension.deadline_proposed = deadline_on
    extension.proposal_comment = tidy(comment)
    extension.proposed_by, extension.proposed_for, extension.proposed_at = by.person, by.for_person, at
    extension.save()
    verb = "proposed" if recommendation == Recommendation.APPROVE else "proposed_against"
    _record(verb, extension, by=by, at=at, new=deadline_on, comment=extension.proposal_comment)
    return extension


@transaction.atomic
def approve_extension(
    extension: Extension, *, deadline_on: date, basis: Basis, comment: str = "", by: Actor, at: datetime
) -> Extension:
    """A leader grants a later deadline by a document; the reminders begin anew.

    Recorded with both days and the document; who asked and everybody at work is told. Without a proposal only once the
    secretariat's days for it are over. Raises ExtensionMovedOn where somebody was quicker, ExtensionNotPossible where
    the work or its deadline is not what it was, PermissionError for one's own request or work, ValueError
    for a day that is not later.
    """
    extension = _take(extension, ExtensionAct.APPROVE, by=by, at=at)
    if extension.assignment.deadline_on != extension.deadline_before:
        raise ExtensionNotPossible(
            _("The deadline was moved to %(date)s after this request; refuse it, or let it be asked anew.")
            % {"date": _day(extension.assignment.deadline_on)}
        )
    _approve(extension, "approved", deadline_on, basis, comment=comment, by=by, at=at)
    return extension


@transaction.atomic
def refuse_extension(
    extension: Extension, *, comment: str, basis: Basis | None = None, by: Actor, at: datetime
) -> Extension:
    """A leader does not approve a request and says why, by a document where there is one; the deadline stays.

    Recorded; who asked and who answers for the work is told. Errors as in approve_extension; ValueError without a
    reason.
    """
    extension = _take(extension, ExtensionAct.REFUSE, by=by, at=at)
    if not comment.strip():
        raise ValueError("a refusal needs a reason")
    extension.state = ExtensionState.REFUSED
    extension.decision_comment = tidy(comment)
    extension.decided_by, extension.decided_for, extension.decided_at = by.person, by.for_person, at
    if basis:
        extension.document, extension.document_on = basis.number, basis.issued_on
    extension.save()
    document = {"document": str(basis)} if basis else {}
    _record("refused", extension, by=by, at=at, comment=extension.decision_comment, **document)
    _tell(extension, Happening.EXTENSION_REFUSED, {Audience.REPORTERS}, extension.decision_comment, by=by, at=at)
    return extension


@transaction.atomic
def withdraw_extension(extension: Extension, *, by: Actor, at: datetime) -> Extension:
    """Take a request back before it is decided; another can be made. Recorded; nobody is mailed.

    Raises ExtensionMovedOn where it was decided, or withdrawn, first.
    """
    extension = _take(extension, ExtensionAct.WITHDRAW, by=by, at=at)
    extension.state = ExtensionState.WITHDRAWN
    extension.withdrawn_at = at
    extension.save()
    _record("withdrawn", extension, by=by, at=at)
    return extension


def _lock(assignment: Assignment) -> Assignment:
    """The assignment as it is now; whoever asks, decides or reports beside us waits for this transaction."""
    return with_names(Assignment.objects.select_for_update(of=["self"])).get(pk=assignment.pk)


def _take(extension: Extension, act: ExtensionAct, *, by: Actor, at: datetime) -> Extension:
    """The request as it is now, where it can take this step."""
    assignment = _lock(extension.assignment)
    extension = Extension.objects.select_related(
        "by", "for_person", "proposed_by", "proposed_for", "decided_by", "decided_for"
    ).get(pk=extension.pk)
    extension.assignment = assignment
    if extension.state not in rules.EXTENSION_STEPS[act].before:
        raise ExtensionMovedOn(extension)
    if act == ExtensionAct.WITHDRAW:
        return extension
    if by.people & extension.asking:
        raise PermissionError("nobody answers his own request")
    _refuse_judge_in_own_case(assignment, by, on=local_day(at))
    if assignment.state not in rules.DECIDED_IN:
        raise ExtensionNotPossible(
            _("The assignment is now “%(state)s”, so this request needs no answer.")
            % {"state": assignment.get_state_display()}
        )
    asked_on, calendar = local_day(extension.asked_at), working_calendar()
    if act not in rules.acts_on(extension.state, asked_on=asked_on, today=local_day(at), calendar=calendar):
        raise ExtensionNotPossible(
            _("The secretariat can make its proposal until %(date)s; from then on this can be decided without one.")
            % {"date": _day(rules.decided_from(asked_on, calendar))}
        )
    return extension


def _refuse_judge_in_own_case(assignment: Assignment, by: Actor, *, on: date) -> None:
    if assignment.responsible_id in by.people or assignment.organisation_id in reported_for(by.people, on=on):
        raise PermissionError("nobody decides on the deadline of work that he answers for")


def _refuse_obstacle(assignment: Assignment, waiting: Extension | None, *, limit: int | None) -> None:
    obstacle = rules.obstacle_to_asking(
        state=assignment.state,
        deadline_on=assignment.deadline_on,
        is_waiting=waiting is not None,
        approved=Extension.objects.approved().filter(assignment=assignment).count(),
        limit=limit,
    )
    if obstacle:
        raise ExtensionNotPossible(obstacle_in_words(obstacle, state=assignment.state, limit=limit or 0))


def _new(assignment: Assignment, deadline_on: date, *, reason: str, by: Actor, at: datetime) -> Extension:
    if not reason.strip():
        raise ValueError("an extension needs a reason")
    if deadline_on <= assignment.deadline_on:
        raise ValueError("the new deadline lies after the one in force")
    plan, day = assignment.task.key_task.plan, local_day(at)
    yardstick = plan.yardstick(today=day, calendar=working_calendar())
    return Extension(
        assignment=assignment,
        asked_at=at,
        is_late=rules.is_asked_late(day, assignment.deadline_on, yardstick),
        reason=tidy(reason),
        deadline_before=assignment.deadline_on,
        deadline_asked=deadline_on,
        **by.fields,
    )


def _approve(
    extension: Extension, verb: str, deadline_on: date, basis: Basis, *, comment: str, by: Actor, at: datetime
) -> None:
    if deadline_on <= extension.deadline_before:
        raise ValueError("the new deadline lies after the one in force")
    extension.state = ExtensionState.APPROVED
    extension.deadline_granted = deadline_on
    extension.document, extension.document_on = basis.number, basis.issued_on
    extension.decision_comment = tidy(comment)
    extension.decided_by, extension.decided_for, extension.decided_at = by.person, by.for_person, at
    extension.save()
    said = extension.decision_comment or (extension.reason if extension.is_opened else "")
    _record(verb, extension, by=by, at=at, new=deadline_on, document=str(basis), comment=said)
    move_deadline(extension.assignment, deadline_on, by=by, at=at, basis=basis)
    extension.assignment.refresh_from_db(fields=["deadline_on", "deadline_version"])
    days = f"{extension.deadline_before:%d/%m/%Y} → {deadline_on:%d/%m/%Y}"
    quote = "; ".join(part for part in (days, str(basis), extension.decision_comment) if part)
    at_work = {Audience.REPORTERS, Audience.COORDINATING}
    _tell(extension, Happening.DEADLINE_MOVED, at_work, quote, by=by, at=at)


def _record(verb: str, extension: Extension, *, by: Actor, at: datetime, new: date | None = None, **details) -> None:
    """In the record of the assignment, with the days where one was named."""
    if new:
        details |= {"old": extension.deadline_before.isoformat(), "new": new.isoformat()}
    record(f"extension.{verb}", extension.assignment, by=by, at=at, extension=extension.pk, **details)


def _tell(
    extension: Extension, happening: Happening, kinds: set[Audience], quote: str, *, by: Actor, at: datetime
) -> None:
    askers = [one for one in (extension.by, extension.for_person) if one]
    people = audience(extension.assignment, kinds, on=local_day(at))
    tell(extension.assignment, happening, to=reachable([*askers, *people]), by=by, at=at, quote=quote)


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else _("no fixed deadline")
