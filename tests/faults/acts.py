"""What people do on a day of a simulated year, through the product's own actions; drawn from a seed."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

from django.db.models import F

from tasks_app.calendar.actions import enter_days
from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.queries import working_calendar
from tasks_app.calendar.rules import SpecialDay
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.people.actions import DelegationRefused, grant_delegation
from tasks_app.people.enums import DelegationKind, Role
from tasks_app.people.models import Person
from tasks_app.plan.actions import decide, give_contribution, move_deadline
from tasks_app.plan.enums import Act, Answer, State
from tasks_app.plan.models import Assignment, Contribution
from tasks_app.plan.rules import WORKED_ON, Basis, Given
from tasks_app.reporting.actions import (
    accept_report,
    approve_extension,
    ask_for_extension,
    propose_on_extension,
    return_report,
)
from tasks_app.reporting.enums import ExtensionState, Recommendation, ReportState, Situation
from tasks_app.reporting.models import Extension, ProgressReport, ReportDue
from tests.factories import ReportFactory

AT_MOST_A_DAY = 4


class Acts:
    """``done`` counts what was done of each kind, so that a test can see that all of it happened."""

    def __init__(self, secretary: Person, leader: Person, *, seed: int):
        self.chance = Random(seed)
        self.secretary, self.leader = Actor(secretary), Actor(leader)
        self.done: Counter[str] = Counter()

    def of_a_day(self, day: date) -> None:
        kinds = [
            *[self.report] * 4,
            *[self.finish] * 4,
            *[self.review] * 4,
            *[self.answer_period] * 3,
            *[self.ask] * 2,
            *[self.grant] * 2,
            *(self.move, self.stop, self.resume, self.leave, self.delegate, self.rest, self.contribute),
        ]
        for hour, act in enumerate(self.chance.choices(kinds, k=self.chance.randint(0, AT_MOST_A_DAY)), 9):
            if act(at_time(day, hour)):
                self.done[act.__name__] += 1

    def _one_of(self, rows):
        found = list(rows.order_by("pk"))
        return self.chance.choice(found) if found else None

    def _work(self, **filters) -> Assignment | None:
        return self._one_of(Assignment.objects.filter(**{"state__in": WORKED_ON} | filters))

    def report(self, at):
        return (one := self._work(reports=None)) and ReportFactory(assignment=one, at=at)

    def finish(self, at):
        return (one := self._work()) and ReportFactory(assignment=one, situation=Situation.DONE, at=at)

    def review(self, at):
        report = self._one_of(ProgressReport.objects.filter(state=ReportState.SUBMITTED))
        if report is None:
            return None
        if self.chance.random() < 0.3:
            return return_report(report, comment="Đề nghị bổ sung số liệu", by=self.secretary, at=at)
        return accept_report(report, comment="", by=self.secretary, at=at)

    def answer_period(self, at):
        due = self._one_of(ReportDue.objects.filter(reports=None, assignment__state__in=WORKED_ON))
        return due and ReportFactory(assignment=due.assignment, due=due, situation=Situation.NO_CHANGE, at=at)

    def ask(self, at):
        one = self._work(extensions=None, deadline_on__gte=at.date())
        if one is None:
            return None
        until = one.deadline_on + timedelta(days=self.chance.randint(5, 30))
        return ask_for_extension(one, deadline_on=until, reason="Chờ số liệu", by=Actor(one.responsible), at=at)

    def grant(self, at):
        in_time = F("assignment__deadline_on")
        waiting = Extension.objects.filter(assignment__state__in=WORKED_ON, deadline_before=in_time)
        request = self._one_of(waiting.filter(state=ExtensionState.PROPOSED))
        if request:
            basis = Basis("148-CV/BCĐ", at.date())
            until = request.deadline_proposed
            return approve_extension(request, deadline_on=until, basis=basis, by=self.leader, at=at)
        request = self._one_of(waiting.filter(state=ExtensionState.REQUESTED))
        return request and propose_on_extension(
            request,
            Recommendation.APPROVE,
            deadline_on=request.deadline_asked,
            comment="",
            by=self.secretary,
            at=at,
        )

    def move(self, at):
        one = self._work(deadline_on__isnull=False)
        return one and move_deadline(one, at.date() + timedelta(days=self.chance.randint(0, 40)), by=self.leader, at=at)

    def stop(self, at):
        one, basis = self._work(), Basis("99-CV/BCĐ", at.date())
        return one and decide(one, Act.SUSPEND, reason="Chờ hướng dẫn", basis=basis, by=self.secretary, at=at)

    def resume(self, at):
        one = self._work(state__in=[State.SUSPENDED])
        return one and decide(one, Act.RESUME, reason="Đã có hướng dẫn", by=self.secretary, at=at)

    def leave(self, at):
        """A focal officer may not sign in any more, as the administration pages do it; the last two stay."""
        officers = Person.objects.filter(appointments__role=Role.FOCAL_OFFICER, is_active=True)
        if officers.count() <= 2:
            return None
        person = self._one_of(officers)
        person.is_active = False
        person.save()
        return person

    def delegate(self, at):
        people = Person.objects.filter(is_active=True, appointments__role__in=[Role.MEMBER, Role.FOCAL_OFFICER])
        first = at.date() + timedelta(days=self.chance.randint(0, 5))
        try:
            return grant_delegation(
                principal=self._one_of(people),
                deputy=self._one_of(people),
                kind=self.chance.choice(list(DelegationKind)),
                valid_from=first,
                valid_to=first + timedelta(days=self.chance.randint(1, 20)),
                basis="15/GUQ-BCĐ",
                by=self.secretary,
                at=at,
            )
        except DelegationRefused:  # to himself, or a second time
            return None

    def rest(self, at):
        """A holiday is moved to one of the next working days, which is off now."""
        day = working_calendar().add(at.date(), self.chance.randint(1, 8))
        name = SpecialDay(day=day, kind=DayKind.DAY_OFF, name_vi="Nghỉ bù")
        return enter_days([name], by=self.secretary, at=at)

    def contribute(self, at):
        one = self._one_of(Contribution.objects.filter(entries=None, assignment__state__in=WORKED_ON))
        given = Given(Answer.GIVEN, "Đã cung cấp số liệu")
        return one and give_contribution(one, given, seen=0, by=self.secretary, at=at)
