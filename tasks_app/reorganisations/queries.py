"""What a reorganisation would do, and what it has done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tasks_app.indicators.models import IndicatorReading, IndicatorTarget
from tasks_app.organisations.models import GroupMembership, Organisation
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Oversight, Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Contribution, ContributionEntry, StateChange
from tasks_app.plan.queries import with_names
from tasks_app.reminders.queries import owed_reports
from tasks_app.reorganisations import rules
from tasks_app.reorganisations.enums import Gap, Passed, ReorganisationState
from tasks_app.reorganisations.models import Allotment, Passing, Reorganisation, Succession
from tasks_app.reporting.models import ProgressReport

CLOSED_STATES = (State.COMPLETED, State.CANCELLED, State.CARRIED_OVER)


def reorganisations() -> QuerySet[Reorganisation]:
    """All of them, the latest first, with how many organisations each ends or alters."""
    return Reorganisation.objects.select_related("by", "for_person").annotate(
        number_ending=Count("successions__predecessor", distinct=True),
        number_altered=Count("alterations", distinct=True),
    )


def blocked_reorganisations(*, on: date) -> QuerySet[Reorganisation]:
    """Planned ones whose day has come and that have not taken effect: something stands in their way."""
    return Reorganisation.objects.filter(state=ReorganisationState.PLANNED, day__lte=on).order_by("day", "pk")


def successions_of(reorganisation: Reorganisation) -> list[Succession]:
    return list(reorganisation.successions.select_related("predecessor__parent", "successor__parent"))


def open_work(organisations: Collection[int]) -> QuerySet[Assignment]:
    """What some organisations (primary keys) lead and have not done with: drafts and what rests too."""
    return Assignment.objects.filter(organisation__in=organisations).exclude(state__in=CLOSED_STATES)


def destinations(reorganisation: Reorganisation, lines: Iterable[Succession]) -> dict[int, int | None]:
    """Where the open work goes by the rule and by choice: assignment -> organisation; two queries."""
    its_lines = [one.line for one in lines]
    held = dict(open_work({line.predecessor for line in its_lines}).order_by("pk").values_list("pk", "organisation"))
    allotted = dict(Allotment.objects.filter(reorganisation=reorganisation).values_list("assignment", "organisation"))
    found = rules.destinations(held, its_lines, allotted)
    if reorganisation.ends_predecessors:
        return found
    return {assignment: to for assignment, to in found.items() if to is not None}


def waiting_contributions(organisations: Collection[int]) -> QuerySet[Contribution]:
    """What some organisations are asked to give to open work, and have not given."""
    given = ContributionEntry.objects.filter(contribution=OuterRef("pk"))
    open_ones = Contribution.objects.filter(organisation__in=organisations).exclude(assignment__state__in=CLOSED_STATES)
    return open_ones.filter(~Exists(given))


@dataclass(frozen=True)
class Affected:
    """What hangs on an organisation that others follow. ``key``: of the first line about it; ``passes``: how much of
    its open work goes to whom."""

    key: int
    organisation: Organisation
    successors: tuple[Organisation, ...]
    taker: Organisation | None
    open_work: int
    closed_work: int
    passes: tuple[tuple[Organisation | None, int], ...]
    owed: int
    contributions: int
    officers: int
    people: int
    overseer: Person | None
    groups: int
    indicators: int

    @property
    def is_touched(self) -> bool:
        """Whether anything hangs on it that passes on, or has to be looked at."""
        return bool(
            self.open_work or self.contributions or self.officers or self.people or self.overseer or self.groups
        )

    @property
    def stays(self) -> int:
        """How much of its open work stays where it is."""
        return self.open_work - sum(number for _to, number in self.passes)


@dataclass(frozen=True)
class Preview:
    """What a reorganisation would do. ``total``: assignments of the organisations involved, before and after alike."""

    lines: tuple[Affected, ...]
    before: tuple[tuple[Organisation, int], ...]
    after: tuple[tuple[Organisation, int], ...]

    @property
    def touched(self) -> list[Affected]:
        return [line for line in self.lines if line.is_touched]

    @property
    def untouched(self) -> int:
        """How many organisations nothing hangs on."""
        return len(self.lines) - len(self.touched)

    @property
    def total(self) -> int:
        return sum(number for _one, number in self.before)

    @property
    def passing(self) -> int:
        return sum(number for line in self.lines for to, number in line.passes if to is not None)

    @property
    def without_successor(self) -> int:
        return sum(number for line in self.lines for to, number in line.passes if to is None)


def preview(reorganisation: Reorganisation, *, on: date) -> Preview:
    """What it would do if it took effect now; a constant number of queries, however many organisations."""
    lines = successions_of(reorganisation)
    involved = {one.predecessor_id: one.predecessor for one in lines}
    involved |= {one.successor_id: one.successor for one in lines if one.successor_id}
    passes = _passes(reorganisation, lines, involved)
    involved |= {to.pk: to for its in passes.values() for to in its if to is not None}
    predecessors = {one.predecessor_id for one in lines}
    counted = _counts(predecessors, on=on)
    affected = tuple(
        _affected(involved[pk], [one for one in lines if one.predecessor_id == pk], passes.get(pk, {}), counted)
        for pk in dict.fromkeys(one.predecessor_id for one in lines)
    )
    before = _led_by(involved)
    after = Counter(before)
    for predecessor, its in passes.items():
        for to, number in its.items():
            if to is not None:
                after[predecessor] -= number
                after[to.pk] += number
    in_order = sorted(involved.values(), key=lambda one: (one.order, one.pk))
    return Preview(
        affected,
        tuple((one, before[one.pk]) for one in in_order if before[one.pk]),
        tuple((one, after[one.pk]) for one in in_order if after[one.pk]),
    )


def _passes(reorganisation, lines, involved) -> dict[int, dict[Organisation | None, int]]:
    """Predecessor -> successor -> how many open assignments."""
    to_of = destinations(reorganisation, lines)
    holder_of = dict(Assignment.objects.filter(pk__in=to_of).values_list("pk", "organisation"))
    others = Organisation.objects.in_bulk({to for to in to_of.values() if to is not None and to not in involved})
    named = involved | others
    numbers = Counter((holder_of[assignment], to) for assignment, to in to_of.items())
    passes: dict[int, dict[Organisation | None, int]] = {}
    for (holder, to), number in numbers.items():
        passes.setdefault(holder, {})[named[to] if to is not None else None] = number
    return passes


def _led_by(organisations: Collection[int]) -> Counter[int]:
    rows = Assignment.objects.filter(organisation__in=organisations).order_by().values_list("organisation")
    return Counter(dict(rows.annotate(Count("pk"))))


def _counts(organisations: Collection[int], *, on: date) -> dict[str, dict]:
    """By what hangs on them: organisation -> how many, or who."""

    def number_by(rows: QuerySet, column: str = "organisation") -> dict[int, int]:
        return dict(rows.order_by().values_list(column).annotate(Count("pk")))

    officers = Appointment.objects.in_force(on).filter(role=Role.FOCAL_OFFICER, organisation__in=organisations)
    overseen = Oversight.objects.in_force(on).filter(organisation__in=organisations).select_related("member")
    groups = GroupMembership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    return {
        "open": number_by(open_work(organisations)),
        "all": _led_by(organisations),
        "owed": number_by(
            owed_reports(day=on).filter(assignment__organisation__in=organisations), "assignment__organisation"
        ),
        "contributions": number_by(waiting_contributions(organisations)),
        "officers": number_by(officers),
        "people": number_by(Person.objects.filter(organisation__in=organisations, is_active=True)),
        "overseers": {one.organisation_id: one.member for one in overseen},
        "groups": number_by(groups.filter(organisation__in=organisations)),
        "targets": number_by(IndicatorTarget.objects.filter(organisation__in=organisations, superseded_by=None)),
        "readings": number_by(IndicatorReading.objects.filter(organisation__in=organisations, superseded_by=None)),
    }


def _affected(organisation: Organisation, lines: list[Succession], passes: dict, counted: dict) -> Affected:
    pk = organisation.pk

    def number(of: str) -> int:
        return counted[of].get(pk, 0)

    return Affected(
        key=lines[0].pk,
        organisation=organisation,
        successors=tuple(one.successor for one in lines if one.successor_id),
        taker=next((one.successor for one in lines if one.takes_rest), None),
        open_work=number("open"),
        closed_work=number("all") - number("open"),
        passes=tuple(sorted(passes.items(), key=lambda pair: -pair[1])),
        owed=number("owed"),
        contributions=number("contributions"),
        officers=number("officers"),
        people=number("people"),
        overseer=counted["overseers"].get(pk),
        groups=number("groups"),
        indicators=number("targets") + number("readings"),
    )


@dataclass(frozen=True)
class FoundGap:
    """Why a reorganisation cannot take effect; ``organisation``: of which, where it is about one, and ``line``: the key
    of a line about it; ``number``: of how many assignments."""

    gap: Gap
    organisation: Organisation | None = None
    number: int = 0
    line: int | None = None


def gaps(reorganisation: Reorganisation, *, today: date) -> list[FoundGap]:
    """What stands in its way today; nothing where it can take effect. A constant number of queries."""
    lines = successions_of(reorganisation)
    found = []
    if not lines and not reorganisation.alterations.exists():
        found.append(FoundGap(Gap.EMPTY))
    if not reorganisation.basis.strip():
        found.append(FoundGap(Gap.NO_BASIS))
    found += _gaps_of_being(reorganisation, lines)
    if reorganisation.ends_predecessors:
        found += _gaps_of_ending(reorganisation, lines)
    return found


def _gaps_of_being(reorganisation: Reorganisation, lines: list[Succession]) -> list[FoundGap]:
    first, eve = reorganisation.day, reorganisation.day - timedelta(days=1)
    found = []
    for one in {line.predecessor_id: line.predecessor for line in lines}.values():
        if (one.valid_to and one.valid_to < eve) or (one.valid_from and one.valid_from >= first):
            found.append(FoundGap(Gap.NOT_IN_BEING, one))
    for one in {line.successor_id: line.successor for line in lines if line.successor_id}.values():
        if (one.valid_to and one.valid_to < first) or (one.valid_from and one.valid_from > first):
            found.append(FoundGap(Gap.SUCCESSOR_NOT_IN_BEING, one))
    altered = reorganisation.alterations.select_related("organisation")
    found += [
        FoundGap(Gap.NOT_IN_BEING, one.organisation)
        for one in altered
        if one.organisation.valid_to and one.organisation.valid_to < first
    ]
    return found


def _gaps_of_ending(reorganisation: Reorganisation, lines: list[Succession]) -> list[FoundGap]:
    predecessors = {line.predecessor_id: line.predecessor for line in lines}
    found = [FoundGap(Gap.SUCCESSOR_ENDS_TOO, line.successor) for line in lines if line.successor_id in predecessors]
    elsewhere = Succession.objects.filter(
        predecessor__in=predecessors,
        reorganisation__state=ReorganisationState.PLANNED,
        reorganisation__kind__in=rules.ENDS,
    ).exclude(reorganisation=reorganisation)
    found += [
        FoundGap(Gap.ENDS_ELSEWHERE, predecessors[pk])
        for pk in sorted(set(elsewhere.values_list("predecessor", flat=True)))
    ]
    nobody = [assignment for assignment, to in destinations(reorganisation, lines).items() if to is None]
    if nobody:
        holders = Counter(Assignment.objects.filter(pk__in=nobody).values_list("organisation", flat=True))
        line_of = {line.predecessor_id: line.pk for line in lines}
        found += [
            FoundGap(Gap.WORK_WITHOUT_SUCCESSOR, predecessors[pk], number, line_of[pk])
            for pk, number in sorted(holders.items())
        ]
    return found


def allotted_work(reorganisation: Reorganisation, predecessor: Organisation) -> list[tuple[Assignment, int | None]]:
    """The open work of one of its organisations in the plan's order, each with the one it was allotted to, or None."""
    chosen = dict(Allotment.objects.filter(reorganisation=reorganisation).values_list("assignment", "organisation"))
    work = with_names(open_work([predecessor.pk])).order_by("task__key_task__number", "task__order", "pk")
    return [(one, chosen.get(one.pk)) for one in work]


