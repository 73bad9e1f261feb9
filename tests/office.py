"""People at work on an assignment, step by step, in whatever order: for tests that let them do anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.plan import rules
from tasks_app.plan.actions import TransitionRefused, decide
from tasks_app.plan.enums import Act
from tasks_app.plan.models import Assignment, DeadlineChange, StateChange
from tasks_app.plan.rules import Basis
from tasks_app.reporting import actions
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.rules import FormBirth, ReportContent
from tests.factories import AssignmentFactory, PlanFactory, TaskFactory, leader, secretary

FIRST = date(2024, 9, 2)
DEADLINE = date(2024, 9, 16)
BASIS = Basis("1-CV/BCĐ", date(2024, 9, 1))
REFUSALS = (
    TransitionRefused,
    actions.ReportNotPossible,
    actions.AlreadyReviewed,
    actions.ExtensionNotPossible,
    actions.ExtensionMovedOn,
)
STEPS = ["working", "no_change", "done", "accept", "return", "extend", *(act.value for act in rules.DECISIONS)]


class Office:
    """One assignment and the people who may move it. A step that is refused leaves everything as it was."""

    def __init__(self, **given):
        """``given``: what the assignment is made of beside its day and deadline."""
        self.assignment = AssignmentFactory(**{"deadline_on": DEADLINE, "at": at_time(FIRST, 8)} | given)
        self.next_task = TaskFactory(key_task__plan=PlanFactory(year=2025, starts_on=date(2025, 3, 1)))
        self.reporter = Actor(self.assignment.responsible)
        self.secretary, self.leader = Actor(secretary()), Actor(leader())

    def do(self, step: str, at) -> bool:
        before = self.facts()
        try:
            self.act_of(step)(at=at)
        except REFUSALS:
            assert self.facts() == before, f"{step} was refused and changed something"
            return False
        return True

    def likely(self) -> list[str]:
        state = self.now.state
        waiting = ProgressReport.objects.filter(assignment=self.assignment, state=ReportState.SUBMITTED).exists()
        reports = ["working", "done", "done", "done", "extend"] if rules.takes_reports(state) else []
        reviews = ["accept", "return", "accept", "return"] * 2 if waiting else []
        return (
            reports + reviews + [act.value for act in rules.decisions_in(state) if act in (Act.REOPEN, Act.RESUME)] * 2
        )

    def act_of(self, step: str) -> Callable:
        waiting = ProgressReport.objects.filter(assignment=self.assignment).exclude(state=ReportState.DRAFT).last()
        match step:
            case "working" | "no_change" | "done":
                return self.report(Situation(step))
            case "accept" if waiting:
                return partial(actions.accept_report, waiting, by=self.secretary)
            case "return" if waiting:
                return partial(actions.return_report, waiting, comment="Bổ sung", by=self.secretary)
            case "accept" | "return":
                return lambda at: None
            case "extend":
                return partial(
                    actions.open_extension,
                    self.assignment,
                    deadline_on=self.now.deadline_on + timedelta(days=5),
                    reason="Chờ hướng dẫn",
                    basis=BASIS,
                    by=self.leader,
                )
        return partial(
            decide,
            self.assignment,
            Act(step),
            reason="Theo chỉ đạo",
            basis=BASIS,
            next_task=self.next_task if step == Act.CARRY_OVER else None,
            by=self.secretary,
        )

    def report(self, situation: Situation) -> Callable:
        newest = ProgressReport.objects.sent().filter(assignment=self.assignment).order_by("-submitted_at", "-pk")
        birth = FormBirth(uuid4(), based_on=newest[0].pk if newest else 0)
        done = situation == Situation.DONE
        evidence = ("1/BC", FIRST, "") if done else None
        content = ReportContent(situation, percent=40, results="Đã làm", difficulties="Vướng", evidence=evidence)
        return partial(actions.submit_report, self.assignment, content, birth=birth, by=self.reporter)

    @property
    def now(self) -> Assignment:
        return Assignment.objects.get(pk=self.assignment.pk)

    def facts(self) -> tuple:
        now = self.now
        return (now.state, now.deadline_on, now.submitted_on, now.completed_on, now.percent, len(self.record()))

    def record(self) -> list[tuple]:
        mine = {"assignment": self.assignment}
        return [
            *StateChange.objects.filter(**mine).order_by("pk").values_list("pk", "act", "before", "after", "at"),
            *DeadlineChange.objects.filter(**mine).order_by("pk").values_list("pk", "old_on", "new_on", "at"),
        ]

    def journal(self) -> list[tuple]:
        entries = Entry.objects.filter(subject_kind="assignment", subject_id=self.assignment.pk)
        return list(entries.order_by("pk").values_list("pk", "verb", "at", "details", "by", "for_person"))
