"""The demonstration: the plan of 2024 issued and a year played through the product's own actions.

It lives at the edge, beside the commands, because it uses several columns, and each only through its actions.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tasks_app.calendar.actions import load_public_holidays
from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time, local_day
from tasks_app.common.enums import FileKind
from tasks_app.common.files import NewFile
from tasks_app.common.models import DemonstrationClock
from tasks_app.indicators.loading import load_indicators
from tasks_app.management.readings import read_indicators
from tasks_app.management.roles import Contributed, Dated, Received, RoleStep, roles_of
from tasks_app.management.story import (
    Asked,
    Granted,
    Proposed,
    Refused,
    Reviewed,
    Saved,
    Script,
    Sent,
    Step,
    Turned,
    Work,
)
from tasks_app.organisations.actions import ORGANISATIONS, load_communes, load_organisations
from tasks_app.organisations.enums import OrganisationKind
from tasks_app.organisations.models import Organisation
from tasks_app.people.actions import grant_delegation, load_people
from tasks_app.people.enums import DelegationKind
from tasks_app.people.models import Oversight, Person
from tasks_app.people.queries import focal_officers
from tasks_app.plan import loading
from tasks_app.plan.actions import (
    date_contributions,
    decide,
    give_contribution,
    issue_assignment,
    receive_assignment,
)
from tasks_app.plan.enums import Frequency
from tasks_app.plan.models import Assignment, Plan, Task
from tasks_app.reorganisations.actions import load_reorganisations
from tasks_app.reporting.actions import (
    accept_report,
    approve_extension,
    ask_for_extension,
    close_period,
    enter_national_periods,
    keep_files,
    open_dues,
    propose_on_extension,
    refuse_extension,
    return_report,
    save_draft,
    submit_report,
)
from tasks_app.reporting.enums import Recommendation, Situation
from tasks_app.reporting.models import Extension, ProgressReport, ReportingPeriod
from tasks_app.reporting.queries import offered_dues
from tasks_app.reporting.rules import FormBirth

STORY = Path(__file__).parent / "data" / "demonstration_2024.json"
RESPONSIBLE = loading.PLAN_2024.with_name("responsible_2024.json")
EVIDENCE = {
    # sample: (file, what it is called with the number of the task)
    "report": (STORY.parent / "evidence" / "report.pdf", "Báo cáo kết quả nhiệm vụ {}.pdf"),
    "figures": (STORY.parent / "evidence" / "figures.xlsx", "Biểu số liệu nhiệm vụ {}.xlsx"),
}
PASSWORD = "cchc-2024-trinh-dien"  # noqa: S105 - printed at every start; production refuses these accounts
# who is acted for, by whom, how far, first day, day on which it is over, document
DELEGATED_BY, DELEGATED_AT = "thuky02", 7  # hours
DELEGATIONS = [
    ("thanhvien02", "thanhvien01", DelegationKind.ACTING_FOR, date(2024, 10, 8), date(2024, 11, 1), "15/GUQ-UBKTTU"),
    ("photruongban3", "thuky01", DelegationKind.ON_BEHALF, date(2024, 9, 3), date(2025, 1, 1), "41/TB-BCĐ"),
]
HOLIDAYS_OF = range(2024, 2027)
HOLIDAYS_ENTERED_ON = date(2023, 12, 15)
ISSUING_BEGINS_AT = 14  # hours; the tasks of one day are issued a minute after one another
LOCALITIES_WRITE_AS = "UBND"
OPENED_AT, CLOSED_AT, CLOSED_AFTER = 7, 16, 5  # hours; working days after the reports of a period were due


class DemonstrationRefused(Exception):
    """The demonstration cannot be loaded here; the text says so to the operator."""


def refuse_in_production() -> None:
    """Raises DemonstrationRefused where real people work: these accounts share a password that everybody can read."""
    if settings.ENVIRONMENT != "embedded":
        raise DemonstrationRefused(
            _("This loads demonstration accounts with a published password; it is refused in production.")
        )


def is_loaded() -> bool:
    return DemonstrationClock.objects.exists()


def is_beside_other_work() -> bool:
    """Whether somebody has issued assignments here that are not the demonstration's."""
    return not is_loaded() and Assignment.objects.exists()


