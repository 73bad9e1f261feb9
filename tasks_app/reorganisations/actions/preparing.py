"""A reorganisation is put together and planned; until its day nothing of the work changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.common.text import tidy
from tasks_app.journal.actions import record
from tasks_app.organisations.actions import found_organisation
from tasks_app.organisations.models import Organisation
from tasks_app.plan.models import Assignment
from tasks_app.reorganisations import queries, rules
from tasks_app.reorganisations.enums import ReorganisationState
from tasks_app.reorganisations.models import Allotment, Alteration, Reorganisation, Succession
from tasks_app.reorganisations.rules import Details


class ReorganisationRefused(Exception):
    """Why a reorganisation is not changed, carried out or taken back; a sentence for the person.

    ``gaps``: what stands in its way, where that is it.
    """

    def __init__(self, words: str, gaps: Collection[queries.FoundGap] = ()):
        super().__init__(words)
        self.gaps = tuple(gaps)


class ReorganisationConflict(ReorganisationRefused):
    """Somebody else has changed it since it was opened."""

    def __init__(self):
        super().__init__(
            _("Somebody has changed this reorganisation since you opened it. Look at what it says now and try again.")
        )


@transaction.atomic
def begin_reorganisation(details: Details, *, by: Actor, at: datetime) -> Reorganisation:
    """Enter a reorganisation that is being prepared; nothing follows from it yet. Recorded on it."""
    its = Reorganisation.objects.create(at=at, **_tidied(details), **by.fields)
    record("reorganisation.begun", its, by=by, at=at, day=details.day.isoformat(), basis=its.basis)
    return its


@transaction.atomic
def edit_reorganisation(
    reorganisation: Reorganisation, details: Details, *, seen: int, by: Actor, at: datetime
) -> Reorganisation:
    """Change what one that is being prepared says of itself. ``seen``: the version that was opened.

    Recorded with old and new. Raises ReorganisationConflict, and ReorganisationRefused for one that is planned or
    carried out.
    """
    its = _editable(reorganisation, seen=seen)
    before = {name: str(getattr(its, name)) for name in asdict(details)}
    for name, value in _tidied(details).items():
        setattr(its, name, value)
    _founded(its).update(valid_from=details.day)
    changed = {name: [old, str(getattr(its, name))] for name, old in before.items() if old != str(getattr(its, name))}
    _touch(its)
    if changed:
        record("reorganisation.edited", its, by=by, at=at, changed=changed)
    return its


@transaction.atomic
def add_successions(
    reorganisation: Reorganisation,
    predecessors: Collection[Organisation],
    successor: Organisation | None,
    *,
    founding: Mapping | None = None,
    takes_rest: bool = True,
    seen: int,
    by: Actor,
    at: datetime,
) -> list[Succession]:
    """These are followed by that one (None: by nobody). Where a predecessor has one that takes the rest, that stays.

    ``founding``: the successor is a new organisation that begins on the day (key, kind, locality_type, parent, names);
    until the reorganisation is planned no day has it. Recorded on the reorganisation, and a new organisation on itself.
    Raises ReorganisationConflict and ReorganisationRefused; a line that is there already is refused too.
    """
    its = _editable(reorganisation, seen=seen)
    if founding is not None:
        new = dict(founding) | {"valid_from": its.day, "is_only_prepared": True}
        successor = found_organisation(new, basis=its.basis, by=by, at=at)
    taken = set(its.successions.filter(takes_rest=True).values_list("predecessor", flat=True))
    founds = founding is not None or its.successions.filter(successor=successor, founds=True).exists()
    lines = []
    for one in predecessors:
        line = Succession(
            reorganisation=its,
            predecessor=one,
            successor=successor,
            takes_rest=takes_rest and one.pk not in taken,
            founds=founds,
        )
        try:
            with transaction.atomic():
                line.save()
        except IntegrityError:
            raise ReorganisationRefused(
                _("“%(one)s” and this successor are in the list already.") % {"one": one}
                if successor != one
                else _("“%(one)s” cannot follow itself. Choose another successor.") % {"one": one}
            ) from None
        lines.append(line)
    _touch(its)
    record(
        "reorganisation.lines_added",
        its,
        by=by,
        at=at,
        predecessors=[one.pk for one in predecessors],
        successor=successor.pk if successor else None,
    )
    return lines


@transaction.atomic
def add_alteration(
    reorganisation: Reorganisation, organisation: Organisation, *, seen: int, by: Actor, at: datetime, **changed
) -> Alteration:
    """From the day on the organisation is called so, of that type, or below that one (fields of Alteration).

    Raises ReorganisationConflict; ReorganisationRefused where the organisation is altered by it already.
    """
    its = _editable(reorganisation, seen=seen)
    alteration = Alteration(reorganisation=its, organisation=organisation, **changed)
    if not alteration.held:
        raise ReorganisationRefused(_("Say what changes: a name, the type, or below whom it stands."))
    try:
        with transaction.atomic():
            alteration.save()
    except IntegrityError:
        raise ReorganisationRefused(
            _("“%(one)s” is in the list of changes already. Remove that line first.") % {"one": organisation}
        ) from None
    _touch(its)
    record("reorganisation.alteration_added", its, by=by, at=at, organisation=organisation.pk, name=alteration.name_vi)
    return alteration


@transaction.atomic
def remove_line(line: Succession | Alteration, *, seen: int, by: Actor, at: datetime) -> None:
    """Take a line out of one that is being prepared; choices of assignments for that successor go with it.

    A successor that was entered for it and that nothing else names goes too. Recorded on the reorganisation.
    """
    its = _editable(line.reorganisation, seen=seen)
    line.delete()
    if isinstance(line, Succession):
        allotted = Allotment.objects.filter(reorganisation=its, assignment__organisation=line.predecessor_id)
        allotted.filter(organisation=line.successor_id).delete()
        if line.founds and not its.successions.filter(successor=line.successor_id).exists():
            _remove_founded(line.successor)
    _touch(its)
    record("reorganisation.line_removed", its, by=by, at=at, line=str(line))


@transaction.atomic
def allot(
    reorganisation: Reorganisation,
    choices: Mapping[Assignment, Organisation | None],
    *,
    seen: int,
    by: Actor,
    at: datetime,
) -> int:
    """Choose one by one to whom assignments pass; None: by the rule. Returns how many choices changed.

    Possible until it is carried out, planned or not. Raises ReorganisationConflict and ReorganisationRefused.
    """
    its = _locked(reorganisation, seen=seen)
    if its.state not in rules.OPEN_STATES:
        raise ReorganisationRefused(_already(its))
    before = dict(Allotment.objects.filter(reorganisation=its).values_list("assignment", "organisation"))
    changed = {
        assignment: to for assignment, to in choices.items() if before.get(assignment.pk) != (to.pk if to else None)
    }
    Allotment.objects.filter(reorganisation=its, assignment__in=[one.pk for one in changed]).delete()
    Allotment.objects.bulk_create(
        Allotment(reorganisation=its, assignment=assignment, organisation=to)
        for assignment, to in changed.items()
        if to
    )
    if changed:
        _touch(its)
        said = [[assignment.pk, to.pk if to else None] for assignment, to in changed.items()]
        record("reorganisation.allotted", its, by=by, at=at, allotted=said)
    return len(changed)


@transaction.atomic
def plan_reorganisation(reorganisation: Reorganisation, *, seen: int, by: Actor, at: datetime) -> Reorganisation:
    """What was prepared takes effect on its day, at midnight, by itself; pages say from now on what will come.

    Predecessors that end get their last day and their successor. Recorded. Raises ReorganisationRefused with its gaps
    where it could not take effect, and ReorganisationConflict.
    """
    its = _editable(reorganisation, seen=seen)
    found = queries.gaps(its, today=local_day(at))
    if found:
        raise ReorganisationRefused(_("This reorganisation cannot take effect yet. Look at what is missing."), found)
    its.state = ReorganisationState.PLANNED
    _touch(its)
    _founded(its).update(is_only_prepared=False)
    if its.ends_predecessors:
        last_day = rules.counts_from(its.day, today=local_day(at)) - timedelta(days=1)
        lines = [one.line for one in its.successions.all()]
        taker_of = rules.takers(lines)
        for pk in {line.predecessor for line in lines}:
            Organisation.objects.filter(pk=pk).update(
                valid_to=last_day, successor=taker_of.get(pk), basis=its.basis[:100]
            )
    record("reorganisation.planned", its, by=by, at=at, day=its.day.isoformat(), basis=its.basis)
    return its


@transaction.atomic
def prepare_again(reorganisation: Reorganisation, *, seen: int, by: Actor, at: datetime) -> Reorganisation:
    """Back from planned to being prepared: predecessors go on as if nothing was planned. Recorded."""
    its = _locked(reorganisation, seen=seen)
    if its.state != ReorganisationState.PLANNED:
        raise ReorganisationRefused(_already(its))
    its.state = ReorganisationState.DRAFT
    _touch(its)
    _founded(its).update(is_only_prepared=True)
    undo_ends(its)
    record("reorganisation.prepared_again", its, by=by, at=at)
    return its


@transaction.atomic
def cancel_reorganisation(
    reorganisation: Reorganisation, *, reason: str, seen: int, by: Actor, at: datetime
) -> Reorganisation:
    """It is not carried out: it stays in the list with the reason. Recorded.

    Successors that were entered for it, and that nothing else names, will never be: they go with their lines, of which
    the record says what they were. Raises ReorganisationRefused for what was carried out, and ReorganisationConflict.
    """
    its = _locked(reorganisation, seen=seen)
    if its.state not in rules.OPEN_STATES:
        raise ReorganisationRefused(_already(its))
    if its.state == ReorganisationState.PLANNED:
        undo_ends(its)
    its.state = ReorganisationState.CANCELLED
    _touch(its)
    gone = _remove_all_founded(its)
    _founded(its).update(is_only_prepared=True)
    record("reorganisation.cancelled", its, by=by, at=at, reason=tidy(reason), lines=gone)
    return its


def undo_ends(its: Reorganisation) -> None:
    """Those that were to end by it go on."""
    if its.ends_predecessors:
        predecessors = Organisation.objects.filter(pk__in=its.successions.values("predecessor"))
        predecessors.update(valid_to=None, successor=None, basis="")


def _founded(its: Reorganisation) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=its.successions.filter(founds=True).values("successor"))


def _remove_founded(organisation: Organisation) -> None:
    try:
        organisation.delete()
    except ProtectedError:
        # Something names it already: it stays, and can be chosen again.
        return


def _remove_all_founded(its: Reorganisation) -> list[str]:
    """The lines that went, as words. Organisations that came with the product stay: they are data of their own."""
    lines = its.successions.filter(founds=True).select_related("predecessor", "successor")
    gone = []
    for successor in {} if its.key else {line.successor: None for line in lines}:
        its_lines = lines.filter(successor=successor)
        words = [f"{line.predecessor.name_vi} → {successor.name_vi}" for line in its_lines]
        try:
            with transaction.atomic():
                its_lines.delete()
                its.allotments.filter(organisation=successor).delete()
                successor.delete()
        except ProtectedError:
            continue  # something else names it already
        gone += words
    return gone


def _tidied(details: Details) -> dict:
    return {name: tidy(value) if isinstance(value, str) else value for name, value in asdict(details).items()}


def _locked(reorganisation: Reorganisation, *, seen: int) -> Reorganisation:
    its = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
    if its.version != seen:
        raise ReorganisationConflict
    return its


def _editable(reorganisation: Reorganisation, *, seen: int) -> Reorganisation:
    its = _locked(reorganisation, seen=seen)
    if not its.is_editable:
        raise ReorganisationRefused(_already(its))
    return its


def _already(its: Reorganisation) -> str:
    return _("This reorganisation is “%(state)s” now and is not changed in this way.") % {
        "state": its.get_state_display()
    }


def _touch(its: Reorganisation) -> None:
    its.version += 1
    its.save()
