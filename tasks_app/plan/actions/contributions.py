from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import LOCAL, local_day
from tasks_app.journal.actions import record
from tasks_app.organisations.models import Organisation
from tasks_app.people.queries import focal_officers
from tasks_app.plan import queries, rules
from tasks_app.plan.actions.telling import tell
from tasks_app.plan.enums import Answer, Happening, State
from tasks_app.plan.models import Assignment, Contribution, ContributionEntry
from tasks_app.plan.rules import Given


class ContributionConflict(Exception):
    """A colleague gave something else since the form was opened; both must be shown."""

    def __init__(self, theirs: ContributionEntry):
        self.theirs = theirs
        super().__init__(
            _("%(name)s gave a contribution in the meantime. Both are below; nothing is lost.") % {"name": theirs.by}
        )


class AlreadyGiven(Exception):
    """The same came twice; the first time counts."""

    def __init__(self, entry: ContributionEntry):
        self.entry = entry
        super().__init__(
            _("This contribution was already given at %(time)s. It was not given twice.")
            % {"time": date_format(entry.at.astimezone(LOCAL), "DATETIME_FORMAT")}
        )


class DatesConflict(Exception):
    """Somebody set another date since the form was opened; the text names it."""

    def __init__(self, contribution: Contribution):
        self.contribution = contribution
        day = f"{contribution.due_on:%d/%m/%Y}" if contribution.due_on else "–"
        super().__init__(
            _("The date of %(organisation)s was changed in the meantime to %(day)s. Look at it, then set the dates.")
            % {"organisation": contribution.organisation, "day": day}
        )


class ContributionNotPossible(Exception):
    """The assignment takes no contribution now."""

    def __init__(self, state: State):
        super().__init__(
            _("This assignment is “%(state)s”, so no contribution is taken. What you typed is still below.")
            % {"state": State(state).label}
        )


@transaction.atomic
def give_contribution(
    contribution: Contribution, given: Given, *, seen: int, by: Actor, at: datetime
) -> ContributionEntry:
    """Give what a coordinating organisation has, or say why it has nothing; the newest word counts, all are kept.

    ``seen``: the newest revision when the form was opened, 0 for none; where nothing was given, nothing can have come
    between. Recorded as ``contribution.given`` or ``contribution.nothing``; nobody is mailed, the lead sees it on his
    pages. The same again raises AlreadyGiven and changes nothing; ContributionConflict where somebody gave something
    else meanwhile, ContributionNotPossible where the assignment is submitted, completed or stopped.
    """
    assignment = _lock(contribution.assignment)
    newest = contribution.entries.select_related("by").first()
    if newest is not None and _says(newest) == given:
        raise AlreadyGiven(newest)
    if not rules.takes_contributions(assignment.state):
        raise ContributionNotPossible(assignment.state)
    if newest is not None and newest.revision != seen:
        raise ContributionConflict(newest)
    revision = newest.revision if newest else 0
    entry = ContributionEntry.objects.create(
        contribution=contribution,
        revision=revision + 1,
        answer=given.answer,
        text=given.text,
        at=at,
        **(given.basis.fields if given.basis else {}),
        **by.fields,
    )
    record(
        f"contribution.{given.answer}",
        assignment,
        by=by,
        at=at,
        organisation=_names(contribution.organisation),
        revision=entry.revision,
        document=str(given.basis) if given.basis else "",
    )
    return entry


@transaction.atomic
def date_contributions(
    assignment: Assignment,
    dates: Mapping[int, date | None],
    *,
    seen: Mapping[int, date | None] | None = None,
    by: Actor,
    at: datetime,
) -> list[Contribution]:
    """Say until when the lead needs the contributions; ``dates`` by the contributions' primary keys.

    ``seen``: the dates by which that was decided; where somebody has set another one since, raises DatesConflict.

    Returns those whose date changed. One line of the record, ``contribution.dated``, says which; the focal officers of
    organisations that have a new date are told. The same dates again change, record and tell nothing. Raises ValueError
    for a date after the assignment's deadline to come, ContributionNotPossible where the assignment takes none.
    """
    assignment = _lock(assignment)
    if not rules.takes_contributions(assignment.state):
        raise ContributionNotPossible(assignment.state)
    changed = []
    for contribution in assignment.contributions.select_related("organisation"):
        due_on = dates.get(contribution.pk, contribution.due_on)
        if due_on == contribution.due_on:
            continue
        if seen is not None and seen.get(contribution.pk) != contribution.due_on:
            raise DatesConflict(contribution)
        if due_on and not rules.fits_the_deadline(due_on, assignment.deadline_on, today=local_day(at)):
            raise ValueError("a contribution is needed by the deadline of the assignment")
        contribution.due_on = due_on
        contribution.save(update_fields=["due_on"])
        changed.append(contribution)
    if changed:
        dated = [[_names(one.organisation), one.due_on.isoformat() if one.due_on else None] for one in changed]
        record("contribution.dated", assignment, by=by, at=at, dates=dated)
        _tell(assignment, changed, by=by, at=at)
    return changed


def _lock(assignment: Assignment) -> Assignment:
    return queries.with_names(Assignment.objects.select_for_update(of=["self"])).get(pk=assignment.pk)


def _says(entry: ContributionEntry) -> Given:
    basis = rules.Basis(entry.document, entry.document_on) if entry.document else None
    return Given(Answer(entry.answer), entry.text, basis)


def _tell(assignment: Assignment, changed: list[Contribution], *, by: Actor, at: datetime) -> None:
    dated = [one for one in changed if one.due_on]
    officers = focal_officers({one.organisation_id for one in dated}, on=local_day(at))
    for contribution in dated:
        people = queries.reachable(officers.get(contribution.organisation_id, []))
        quote = f"{contribution.due_on:%d/%m/%Y}"
        tell(assignment, Happening.CONTRIBUTION_DATED, to=people, by=by, at=at, quote=quote)


def _names(organisation: Organisation) -> dict[str, str]:
    """As the record keeps it: the reader's language is not known yet."""
    return {"vi": organisation.name_vi, "en": organisation.name_en}