def passings_of(reorganisation: Reorganisation) -> dict[Passed, int]:
    """How much of what has passed on, in the order of ``Passed``; one query."""
    rows = Passing.objects.filter(reorganisation=reorganisation).order_by().values_list("what").annotate(Count("pk"))
    numbers = dict(rows)
    return {what: numbers[what] for what in Passed if what in numbers}


def passed_work(reorganisation: Reorganisation) -> list[tuple[Organisation, Organisation, int]]:
    """From whom to whom how many assignments have passed, in the official order; two queries."""
    rows = (
        Passing.objects.filter(reorganisation=reorganisation, what=Passed.ASSIGNMENT)
        .order_by()
        .values_list("before", "after")
        .annotate(number=Count("pk"))
    )
    numbers = {(before, after): number for before, after, number in rows}
    named = Organisation.objects.in_bulk({pk for pair in numbers for pk in pair})
    found = [(named[before], named[after], number) for (before, after), number in numbers.items()]
    return sorted(found, key=lambda row: (row[0].order, row[1].order, row[0].pk, row[1].pk))


def hindrances(reorganisation: Reorganisation) -> dict[str, int]:
    """What has happened since to what passed on, by the kind of it; nothing where it can be taken back."""
    since = reorganisation.applied_at
    its = Passing.objects.filter(reorganisation=reorganisation)
    work = its.filter(what=Passed.ASSIGNMENT).values("thing")
    organisations = set(its.values_list("before", flat=True)) | set(its.values_list("after", flat=True))
    passed_to = dict(its.filter(what=Passed.ASSIGNMENT).values_list("thing", "after"))
    held_by = dict(Assignment.objects.filter(pk__in=work).values_list("pk", "organisation"))
    found = {
        "reports": ProgressReport.objects.filter(assignment__in=work, submitted_at__gt=since).count(),
        "steps": StateChange.objects.filter(assignment__in=work, at__gt=since).count(),
        "moved": sum(held_by[thing] != after for thing, after in passed_to.items()),
        "given": _work_of_founded(reorganisation).exclude(pk__in=work).exclude(state__in=CLOSED_STATES).count(),
        "later": Reorganisation.objects.filter(
            Q(successions__predecessor__in=organisations) | Q(successions__successor__in=organisations),
            state=ReorganisationState.APPLIED,
            applied_at__gt=since,
        )
        .distinct()
        .count(),
    }
    return {what: number for what, number in found.items() if number}


def _work_of_founded(reorganisation: Reorganisation) -> QuerySet[Assignment]:
    """What is led by successors that began by it, and would end if it were taken back."""
    return Assignment.objects.filter(
        organisation__in=reorganisation.successions.filter(founds=True).values("successor")
    )


def responsible_for(assignments: Collection[int]) -> QuerySet:
    """(assignment, responsible member) of each of these."""
    return Assignment.objects.filter(pk__in=assignments).values_list("pk", "responsible")
