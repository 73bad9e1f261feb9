from datetime import date, datetime

import factory

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.dates import at_time
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan import actions
from tasks_app.plan.actions.phases import set_deadline
from tasks_app.plan.enums import Act, DeadlineKind, Need, State
from tasks_app.plan.models import Assignment, Committee, KeyTask, KeyUnit, Phase, Plan, Task
from tasks_app.plan.rules import TRANSITIONS, Basis
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import member

ISSUED_ON = date(2024, 3, 4)
ISSUED_AT = at_time(ISSUED_ON, 8)

# The steps from "assigned" to each state.
WAY_TO = {
    State.ASSIGNED: [],
    State.IN_PROGRESS: [Act.START],
    State.SUBMITTED: [Act.START, Act.SUBMIT],
    State.RETURNED: [Act.START, Act.SUBMIT, Act.RETURN],
    State.COMPLETED: [Act.START, Act.SUBMIT, Act.CONFIRM],
    State.SUSPENDED: [Act.SUSPEND],
    State.CANCELLED: [Act.CANCEL],
    State.CARRIED_OVER: [Act.CARRY_OVER],
}
BASIS = Basis("99-CV/BCĐ", date(2024, 3, 1))


class CommitteeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Committee
        django_get_or_create = ["name_vi"]

    name_vi = "Ban Chỉ đạo thử nghiệm"
    name_en = "Test Steering Committee"
    valid_from = date(2021, 1, 1)


class PlanFactory(factory.django.DjangoModelFactory):
    """The plan of 2024, published; a second call gives the same plan. ``published_at=None`` makes it a draft."""

    class Meta:
        model = Plan
        django_get_or_create = ["year"]

    committee = factory.SubFactory(CommitteeFactory)
    year = 2024
    motto_vi = "Chọn việc trọng tâm"
    motto_en = "Choose the focus"
    starts_on = factory.LazyAttribute(lambda plan: date(plan.year, 1, 1))
    published_at = factory.LazyAttribute(lambda plan: at_time(plan.starts_on))


class KeyTaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = KeyTask

    plan = factory.SubFactory(PlanFactory)
    number = factory.LazyAttribute(lambda key_task: key_task.plan.key_tasks.count() + 1)
    text_vi = factory.LazyAttribute(lambda key_task: f"Nhiệm vụ trọng tâm thử nghiệm {key_task.number}")
    text_en = factory.LazyAttribute(lambda key_task: f"Test key task {key_task.number}")
    short_vi = factory.LazyAttribute(lambda key_task: f"Trọng tâm {key_task.number}")
    short_en = factory.LazyAttribute(lambda key_task: f"Focus {key_task.number}")


class TaskFactory(factory.django.DjangoModelFactory):
    """A task until the end of the year; ``deadline_on=None`` makes it a regular one."""

    class Meta:
        model = Task

    key_task = factory.SubFactory(KeyTaskFactory)
    order = factory.LazyAttribute(lambda task: task.key_task.tasks.count() + 1)
    title_vi = factory.Sequence(lambda n: f"Nhiệm vụ thử nghiệm {n}")
    title_en = factory.Sequence(lambda n: f"Test task {n}")
    content_vi = "Nội dung thử nghiệm"
    content_en = "Test content"
    deliverable_vi = "Báo cáo thử nghiệm"
    deliverable_en = "Test report"
    deadline_words_vi = "trong năm 2024"
    deadline_words_en = "within 2024"
    deadline_on = date(2024, 12, 31)
    deadline_kind = factory.LazyAttribute(lambda task: DeadlineKind.EXACT if task.deadline_on else DeadlineKind.REGULAR)
    issued_on = ISSUED_ON


class AssignmentFactory(factory.django.DjangoModelFactory):
    """Issued through ``issue_assignment``, then taken to ``state`` step by step.

    ``submitted_on`` is needed for the states submitted and completed, and is the completion day of the latter.
    """

    class Meta:
        model = Assignment

    task = factory.SubFactory(TaskFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    responsible = factory.LazyFunction(member)
    deadline_on = factory.LazyAttribute(lambda assignment: assignment.task.deadline_on)
    coordinating = ()
    by = None
    at = ISSUED_AT
    state = State.ASSIGNED
    submitted_on = None

    @classmethod
    def _create(cls, model_class, *args, state: State, submitted_on: date | None, at: datetime, by, **given):
        task, organisation = given.pop("task"), given.pop("organisation")
        if state == State.DRAFT:
            given.pop("coordinating")
            draft = Assignment(
                task=task,
                organisation=organisation,
                first_organisation=organisation,
                original_deadline_on=given["deadline_on"],
                **given,
            )
            set_deadline(draft, given["deadline_on"])
            draft.save()
            return draft
        assignment = actions.issue_assignment(task, organisation, by=by, at=at, **given)
        for step in WAY_TO[state]:
            day = (submitted_on or ISSUED_ON) if step == Act.SUBMIT else None
            at = max(at, at_time(day, 9)) if day else at
            if step == Act.CARRY_OVER:
                assignment.carried_to = _a_task_of_the_next_plan(task.key_task.plan)
            actions.change_state(
                assignment,
                step,
                by=by,
                at=at,
                submitted_on=day,
                note="Lý do thử nghiệm",
                basis=BASIS if Need.DOCUMENT in TRANSITIONS[step].needs else None,
            )
        return assignment


def _a_task_of_the_next_plan(plan: Plan) -> Task:
    """That plan begins in March, so that no test of a winter's day takes it for the current one."""
    year = plan.year + 1
    return TaskFactory(key_task__plan=PlanFactory(year=year, starts_on=date(year, 3, 1)))


def assignments_in_bulk(number: int, *, task: Task, responsible: Person, deadline_on: date) -> None:
    """As many assignments of a task as it takes to see whether a page grows; with a phase, but no other dated facts."""
    organisations = Organisation.objects.bulk_create(OrganisationFactory.build_batch(number))
    until = task.key_task.plan.counts_until(deadline_on, working_calendar())
    made = Assignment.objects.bulk_create(
        Assignment(
            task=task,
            first_organisation=organisation,
            organisation=organisation,
            responsible=responsible,
            state=State.ASSIGNED,
            deadline_on=deadline_on,
            counts_until_on=until,
        )
        for organisation in organisations
    )
    Phase.objects.bulk_create(Phase.of(one, since=ISSUED_ON) for one in made)


def key_unit(
    plan: Plan, organisation: Organisation, *, since: date | None = None, until: date | None = None
) -> KeyUnit:
    """It is a key unit of the plan, from the first day of the plan where no other is given."""
    return KeyUnit.objects.create(
        plan=plan, organisation=organisation, valid_from=since or plan.starts_on, valid_to=until, basis="8-TB/BCĐ"
    )