@transaction.atomic
def load_all(*, day: date) -> None:
    """Everything for a demonstration that stands on ``day``: all of it or nothing. Takes about a minute."""
    load_organisations()
    load_communes()
    load_reorganisations(at=at_time(day, clock.DEMONSTRATION_OPENS_AT))
    load_public_holidays(years=HOLIDAYS_OF, by=None, at=at_time(HOLIDAYS_ENTERED_ON))
    load_demonstration_people()
    loading.load_plan()
    load_indicators()
    load_demonstration(day=day)


def load_demonstration_people() -> tuple[int, int]:
    """Enter the people of the demonstration from the committee's first day; returns (entered now, known before)."""
    refuse_in_production()
    committee = loading.read()["committee"]
    return load_people(
        since=date.fromisoformat(committee["valid_from"]),
        basis=committee["basis"],
        password_hash=make_password(PASSWORD),  # once: a hash is slow by design
    )


@transaction.atomic
def load_demonstration(*, day: date) -> int | None:
    """Issue the plan and play its year until 08:00 of ``day``; returns the number of assignments issued.

    Does nothing, and returns None, where it has been played. Raises DemonstrationRefused in production, without
    the plan and its people, and beside other work. The demonstration's clock starts at the end.
    """
    refuse_in_production()
    if is_loaded():
        return None
    if is_beside_other_work():
        raise DemonstrationRefused(_("There are assignments already; a demonstration is not mixed with real work."))
    data = loading.read()
    plan = Plan.objects.filter(year=data["year"]).first()
    if plan is None or not Oversight.objects.exists():
        raise DemonstrationRefused(_("Load the organisations, the people and the plan first."))
    player = _Player(plan, data)
    issued = player.play(until=at_time(day, clock.DEMONSTRATION_OPENS_AT))
    player.delegate(on=day)
    read_indicators(plan, communes=player.communes, until=at_time(day, clock.DEMONSTRATION_OPENS_AT))
    # The database's own time: that of Python is read in common.clock alone.
    DemonstrationClock.objects.create(pk=1, starts_on=day, loaded_at=Now())
    transaction.on_commit(clock.forget)
    return issued


def responsible_by_task() -> dict[str, str]:
    """The member who answers for all of a task, by its number; the others' assignments go to the overseers."""
    return _read(RESPONSIBLE)["responsible"]


@dataclass(frozen=True)
class Issued:
    """A task is given to an organisation: the first step of every story."""

    at: datetime


@dataclass(frozen=True)
class CutOff:
    """The day of a period's cut-off: what is owed is noted."""

    at: datetime


@dataclass(frozen=True)
class Closing:
    """The secretariat closes a period some days after its reports were due."""

    at: datetime
    period: ReportingPeriod


@dataclass(frozen=True)
class Part:
    """An assignment of the plan with the people who act in its story."""

    task: Task
    organisation: Organisation
    coordinating: tuple[Organisation, ...]
    responsible: Person
    officer: Person | None
    coordinators: tuple[tuple[str, Person], ...]
    """The coordinating organisations by key, each with a focal officer; those without one give nothing."""

    @property
    def author(self) -> Person:
        return self.officer or self.responsible


