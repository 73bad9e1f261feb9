"""A reorganisation takes effect: open work, people and oversight pass to the successors, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.journal.actions import record
from tasks_app.organisations.actions import alter_organisation
from tasks_app.organisations.models import GroupMembership, Identity, Organisation
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Oversight, Person
from tasks_app.plan.actions import hand_to_members, pass_to_organisations
from tasks_app.plan.models import Contribution, KeyUnit
from tasks_app.reorganisations import queries, rules
from tasks_app.reorganisations.actions.preparing import ReorganisationRefused
from tasks_app.reorganisations.actions.telling import tell_who_takes_over
from tasks_app.reorganisations.enums import Passed, ReorganisationState
from tasks_app.reorganisations.models import Passing, Reorganisation, Succession


class NotYetDue(ReorganisationRefused):
    pass


@transaction.atomic
def apply_reorganisation(reorganisation: Reorganisation, *, by: Actor | None, at: datetime) -> Reorganisation:
    """Let a planned reorganisation take effect, on its day or later.

    Open assignments go to the successors, by the rule or as chosen, with their deadlines, states and members; what is
    closed stays. Contributions that were not given yet, focal officers, people, oversight and memberships of groups go
    along. All of it holds from the day of ``at``, so boards of days before stay as they were, and totals of before and
    after agree. Every thing that passed is kept as a Passing, and recorded on the reorganisation and each assignment;
    focal officers and overseers of the successors get one mail. Raises ReorganisationRefused where something is in its
    way, where its day has not come, or where it has taken effect already, so a repetition changes nothing.
    """
    its = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
    today = local_day(at)
    if its.state != ReorganisationState.PLANNED:
        raise ReorganisationRefused(
            _("This reorganisation is “%(state)s”: it does not take effect now.") % {"state": its.get_state_display()}
        )
    if its.day > today:
        raise NotYetDue(_("Its day has not come yet. It takes effect by itself on that day."))
    found = queries.gaps(its, today=today)
    if found:
        raise ReorganisationRefused(_("This reorganisation cannot take effect yet. Look at what is missing."), found)
    passing = _Passing(its, queries.successions_of(its), by=by, at=at, day=rules.counts_from(its.day, today=today))
    passing.run()
    its.state, its.applied_at, its.applied_on = ReorganisationState.APPLIED, at, passing.day
    its.version += 1
    its.save()
    Passing.objects.bulk_create(passing.kept, batch_size=1_000)
    numbers = {str(what): number for what, number in queries.passings_of(its).items()}
    record("reorganisation.applied", its, by=by, at=at, passed=numbers)
    tell_who_takes_over(its, at=at)
    return its


def apply_due(*, at: datetime) -> dict[str, int]:
    """Let every planned reorganisation take effect whose day has come, the earliest first, each in a transaction of its
    own; returns how many did, and how many could not.

    What is in the way of one is said on its page; the next run tries again. A repetition finds nothing to do.
    """
    due = Reorganisation.objects.filter(state=ReorganisationState.PLANNED, day__lte=local_day(at))
    applied = refused = 0
    for its in due.order_by("day", "pk"):
        try:
            apply_reorganisation(its, by=None, at=at)
        except ReorganisationRefused:
            refused += 1
        else:
            applied += 1
    return {"applied": applied, "refused": refused}


@dataclass
class _Passing:
    """What passes on, step by step; ``kept`` tells of each thing how to take it back."""

    its: Reorganisation
    successions: list[Succession]
    by: Actor | None
    at: datetime
    day: date
    kept: list[Passing] = field(default_factory=list)

    def run(self) -> None:
        self.lines = [one.line for one in self.successions]
        self.taker_of = rules.takers(self.lines)
        self._alter()
        if self.its.ends_predecessors:
            self._pass_officers()
            self._pass_people()
            self._pass_oversight()
            self._pass_groups()
            self._pass_key_units()
            self._pass_contributions()
        self._pass_work()

    def _keep(self, what: Passed, thing: int, **fields) -> None:
        self.kept.append(Passing(reorganisation=self.its, what=what, thing=thing, **fields))

    @property
    def eve(self) -> date:
        return self.day - timedelta(days=1)

    def _alter(self) -> None:
        for one in self.its.alterations.select_related("organisation"):
            before = Identity.objects.filter(organisation=one.organisation, valid_to__isnull=True).first()
            now = alter_organisation(one.organisation, since=self.day, basis=self.its.basis[:100], **one.held)
            if now:
                self._keep(
                    Passed.IDENTITY,
                    now.pk,
                    begun=before.pk if before else None,
                    before=one.organisation,
                    after=one.organisation,
                )

    def _pass_officers(self) -> None:
        """To the one that takes the rest; who is its focal officer already stays that once."""
        officers = Appointment.objects.in_force(self.day).filter(
            role=Role.FOCAL_OFFICER, organisation__in=self.taker_of, valid_from__lte=self.eve
        )
        there = set(
            Appointment.objects.filter(
                role=Role.FOCAL_OFFICER, organisation__in=set(self.taker_of.values()), valid_to__isnull=True
            ).values_list("person", "organisation")
        )
        for one in officers.order_by("pk"):
            to, until = self.taker_of[one.organisation_id], one.valid_to
            Appointment.objects.filter(pk=one.pk).update(valid_to=self.eve)
            begun = None
            if (one.person_id, to) not in there:
                there.add((one.person_id, to))
                begun = Appointment.objects.create(
                    person_id=one.person_id,
                    role=one.role,
                    organisation_id=to,
                    valid_from=self.day,
                    valid_to=until,
                ).pk
            self._keep(
                Passed.OFFICER,
                one.pk,
                begun=begun,
                before_id=one.organisation_id,
                after_id=to,
                person_id=one.person_id,
            )

    def _pass_people(self) -> None:
        """Those whose office it is; who has left stays where he was."""
        for one in Person.objects.filter(organisation__in=self.taker_of, is_active=True).order_by("pk"):
            to = self.taker_of[one.organisation_id]
            Person.objects.filter(pk=one.pk).update(organisation=to)
            self._keep(Passed.PERSON, one.pk, before_id=one.organisation_id, after_id=to, person_id=one.pk)

    def _pass_oversight(self) -> None:
        """Every successor without an overseer gets the predecessor's; an overseer that there is stays."""
        ended = list(Oversight.objects.in_force(self.day).filter(organisation__in=self._predecessors()))
        of = {one.organisation_id: one for one in ended}
        successors = {line.successor for line in self.lines if line.successor}
        there = Oversight.objects.filter(organisation__in=successors, valid_to__isnull=True)
        heirs = rules.heirs(
            self.lines, {pk: one.pk for pk, one in of.items()}, set(there.values_list("organisation", flat=True))
        )
        Oversight.objects.filter(pk__in=[one.pk for one in ended]).update(valid_to=self.eve)
        by_pk = {one.pk: one for one in ended}
        begun_of: dict[int, list[Oversight]] = {}
        for successor, oversight in heirs.items():
            begun = Oversight.objects.create(
                member_id=by_pk[oversight].member_id,
                organisation_id=successor,
                valid_from=self.day,
                basis=self.its.basis[:100],
            )
            begun_of.setdefault(oversight, []).append(begun)
        for one in ended:
            for begun in begun_of.get(one.pk, [None]):
                self._keep(
                    Passed.OVERSIGHT,
                    one.pk,
                    begun=begun.pk if begun else None,
                    before_id=one.organisation_id,
                    after_id=begun.organisation_id if begun else None,
                    person_id=one.member_id,
                )

    def _pass_groups(self) -> None:
        """Every successor joins the groups of its predecessors."""
        self._pass_memberships(Passed.GROUP, GroupMembership, "group_id")

    def _pass_key_units(self) -> None:
        """Every successor of a key unit is one."""
        self._pass_memberships(Passed.KEY_UNIT, KeyUnit, "plan_id", basis=self.its.basis[:100])

    def _pass_memberships(self, what: Passed, model, of: str, **fields) -> None:
        """Of what an organisation belongs to; who belongs to it already stays so once."""
        ended = list(model.objects.filter(organisation__in=self._predecessors(), valid_to__isnull=True))
        successors_of: dict[int, list[int]] = {}
        for line in self.lines:
            if line.successor:
                successors_of.setdefault(line.predecessor, []).append(line.successor)
        every = {successor for its in successors_of.values() for successor in its}
        there = set(model.objects.filter(organisation__in=every, valid_to__isnull=True).values_list(of, "organisation"))
        model.objects.filter(pk__in=[one.pk for one in ended]).update(valid_to=self.eve)
        for one in ended:
            key = getattr(one, of)
            joining = [to for to in successors_of.get(one.organisation_id, []) if (key, to) not in there]
            for to in joining:
                there.add((key, to))
                begun = model.objects.create(**{of: key}, organisation_id=to, valid_from=self.day, **fields)
                self._keep(what, one.pk, begun=begun.pk, before_id=one.organisation_id, after_id=to)
            if not joining:
                self._keep(what, one.pk, before_id=one.organisation_id)

    def _pass_contributions(self) -> None:
        """What was asked for and not given is asked of the successor, unless that leads the work or is asked itself."""
        waiting = list(queries.waiting_contributions(self.taker_of).select_related("assignment").order_by("pk"))
        asked = set(
            Contribution.objects.filter(assignment__in=[one.assignment_id for one in waiting]).values_list(
                "assignment", "organisation"
            )
        )
        for one in waiting:
            to = self.taker_of[one.organisation_id]
            if (one.assignment_id, to) in asked or one.assignment.organisation_id == to:
                continue
            asked.add((one.assignment_id, to))
            Contribution.objects.filter(pk=one.pk).update(organisation=to)
            self._keep(Passed.CONTRIBUTION, one.pk, before_id=one.organisation_id, after_id=to)

    def _pass_work(self) -> None:
        destinations = queries.destinations(self.its, self.successions)
        named = Organisation.objects.in_bulk({to for to in destinations.values() if to})
        held_by = dict(queries.open_work(self._predecessors()).values_list("pk", "organisation"))
        document = self.its.document
        to = {pk: named[organisation] for pk, organisation in destinations.items() if organisation}
        for one in pass_to_organisations(to, by=self.by, at=self.at, document=document):
            self._keep(Passed.ASSIGNMENT, one.pk, before_id=held_by[one.pk], after_id=one.organisation_id)
        if self.its.members_follow:
            self._hand_over(to, document)

    def _hand_over(self, to: dict[int, Organisation], document: str) -> None:
        overseers = Oversight.objects.in_force(self.day).filter(
            organisation__in={one.pk for one in to.values()}, member__is_active=True
        )
        member_of = {one.organisation_id: one.member for one in overseers.select_related("member")}
        wanted = {pk: member_of[one.pk] for pk, one in to.items() if one.pk in member_of}
        were = dict(queries.responsible_for(wanted))
        for one in hand_to_members(wanted, by=self.by, at=self.at, document=document):
            self._keep(Passed.MEMBER, one.pk, begun=one.responsible_id, person_id=were[one.pk])

    def _predecessors(self) -> set[int]:
        return {line.predecessor for line in self.lines}
