"""Making a plan, giving its tasks out, putting it in force: what holds then, what was recorded, twice, refused."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.journal.queries import record_of
from tasks_app.plan.actions import MemberIsMissing, PlanIsOver, TaskIsDraft, decide
from tasks_app.plan.enums import Act, DeadlineKind, Happening, State
from tasks_app.plan.models import Assignment, Notification, Plan, Task
from tasks_app.plan.queries import current_plan
from tasks_app.plan.rules import Basis
from tasks_app.planning import actions
from tasks_app.planning.enums import Direction, Missing
from tasks_app.planning.queries import given_of_key_task, given_of_plan, given_of_task
from tasks_app.planning.rules import DocumentGiven, KeyTaskGiven, PlanDetails, TaskGiven, WordsGiven
from tests.constraints import refused_by
from tests.factories import (
    AssignmentFactory,
    CommitteeFactory,
    KeyTaskFactory,
    LocalityFactory,
    OrganisationFactory,
    PlanFactory,
    TaskFactory,
    focal_officer,
    member,
    oversee,
    secretary,
)

pytestmark = pytest.mark.django_db

DAY = date(2025, 2, 17)
AT = at_time(DAY, 9)
DETAILS = PlanDetails(2025, "Trách nhiệm, kỷ cương, nêu gương", "Responsibility, discipline, example")
GIVEN = TaskGiven(
    title_vi="Rà soát thủ tục hành chính",
    deliverable_vi="Báo cáo rà soát",
    deadline_words_vi="trước ngày 15/6",
    deadline_kind=DeadlineKind.BEFORE,
    deadline_on=date(2025, 6, 14),
)
BASIS = Basis("12-TB/BCĐ", date(2025, 2, 10))


@pytest.fixture
def by():
    CommitteeFactory()
    return Actor(secretary())


@pytest.fixture
def draft(by) -> Plan:
    return actions.create_plan(DETAILS, by=by, at=AT)


@pytest.fixture
def key_task(draft, by):
    return actions.add_key_task(draft, KeyTaskGiven("Nâng cao chất lượng", "Chất lượng"), by=by, at=AT)


@pytest.fixture
def task(key_task, by) -> Task:
    return actions.add_task(key_task, GIVEN, by=by, at=AT)


def verbs(thing) -> list[str]:
    return [entry.verb for entry in record_of(thing)][::-1]


# --- The plan ---------------------------------------------------------------------------------------------------------


def test_a_new_plan_is_a_draft_that_nobody_works_by(draft, by):
    this_year = PlanFactory(year=2024)

    assert draft.is_draft
    assert current_plan(on=DAY) == this_year
    line = record_of(draft).get()
    assert (line.verb, line.by, line.details["new"]["starts_on"]) == ("plan.created", by.person, "2025-01-01")


def test_a_year_has_one_plan(draft, by):
    with pytest.raises(actions.YearIsTaken, match="2025"):
        actions.create_plan(DETAILS, by=by, at=AT)


def test_without_a_committee_there_is_no_plan():
    with pytest.raises(actions.NoCommittee):
        actions.create_plan(DETAILS, by=Actor(secretary()), at=AT)


def test_what_is_changed_in_a_plan_is_recorded_and_a_repetition_changes_nothing(draft, by):
    other = PlanDetails(2025, "Phương châm khác", soon_days=10)

    actions.edit_plan(draft, other, by=by, at=AT)
    actions.edit_plan(draft, other, by=by, at=AT)

    line = record_of(draft).first()
    assert verbs(draft) == ["plan.created", "plan.changed"]
    assert line.details["changed"]["soon_days"] == [7, 10]
    assert line.details["changed"]["motto_vi"] == [DETAILS.motto_vi, "Phương châm khác"]


def test_who_edits_what_another_has_edited_since_is_told(draft, by):
    seen = given_of_plan(draft).mark
    actions.edit_plan(draft, PlanDetails(2025, "Của người thứ nhất"), seen=seen, by=by, at=AT)

    with pytest.raises(actions.EditedMeanwhile):
        actions.edit_plan(draft, PlanDetails(2025, "Của người thứ hai"), seen=seen, by=by, at=AT)
    draft.refresh_from_db()
    assert draft.motto_vi == "Của người thứ nhất"


def test_deadlines_follow_where_a_plan_does_not_let_them_roll_any_more(task, by, draft):
    actions.give_task(task, [OrganisationFactory()], responsible=member(), by=by, at=AT)
    assert Assignment.objects.get().counts_until_on == date(2025, 6, 16)

    actions.edit_plan(draft, PlanDetails(2025, DETAILS.motto_vi, deadlines_roll=False), by=by, at=AT)

    assert Assignment.objects.get().counts_until_on == date(2025, 6, 14)


def test_a_published_plan_keeps_its_year(by):
    plan = PlanFactory(year=2024)

    with pytest.raises(actions.PlanIsOut):
        actions.edit_plan(plan, PlanDetails(2023, plan.motto_vi), by=by, at=AT)


# --- Key tasks, shortcomings, clauses ---------------------------------------------------------------------------------


def test_key_tasks_are_numbered_moved_and_removed_without_gaps(draft, by):
    one, two, three = (
        actions.add_key_task(draft, KeyTaskGiven(f"Nhiệm vụ {name}", name), by=by, at=AT) for name in "ABC"
    )

    actions.move_key_task(three, Direction.UP, by=by, at=AT)
    actions.move_key_task(one, Direction.UP, by=by, at=AT)
    actions.remove_key_task(one, by=by, at=AT)

    assert list(draft.key_tasks.values_list("number", "short_vi")) == [(1, "C"), (2, "B")]
    assert [entry.verb for entry in Entry.objects.filter(subject_kind="keytask", subject_id=three.pk)] == [
        "key_task.moved",
        "key_task.added",
    ]
    assert two.pk in draft.key_tasks.values_list("pk", flat=True)


def test_a_key_task_with_tasks_stays(task, by):
    with pytest.raises(actions.StillHasTasks):
        actions.remove_key_task(task.key_task, by=by, at=AT)


def test_the_words_of_a_published_key_task_are_corrected_but_not_its_number(by):
    key_task = KeyTaskFactory()

    actions.edit_key_task(
        key_task, KeyTaskGiven("Lời văn mới", "Mới"), seen=given_of_key_task(key_task).mark, by=by, at=AT
    )

    assert record_of(key_task).get().details["changed"]["short_vi"] == [key_task.short_vi, "Mới"]
    for refused in (actions.remove_key_task, lambda one, **who: actions.move_key_task(one, Direction.UP, **who)):
        with pytest.raises(actions.PlanIsOut):
            refused(key_task, by=by, at=AT)


def test_shortcomings_and_clauses_stay_while_tasks_refer_to_them(draft, key_task, by):
    shortcoming = actions.add_shortcoming(draft, WordsGiven("Chậm số hóa"), by=by, at=AT)
    document = actions.enter_document(
        DocumentGiven("Thông báo kết luận", number="08-TB/BCĐ", issued_on=date(2025, 2, 18)), by=by, at=AT
    )
    clause = actions.add_clause(document, WordsGiven("Rà soát", code="II.1"), by=by, at=AT)
    referring = TaskGiven(title_vi="Số hóa hồ sơ", clause=clause.pk, shortcomings=(shortcoming.pk,))
    task = actions.add_task(key_task, referring, by=by, at=AT)

    with pytest.raises(actions.StillAnswered):
        actions.remove_shortcoming(shortcoming, by=by, at=AT)
    with pytest.raises(actions.StillAnswered):
        actions.remove_clause(clause, by=by, at=AT)
    with pytest.raises(actions.CodeIsTaken, match=r"II\.1"):
        actions.add_clause(document, WordsGiven("Lặp lại", code="II.1"), by=by, at=AT)

    actions.remove_task(task, by=by, at=AT)
    actions.remove_shortcoming(shortcoming, by=by, at=AT)
    actions.remove_clause(clause, by=by, at=AT)
    assert (draft.shortcomings.count(), document.clauses.count()) == (0, 0)


def test_a_document_is_entered_once(by):
    given = DocumentGiven("Thông báo", number="08-TB/BCĐ", issued_on=date(2025, 2, 18))

    assert actions.enter_document(given, by=by, at=AT) == actions.enter_document(given, by=by, at=AT)


# --- Tasks ------------------------------------------------------------------------------------------------------------


def test_a_draft_may_lack_nearly_everything(key_task, by):
    task = actions.add_task(key_task, TaskGiven("Chỉ có tên"), by=by, at=AT)

    assert (task.is_draft, task.deadline_kind, task.deadline_on, task.number) == (True, "", None, "1.1")


def test_only_a_draft_lacks_its_deliverable_or_deadline_or_member():
    for lack in ({"deliverable_vi": ""}, {"deadline_kind": "", "deadline_on": None}, {"deadline_is_confirmed": False}):
        with refused_by("a_task_that_is_issued_has_a_deliverable_and_a_deadline"):
            TaskFactory(**lack)
    assignment = AssignmentFactory()
    with refused_by("only_a_draft_lacks_its_responsible_member"):
        Assignment.objects.filter(pk=assignment.pk).update(responsible=None)


def test_what_is_changed_in_a_task_is_recorded_and_its_drafts_follow_its_deadline(task, by):
    (work,) = actions.give_task(task, [OrganisationFactory()], by=by, at=AT)
    before = given_of_task(task)
    later = TaskGiven(
        "Rà soát thủ tục hành chính", deliverable_vi="Quyết định", deadline_kind="exact", deadline_on=date(2025, 9, 30)
    )

    actions.edit_task(task, later, seen=before.mark, by=by, at=AT)

    work.refresh_from_db()
    assert (work.deadline_on, work.original_deadline_on) == (later.deadline_on, later.deadline_on)
    changed = record_of(task).first().details["changed"]
    assert changed["deadline_on"] == ["2025-06-14", "2025-09-30"]
    with pytest.raises(actions.EditedMeanwhile):
        actions.edit_task(task, before, seen=before.mark, by=by, at=AT)


def test_another_deadline_of_what_is_out_needs_its_document_and_moves_the_work_that_had_it(by):
    task = TaskFactory()
    with_it, moved_before, done = (
        AssignmentFactory(task=task),
        AssignmentFactory(task=task, deadline_on=date(2025, 1, 31)),
        AssignmentFactory(task=task, state=State.COMPLETED, submitted_on=date(2024, 5, 2)),
    )
    given = given_of_task(task)
    later = TaskGiven(**{**vars(given), "deadline_on": date(2025, 3, 31)})

    with pytest.raises(actions.DeadlineNeedsBasis):
        actions.edit_task(task, later, by=by, at=AT)
    actions.edit_task(task, later, basis=BASIS, by=by, at=AT)

    days = dict(task.assignments.values_list("pk", "deadline_on"))
    assert days == {
        with_it.pk: date(2025, 3, 31),
        moved_before.pk: date(2025, 1, 31),
        done.pk: date(2024, 12, 31),
    }
    assert with_it.deadline_changes.last().document == BASIS.number
    told = Notification.objects.filter(happening=Happening.DEADLINE_MOVED)
    assert [one.person for one in told] == [with_it.responsible]


def test_what_is_out_keeps_a_deliverable_and_a_confirmed_deadline(by):
    task = TaskFactory()

    for lack in ({"deliverable_vi": ""}, {"deadline_is_confirmed": False}):
        with pytest.raises(actions.NotReady):
            actions.edit_task(task, TaskGiven(**{**vars(given_of_task(task)), **lack}), by=by, at=AT)


def test_a_draft_is_removed_with_its_work_and_what_is_out_is_not(task, key_task, by):
    second = actions.add_task(key_task, TaskGiven("Việc thứ hai"), by=by, at=AT)
    actions.give_task(task, [OrganisationFactory()], by=by, at=AT)

    actions.remove_task(task, by=by, at=AT)

    second.refresh_from_db()
    assert (second.number, Assignment.objects.count()) == ("1.1", 0)
    assert Entry.objects.get(verb="task.removed").details["old"]["title_vi"] == GIVEN.title_vi
    with pytest.raises(actions.TaskIsOut):
        actions.remove_task(TaskFactory(), by=by, at=AT)


def test_a_task_into_which_work_was_carried_over_stays(task, by):
    old = AssignmentFactory()
    decide(old, Act.CARRY_OVER, next_task=task, by=by, at=AT)

    with pytest.raises(actions.WorkGoesOnInIt):
        actions.remove_task(task, by=by, at=AT)


# --- Giving out -------------------------------------------------------------------------------------------------------


def test_a_task_is_given_as_drafts_to_whom_it_was_not_given_yet(task, by):
    overseen, unit, other = LocalityFactory(), OrganisationFactory(), OrganisationFactory()
    overseer = member(oversees=[overseen])

    first = actions.give_task(task, [overseen, unit, unit], coordinating=[unit, other], by=by, at=AT)
    second = actions.give_task(task, [overseen, unit], by=by, at=AT)

    assert second == []
    assert {(one.organisation, one.responsible, one.state) for one in first} == {
        (overseen, overseer, State.DRAFT),
        (unit, None, State.DRAFT),
    }
    assert {one.deadline_on for one in first} == {GIVEN.deadline_on}
    assert {one.organisation: [c.organisation for c in one.contributions.all()] for one in first} == {
        overseen: [unit, other],
        unit: [other],
    }
    assert Notification.objects.count() == 0
    assert verbs(task) == ["task.added", "task.given"]


def test_what_is_out_is_given_to_more_and_issued_at_once(by):
    task, locality = TaskFactory(), LocalityFactory()
    overseer, officer = member(oversees=[locality]), focal_officer(locality)

    (work,) = actions.give_task(task, [locality], by=by, at=AT)

    assert (work.state, work.responsible, work.issued_on) == (State.ASSIGNED, overseer, DAY)
    assert {one.person for one in Notification.objects.all()} == {overseer, officer}


def test_nothing_goes_out_without_a_member(by):
    task, unit = TaskFactory(), OrganisationFactory()

    with pytest.raises(actions.MembersMissing, match=unit.name_vi):
        actions.give_task(task, [unit, LocalityFactory()], by=by, at=AT)
    assert Assignment.objects.count() == 0


def test_a_draft_is_changed_and_taken_back(task, by):
    unit, other, answering = OrganisationFactory(), OrganisationFactory(), member()
    (work,) = actions.give_task(task, [unit], by=by, at=AT)

    actions.change_draft(work, responsible=answering, coordinating=[other], by=by, at=AT)

    work.refresh_from_db()
    assert (work.responsible, [one.organisation for one in work.contributions.all()]) == (answering, [other])
    assert record_of(task).first().details["changed"]["responsible"] == [None, answering.full_name]
    actions.take_back(work, by=by, at=AT)
    assert (Assignment.objects.count(), record_of(task).first().verb) == (0, "task.taken_back")


def test_a_member_is_chosen_for_all_that_lack_one(task, by):
    overseen, answering = LocalityFactory(), member()
    oversee(member(), overseen)
    actions.give_task(task, [overseen, OrganisationFactory(), OrganisationFactory()], by=by, at=AT)

    assert actions.set_member(task, answering, by=by, at=AT) == 2
    assert actions.set_member(task, answering, by=by, at=AT) == 0
    assert task.assignments.filter(responsible=answering).count() == 2


def test_what_is_out_is_not_taken_back_or_changed(by):
    work = AssignmentFactory()

    with pytest.raises(actions.NotTakenBack):
        actions.take_back(work, by=by, at=AT)
    with pytest.raises(actions.NotTakenBack):
        actions.change_draft(work, responsible=None, coordinating=[], by=by, at=AT)


def test_work_does_not_go_out_before_its_task_or_without_its_member(task, by):
    (work,) = actions.give_task(task, [OrganisationFactory()], responsible=member(), by=by, at=AT)

    with pytest.raises(TaskIsDraft):
        decide(work, Act.ISSUE, by=by, at=AT)
    lacking = AssignmentFactory(state=State.DRAFT, responsible=None)
    with pytest.raises(MemberIsMissing):
        decide(lacking, Act.ISSUE, by=by, at=AT)


# --- In a published plan: ordering at once ----------------------------------------------------------------------------


def test_a_task_is_ordered_at_once_in_a_published_plan(by):
    unit, answering = OrganisationFactory(), member()

    task = actions.order_task(KeyTaskFactory(), GIVEN, [unit], responsible=answering, by=by, at=AT)

    assert task.issued_on == DAY
    assert task.assignments.get().state == State.ASSIGNED
    assert verbs(task) == ["task.added", "task.given", "task.issued"]


@pytest.mark.parametrize(
    ("given", "answers", "refusal"),
    [
        (TaskGiven("Chỉ có tên"), True, actions.NotReady),
        (GIVEN, False, actions.MembersMissing),
    ],
)
def test_what_is_not_clear_is_not_ordered_and_leaves_nothing_behind(by, given, answers, refusal):
    key_task, responsible = KeyTaskFactory(), member() if answers else None

    with pytest.raises(refusal):
        actions.order_task(key_task, given, [OrganisationFactory()], responsible=responsible, by=by, at=AT)
    assert (Task.objects.count(), Assignment.objects.count()) == (0, 0)


def test_nothing_is_ordered_at_once_in_a_draft(key_task, by):
    with pytest.raises(actions.PlanIsDraft):
        actions.order_task(key_task, GIVEN, [OrganisationFactory()], responsible=member(), by=by, at=AT)


# --- Publishing and closing -------------------------------------------------------------------------------------------


def test_a_plan_goes_out_with_all_its_work_and_everybody_is_told_at_once(task, key_task, draft, by):
    PlanFactory(year=2024)
    second = actions.add_task(key_task, GIVEN, by=by, at=AT)
    locality = LocalityFactory()
    overseer, officer = member(oversees=[locality]), focal_officer(locality)
    for one in (task, second):
        actions.give_task(one, [locality], by=by, at=AT)

    actions.publish_plan(draft, by=by, at=AT)

    draft.refresh_from_db()
    assert draft.published_at == AT
    assert set(Task.objects.filter(key_task=key_task).values_list("issued_on", flat=True)) == {DAY}
    assert set(Assignment.objects.of_plan(draft).values_list("state", "issued_on")) == {(State.ASSIGNED, DAY)}
    assert {one.phases.get().valid_from for one in Assignment.objects.of_plan(draft)} == {DAY}
    assert sorted(Notification.objects.values_list("person", flat=True)) == sorted([overseer.pk, officer.pk] * 2)
    line = record_of(draft).first()
    assert (line.verb, line.details["tasks"], line.details["assignments"]) == ("plan.published", 2, 2)
    assert current_plan(on=DAY) == draft
    with pytest.raises(actions.PlanIsOut):
        actions.publish_plan(draft, by=by, at=AT)


def test_the_boards_of_the_days_before_stay_those_of_the_plan_before(task, draft, by):
    last_year = PlanFactory(year=2024)
    actions.give_task(task, [OrganisationFactory()], responsible=member(), by=by, at=AT)
    actions.publish_plan(draft, by=by, at=AT)

    assert [current_plan(on=day) for day in (date(2025, 2, 16), DAY)] == [last_year, draft]


def test_a_plan_that_is_not_clear_is_not_published(task, draft, by):
    actions.give_task(task, [OrganisationFactory()], by=by, at=AT)

    with pytest.raises(actions.NotReady) as refused:
        actions.publish_plan(draft, by=by, at=AT)

    assert [lack.missing for lack in refused.value.checklist.blocking] == [Missing.MEMBER]
    draft.refresh_from_db()
    assert (draft.is_draft, Assignment.objects.get().state) == (True, State.DRAFT)


def test_a_plan_is_closed_when_nothing_is_open_and_stays_as_it_is_then(by):
    task = TaskFactory()
    plan = task.key_task.plan
    open_one = AssignmentFactory(task=task)
    completed = AssignmentFactory(task=task, state=State.COMPLETED, submitted_on=date(2024, 5, 2))

    with pytest.raises(actions.StillOpen) as refused:
        actions.close_plan(plan, by=by, at=AT)
    assert (refused.value.assignments, refused.value.tasks) == (1, 0)

    decide(open_one, Act.CANCEL, reason="Không còn phù hợp", basis=BASIS, by=by, at=AT)
    actions.close_plan(plan, by=by, at=AT)

    assert record_of(plan).get().verb == "plan.closed"
    for late in (
        lambda: actions.close_plan(plan, by=by, at=AT),
        lambda: actions.add_task(task.key_task, GIVEN, by=by, at=AT),
        lambda: actions.edit_task(task, GIVEN, by=by, at=AT),
        lambda: actions.give_task(task, [OrganisationFactory()], by=by, at=AT),
        lambda: actions.edit_key_task(task.key_task, KeyTaskGiven("Khác", "Khác"), by=by, at=AT),
    ):
        with pytest.raises(actions.PlanIsClosed):
            late()
    with pytest.raises(PlanIsOver):
        decide(completed, Act.REOPEN, reason="Nhầm", by=by, at=AT)


def test_a_draft_is_not_closed(draft, by):
    with pytest.raises(actions.PlanIsDraft):
        actions.close_plan(draft, by=by, at=AT)