class _Player:
    """Plays the stories of all assignments at once, in order of time."""

    def __init__(self, plan: Plan, data: dict):
        self.plan = plan
        self.rows = data["tasks"]
        self.script = Script(_read(STORY), working_calendar())
        self.responsible = responsible_by_task()
        self.communes = {row["key"]: row["communes_before"] or 0 for row in _read(ORGANISATIONS)["organisations"]}
        self.people = {person.username: person for person in Person.objects.all()}
        self.random = Random(self.script.data["seed"])  # noqa: S311 - a story, no secret
        self.assignments: dict[Part, Assignment] = {}
        self.drafts: dict[Assignment, ProgressReport] = {}
        self.newest: dict[Assignment, int] = {}
        self.waiting: dict[Assignment, list[ProgressReport]] = {}
        self.requests: dict[Assignment, Extension] = {}

    def play(self, *, until: datetime) -> int:
        steps = [
            (step.at, position, part, step)
            for position, (part, story) in enumerate(self._stories())
            for step in story
            if step.at < until
        ]
        steps += [(step.at, -1, None, step) for step in self._periods() if step.at < until]
        for _at, _position, part, step in sorted(steps, key=lambda row: row[:2]):
            self._take(step, part)
        open_dues(at=until)
        return len(self.assignments)

    def _periods(self):
        at = at_time(self.plan.starts_on, OPENED_AT)
        enter_national_periods(self.plan, by=self._actor("issuer"), at=at)
        for period in ReportingPeriod.objects.filter(plan=self.plan):
            yield CutOff(at_time(period.ends_on, OPENED_AT))
            yield Closing(at_time(self.script.calendar.add(period.due_on, CLOSED_AFTER), CLOSED_AT), period)

    def delegate(self, *, on: date) -> None:
        """The delegations that somebody has entered by a day, each on the morning of its first."""
        for principal, deputy, kind, first, over_on, basis in DELEGATIONS:
            if first <= on:
                grant_delegation(
                    principal=self.people[principal],
                    deputy=self.people[deputy],
                    kind=kind,
                    valid_from=first,
                    valid_to=over_on,
                    basis=basis,
                    by=Actor(self.people[DELEGATED_BY]),
                    at=at_time(first, DELEGATED_AT),
                )

    def _stories(self):
        tasks = {task.number: task for task in Task.objects.filter(key_task__plan=self.plan).select_related("key_task")}
        for minute, row in enumerate(self.rows):
            task = tasks[row["number"]]
            issued = Issued(at_time(task.issued_on, ISSUING_BEGINS_AT) + timedelta(minutes=minute))
            for part in self._parts(task, row):
                work = self._work(part)
                story = self.script.story_of(work)
                coordinating = (key for key, _officer in part.coordinators)
                roles = roles_of(work, coordinating, story=story, data=self.script.data, calendar=self.script.calendar)
                yield part, [issued, *story, *roles]

    def _parts(self, task: Task, row: dict):
        leads = loading.fan_out(row["leads"], on=task.issued_on)
        coordinating = tuple(loading.fan_out(row["coordinating"], on=task.issued_on))
        overseers = {
            oversight.organisation_id: oversight.member
            for oversight in Oversight.objects.in_force(task.issued_on).select_related("member")
        }
        officers = focal_officers({one.pk for one in (*leads, *coordinating)}, on=task.issued_on)
        named = self.people.get(self.responsible.get(task.number))
        for lead in leads:
            officer = next(iter(officers.get(lead.pk, [])), None)
            coordinators = tuple(
                (other.key, officers[other.pk][0]) for other in coordinating if other != lead and other.pk in officers
            )
            yield Part(task, lead, coordinating, named or overseers[lead.pk], officer, coordinators)

    def _work(self, part: Part) -> Work:
        organisation, task = part.organisation, part.task
        symbol = self.script.data["symbols"].get(organisation.key) or organisation.short_vi
        return Work(
            task=task.number,
            organisation=organisation.key,
            symbol=LOCALITIES_WRITE_AS if organisation.is_locality else symbol,
            is_party=organisation.kind == OrganisationKind.PARTY,
            communes=self.communes.get(organisation.key, 0),
            frequency=task.frequency,
            issued_on=task.issued_on,
            deadline_on=task.deadline_on,
        )

    def _take(self, step: Issued | CutOff | Closing | Step | RoleStep, part: Part | None) -> None:
        match step:
            case CutOff():
                open_dues(at=step.at)
            case Closing():
                _count_rows_again()
                close_period(step.period, by=self._actor("issuer"), at=step.at)
            case Issued():
                self.assignments[part] = self._issue(step, part)
            case _:
                self._go_on(step, part)

    def _go_on(self, step: Step | RoleStep, part: Part) -> None:
        assignment = self.assignments[part]
        match step:
            case Saved():
                self._save(step, assignment, part)
            case Sent():
                self._send(step, assignment, part)
            case Reviewed():
                self._review(step, assignment)
            case Asked() | Proposed() | Granted() | Refused():
                self._extend(step, assignment, part)
            case Received():
                receive_assignment(assignment, by=Actor(part.author), at=step.at)
            case Dated():
                due = {one.pk: step.due_on for one in assignment.contributions.all()}
                date_contributions(assignment, due, by=Actor(part.author), at=step.at)
            case Contributed():
                contribution = assignment.contributions.get(organisation__key=step.organisation)
                by = Actor(dict(part.coordinators)[step.organisation])
                give_contribution(contribution, step.given, seen=0, by=by, at=step.at)
            case Turned():
                actor = self._actor("issuer")
                decide(assignment, step.act, reason=step.reason, basis=step.basis, by=actor, at=step.at)

    def _issue(self, step: Issued, part: Part) -> Assignment:
        return issue_assignment(
            part.task,
            part.organisation,
            responsible=part.responsible,
            deadline_on=part.task.deadline_on,
            coordinating=part.coordinating,
            by=self._actor("issuer"),
            at=step.at,
        )

    def _save(self, step: Saved, assignment: Assignment, part: Part) -> None:
        self.drafts[assignment] = save_draft(
            assignment, step.content, birth=self._birth(assignment), by=Actor(part.author), at=step.at
        )

    def _send(self, step: Sent, assignment: Assignment, part: Part) -> None:
        draft = self.drafts.pop(assignment, None)
        author = Actor(part.responsible if step.by_member else part.author)
        owed = offered_dues(assignment, today=local_day(step.at)) if part.task.frequency != Frequency.NONE else []
        samples = [_sample(name, part.task.number) for name in step.files]
        files = keep_files(assignment, samples, by=author, at=step.at) if samples else []
        content = replace(step.content, files={file.pk for file in files})
        if content.situation == Situation.NOTHING and not owed:
            content = replace(content, situation=Situation.NO_CHANGE)
        report = submit_report(
            assignment,
            content,
            birth=self._birth(assignment, draft),
            due=owed[0] if owed else None,
            by=author,
            at=step.at,
        )
        self.newest[assignment] = report.pk
        self.waiting.setdefault(assignment, []).append(report)

    def _review(self, step: Reviewed, assignment: Assignment) -> None:
        """Of the reports that wait, the one that was sent first."""
        decide = accept_report if step.is_accepted else return_report
        report = self.waiting[assignment].pop(0)
        decide(report, comment=step.comment, by=Actor(self.people[step.reviewer]), at=step.at)

    def _extend(self, step: Asked | Proposed | Granted | Refused, assignment: Assignment, part: Part) -> None:
        request = self.requests.get(assignment)
        match step:
            case Asked():
                self.requests[assignment] = ask_for_extension(
                    assignment, deadline_on=step.until, reason=step.reason, by=Actor(part.author), at=step.at
                )
            case Proposed():
                propose_on_extension(
                    request,
                    Recommendation.APPROVE if step.until else Recommendation.REFUSE,
                    deadline_on=step.until,
                    comment=step.comment,
                    by=Actor(self.people[step.proposer]),
                    at=step.at,
                )
            case Granted():
                approve_extension(request, deadline_on=step.until, basis=step.basis, by=self._decider(part), at=step.at)
            case Refused():
                refuse_extension(request, comment=step.comment, by=self._decider(part), at=step.at)

    def _decider(self, part: Part) -> Actor:
        """The first of the leaders who does not answer for the work himself."""
        deciders = (self.people[name] for name in self.script.data["deciders"])
        return Actor(next(one for one in deciders if one != part.responsible))

    def _actor(self, name: str) -> Actor:
        return Actor(self.people[self.script.data[name]])

    def _birth(self, assignment: Assignment, draft: ProgressReport | None = None) -> FormBirth:
        """The form as it is opened at that moment of the story."""
        uid = draft.uid if draft else UUID(int=self.random.getrandbits(128), version=4)
        return FormBirth(uid, draft.version if draft else 0, self.newest.get(assignment, 0))


def _sample(name: str, task: str) -> NewFile:
    path, title = EVIDENCE[name]
    content = BytesIO(path.read_bytes())
    kind = FileKind(path.suffix.removeprefix("."))
    return NewFile(name=title.format(task), kind=kind, size=content.getbuffer().nbytes, content=content)


def _count_rows_again() -> None:
    """PostgreSQL plans its queries by what it knows of the tables, and knows nothing of rows of this transaction: the
    figures of a period would take seconds each."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE tasks_app_assignment, tasks_app_statechange, tasks_app_reportdue")


def _read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))
