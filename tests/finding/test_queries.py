"""What is found, by whom, and in which order."""

from datetime import date

import pytest

from tasks_app.finding.enums import Kind
from tasks_app.finding.queries import everything_found, first_found
from tasks_app.organisations.enums import LocalityType
from tasks_app.people.models import Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import Clause, SourceDocument
from tasks_app.reporting.enums import ReportState, Situation
from tests.factories import (
    AssignmentFactory,
    FileFactory,
    KeyTaskFactory,
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    PlanFactory,
    ReportFactory,
    TaskFactory,
    focal_officer,
    inspector,
    leader,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

DO_LUONG = {"name_vi": "Huyện Đô Lương", "name_en": "Do Luong District"}


@pytest.fixture
def found(search):
    """All of a kind that is found, in its order: ``found(Kind.TASKS, "do luong")``, by the secretariat or a person."""

    def of(kind: Kind, text: str, person: Person | None = None) -> list:
        return list(everything_found(search(text, person or secretary()), kind))

    return of


# --- Words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["do luong", "Đô Lương", "ĐÔ", "  luong   do ", "huyện đô", "do luong district"])
def test_words_are_found_with_and_without_their_marks(found, text):
    wanted = LocalityFactory(**DO_LUONG)
    LocalityFactory(name_vi="Huyện Quỳ Châu", name_en="Quy Chau District")

    assert found(Kind.ORGANISATIONS, text) == [wanted]


def test_every_word_has_to_be_found(found):
    LocalityFactory(**DO_LUONG)

    assert found(Kind.ORGANISATIONS, "do luong quy chau") == []


def test_per_cent_and_underscore_are_signs_like_others(found):
    LocalityFactory(**DO_LUONG)

    assert found(Kind.ORGANISATIONS, "%") == found(Kind.ORGANISATIONS, "d_") == []


# --- Order ------------------------------------------------------------------------------------------------------------


def test_the_beginning_comes_before_the_beginning_of_a_word_and_that_before_the_middle(found):
    scattered = OrganisationFactory(name_vi="Lương thực và đô thị", name_en="x", short_vi="", order=1)
    middle = OrganisationFactory(name_vi="Kho đô lương", name_en="x", short_vi="", order=4)
    inside = OrganisationFactory(name_vi="Ban Ado luong", name_en="x", short_vi="", order=2)
    beginning = OrganisationFactory(name_vi="Đô Lương", name_en="x", short_vi="", order=5)

    assert found(Kind.ORGANISATIONS, "do luong") == [beginning, middle, inside, scattered]


def test_the_number_that_is_asked_for_comes_first(found, plan):
    key_task = KeyTaskFactory(plan=plan, number=1)
    named = TaskFactory(key_task=key_task, order=1, title_vi="Như nhiệm vụ 1.3")
    numbered = TaskFactory(key_task=key_task, order=3)

    assert found(Kind.TASKS, "1.3") == [numbered, named]


def test_assignments_come_as_in_their_list(found, today, plan):
    locality = LocalityFactory(**DO_LUONG)
    in_time = AssignmentFactory(organisation=locality, deadline_on=date(2024, 12, 1))
    overdue = AssignmentFactory(organisation=locality, deadline_on=date(2024, 9, 2))
    AssignmentFactory(organisation=locality, state=State.SUSPENDED)
    AssignmentFactory()

    assert found(Kind.ASSIGNMENTS, "do luong") == [overdue, in_time]


def test_kinds_with_the_words_together_come_first(search, plan):
    TaskFactory(title_vi="Chế độ tiền lương")
    AssignmentFactory(organisation=LocalityFactory(**DO_LUONG))

    its = first_found(search("do luong", secretary()), of_each=5)

    assert [one.kind for one in its] == [Kind.ASSIGNMENTS, Kind.ORGANISATIONS, Kind.TASKS]


def test_the_first_of_each_kind_and_how_many_there_are(search, plan):
    for _number in range(7):
        AssignmentFactory(organisation=LocalityFactory(**DO_LUONG))

    its = {one.kind: (one.number, len(one.rows)) for one in first_found(search("do luong", secretary()), of_each=5)}

    assert its == {Kind.ASSIGNMENTS: (7, 5), Kind.ORGANISATIONS: (7, 5)}


@pytest.mark.parametrize("text", ["", "   ", "zzzz"])
def test_nothing_is_found_of_nothing(search, plan, text):
    AssignmentFactory()

    assert first_found(search(text, secretary()), of_each=5) == []


def test_without_a_plan_the_rest_is_still_found(search):
    LocalityFactory(**DO_LUONG)

    assert [one.kind for one in first_found(search("do luong", secretary()), of_each=5)] == [Kind.ORGANISATIONS]


# --- Only what one may see --------------------------------------------------------------------------------------------


def test_assignments_are_those_that_one_may_see(found, world):
    everything = world.own.task.title_vi[:4]

    assert set(found(Kind.ASSIGNMENTS, everything, world.member)) == {world.own, world.overdue, world.overseen}
    assert world.other in found(Kind.ASSIGNMENTS, everything, world.secretary)
    assert world.draft not in found(Kind.ASSIGNMENTS, everything, world.secretary)


def test_only_tasks_of_the_current_plan_are_found(found, plan):
    current = TaskFactory(title_vi="Số hóa hồ sơ")
    TaskFactory(title_vi="Số hóa hồ sơ", key_task__plan=PlanFactory(year=2023))

    assert found(Kind.TASKS, "so hoa", member()) == [current]


def test_the_committee_is_known_to_all_and_others_to_whom_they_work_with(found):
    own, other = OrganisationFactory(), OrganisationFactory()
    head, officer, stranger = (
        leader(full_name="Lê Minh Anh"),
        focal_officer(own, full_name="Trần Minh Bình"),
        focal_officer(other, full_name="Phạm Minh Châu"),
    )
    PersonFactory(full_name="Hồ Minh Dung", is_active=False)

    assert found(Kind.PEOPLE, "minh", member(oversees=[own])) == [head, officer]
    assert found(Kind.PEOPLE, "minh", officer) == [head, officer]
    assert found(Kind.PEOPLE, "minh", inspector()) == [head, officer, stranger]


def test_evidence_is_found_by_its_number_where_one_sees_the_work(found, world):
    ReportFactory(
        assignment=world.own,
        situation=Situation.DONE,
        evidence=("77/BC-STP", date(2024, 10, 1), "Báo cáo số hóa"),
    )

    assert [one.number for one in found(Kind.EVIDENCE, "77/bc-stp", world.member)] == ["77/BC-STP"]
    assert [one.number for one in found(Kind.EVIDENCE, "so hoa", world.officer)] == ["77/BC-STP"]
    assert found(Kind.EVIDENCE, "77/bc-stp", world.other_member) == []


def test_a_draft_shows_its_evidence_to_nobody(found, world):
    evidence = ("78/BC-STP", date(2024, 10, 1), "")
    ReportFactory(assignment=world.overdue, situation=Situation.DONE, state=ReportState.DRAFT, evidence=evidence)

    assert found(Kind.EVIDENCE, "78/bc", world.member) == found(Kind.EVIDENCE, "78/bc") == []


def test_a_document_that_two_reports_name_is_found_once(found, plan):
    assignment = AssignmentFactory()
    for state in (ReportState.RETURNED, ReportState.SUBMITTED):
        ReportFactory(assignment=assignment, situation=Situation.DONE, state=state)

    assert len(found(Kind.EVIDENCE, "12/bc-tn")) == 1


def test_files_are_found_once_their_report_was_sent(found, world):
    file = world.sent_file
    FileFactory(assignment=world.other, name=f"{file.name} nháp.pdf")

    assert found(Kind.FILES, file.name, world.other_member) == [file]
    assert found(Kind.FILES, file.name, world.secretary) == [file]
    assert found(Kind.FILES, file.name, world.member) == []


def test_documents_and_their_clauses(found):
    document = SourceDocument.objects.create(key="notice", number="08-TB/BCĐ", title_vi="Thông báo kết luận")
    clause = Clause.objects.create(document=document, code="II.3", text_vi="Kiểm tra đột xuất công vụ")

    assert found(Kind.DOCUMENTS, "08-tb/bcd", member()) == [document]
    assert found(Kind.CLAUSES, "dot xuat", member()) == [clause]


def test_an_organisation_that_is_no_more_comes_last_and_one_to_come_not_at_all(found):
    town = {"locality_type": LocalityType.TOWN}
    city = LocalityFactory(name_vi="Thành phố Cửa Lò mới", order=9)
    old = LocalityFactory(name_vi="Cửa Lò", valid_to=date(2024, 9, 30), successor=city, order=1, **town)
    LocalityFactory(name_vi="Phường Cửa Lò", valid_from=date(2025, 7, 1))

    assert found(Kind.ORGANISATIONS, "cua lo") == [city, old]
