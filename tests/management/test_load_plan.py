import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tasks_app.organisations.models import Group, GroupMembership
from tasks_app.plan.loading import UnknownName, fan_out, load_plan
from tasks_app.plan.models import Committee, KeyTask, Plan, SourceDocument, Task
from tasks_app.plan.queries import key_units_of
from tests.demonstration import rows
from tests.factories import LocalityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

NEXT_YEAR = date(2025, 3, 1)


@pytest.fixture(autouse=True)
def organisations():
    """A department that ends with February 2025, a locality, and one that is still to come."""
    return [
        OrganisationFactory(key="department", order=1, valid_to=date(2025, 2, 28)),
        LocalityFactory(key="district", order=2),
        OrganisationFactory(key="successor", order=3, valid_from=NEXT_YEAR),
    ]


def a_plan(**changes) -> dict:
    """A plan of one task, as small as a file can be."""
    return {
        "committee": {"name_vi": "Ban Chỉ đạo", "name_en": "Committee", "valid_from": "2023-03-06", "basis": "1-QĐ/TU"},
        "year": 2024,
        "motto_vi": "Chọn việc trọng tâm",
        "motto_en": "Choose the focus",
        "wording_provisional": True,
        "is_demonstration": False,
        "starts_on": "2024-02-21",
        "documents": [
            {
                "key": "notice",
                "number": "8-TB/BCĐ",
                "issued_on": "2024-02-21",
                "issuer_vi": "Ban Chỉ đạo",
                "issuer_en": "Committee",
                "title_vi": "Thông báo kết luận",
                "title_en": "Notice",
                "clauses": [{"code": "1.1", "text_vi": "Xác định nguồn lực", "text_en": "Identify resources"}],
            }
        ],
        "source_document": "notice",
        "key_tasks": [
            {"number": 1, "text_vi": "Nguồn lực", "text_en": "Resources", "short_vi": "Lực", "short_en": "Res"}
        ],
        "shortcomings": [{"number": 1, "text_vi": "Chậm", "text_en": "Slow"}],
        "key_units": ["department"],
        "groups": [{"key": "all", "name_vi": "Tất cả", "name_en": "All", "members": ["department", "district"]}],
        "tasks": [a_task()],
    } | changes


def a_task(**changes) -> dict:
    return {
        "number": "1.1",
        "title_vi": "Bố trí nhân lực",
        "title_en": "Staff",
        "content_vi": "Bố trí đủ người",
        "content_en": "Provide the staff",
        "deliverable_vi": "Văn bản phân công",
        "deliverable_en": "Assignment document",
        "clause": "1.1",
        "basis_documents": ["notice"],
        "frequency": "none",
        "deadline_words_vi": "trước ngày 15/3/2024",
        "deadline_words_en": "before 15 March 2024",
        "deadline_kind": "before",
        "deadline_on": "2024-03-14",
        "issued_on": "2024-02-21",
        "leads": ["@all"],
        "coordinating": [],
        "shortcomings": [1],
    } | changes


@pytest.fixture
def file(tmp_path):
    """``file(plan)`` writes a plan; written again it is the same file."""

    def write(plan: dict) -> Path:
        path = tmp_path / "plan.json"
        path.write_text(json.dumps(plan), encoding="utf-8")
        return path

    return write


def test_a_plan_is_entered_with_all_that_belongs_to_it(file, organisations):
    plan = load_plan(path=file(a_plan())).plan

    task = Task.objects.get()
    assert (plan.committee.basis, plan.source_document.number) == ("1-QĐ/TU", "8-TB/BCĐ")
    assert list(key_units_of(plan, on=plan.starts_on)) == organisations[:1]
    assert (task.number, task.deadline_on, task.key_task.plan) == ("1.1", date(2024, 3, 14), plan)
    assert (task.clause.code, task.clause.document) == ("1.1", plan.source_document)
    assert [document.key for document in task.basis_documents.all()] == ["notice"]
    assert [shortcoming.number for shortcoming in task.shortcomings.all()] == [1]


def test_a_membership_begins_with_the_plan_and_ends_with_the_organisation(file):
    load_plan(path=file(a_plan()))

    memberships = GroupMembership.objects.order_by("organisation__order")
    assert list(memberships.values_list("organisation__key", "valid_from", "valid_to")) == [
        ("department", date(2024, 2, 21), date(2025, 2, 28)),
        ("district", date(2024, 2, 21), None),
    ]


def test_loading_twice_changes_nothing(file):
    path = file(a_plan())
    first = load_plan(path=path)
    before = rows()

    second = load_plan(path=path)

    assert rows() == before
    assert (first.known, second.entered) == (0, 0)


def test_what_was_edited_since_stays(file):
    path = file(a_plan())
    load_plan(path=path)
    Plan.objects.update(motto_vi="Phương châm chính thức", wording_is_provisional=False)
    Committee.objects.update(name_vi="Ban Chỉ đạo CCHC")
    KeyTask.objects.update(text_vi="Lời văn chính thức")
    Task.objects.update(deadline_on=date(2024, 3, 29))
    Task.objects.get().shortcomings.clear()
    SourceDocument.objects.update(number="9-TB/BCĐ")
    before = rows()

    load_plan(path=path)

    assert rows() == before


def test_who_has_left_a_group_stays_outside(file):
    path = file(a_plan())
    load_plan(path=path)
    GroupMembership.objects.filter(organisation__key="district").update(valid_to=date(2024, 5, 31))

    load_plan(path=path)

    assert [organisation.key for organisation in fan_out(["@all"], on=date(2024, 6, 1))] == ["department"]


def test_a_task_added_to_the_file_is_entered_beside_the_others(file):
    load_plan(path=file(a_plan()))

    loaded = load_plan(path=file(a_plan(tasks=[a_task(), a_task(number="1.2", title_vi="Kinh phí")])))

    assert loaded.entered == 1
    assert [task.number for task in Task.objects.all()] == ["1.1", "1.2"]


def test_the_plan_of_the_next_year_stands_beside_this_one(file):
    """The same committee and the same group, with the members that there are then."""
    load_plan(path=file(a_plan()))
    group = {"key": "all", "name_vi": "Tất cả", "name_en": "All", "members": ["district", "successor"]}

    load_plan(path=file(a_plan(year=2025, starts_on="2025-02-18", groups=[group], key_units=["successor"])))

    assert (Plan.objects.count(), Committee.objects.count(), Group.objects.count(), Task.objects.count()) == (
        2,
        1,
        1,
        2,
    )
    assert [organisation.key for organisation in fan_out(["@all"], on=NEXT_YEAR)] == ["district", "successor"]


@pytest.mark.parametrize(
    ("names", "day", "expected"),
    [
        (["@all"], date(2024, 6, 1), ["department", "district"]),
        (["district", "@all"], date(2024, 6, 1), ["district", "department"]),
        (["@all"], date(2024, 2, 20), []),
        (["@all", "department"], NEXT_YEAR, ["district"]),
        (["successor"], date(2024, 6, 1), []),
    ],
    ids=["a group", "each once", "before the plan", "after the end of one", "not yet there"],
)
def test_whom_a_list_of_names_stands_for(file, names, day, expected):
    load_plan(path=file(a_plan()))

    assert [organisation.key for organisation in fan_out(names, on=day)] == expected


@pytest.mark.parametrize("name", ["nobody", "@nobody"])
def test_a_list_with_an_unknown_name_is_refused(name):
    with pytest.raises(UnknownName, match="nobody"):
        fan_out([name], on=date(2024, 6, 1))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"key_units": ["nobody"]}, "nobody"),
        ({"tasks": [a_task(clause="9.9")]}, "9.9"),
        ({"tasks": [{"number": "1.1"}]}, "plan.json"),
        ({"tasks": [a_task(deadline_on=None)]}, "only_regular_and_on_request_tasks_have_no_deadline"),
    ],
    ids=["unknown organisation", "unknown clause", "incomplete task", "contradiction"],
)
def test_a_wrong_file_is_refused_with_a_sentence_and_leaves_nothing(file, changes, says):
    before = rows()

    with pytest.raises(CommandError, match=says):
        call_command("load_plan", file=file(a_plan(**changes)))

    assert rows() == before


def test_a_file_that_is_no_plan_is_refused(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text("not a plan", encoding="utf-8")

    with pytest.raises(CommandError, match=r"plan\.json"):
        call_command("load_plan", file=path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.json"):
        call_command("load_plan", file=tmp_path / "nowhere.json")


def test_the_command_counts_what_it_did(file, capsys):
    path = file(a_plan())

    call_command("load_plan", file=path)
    call_command("load_plan", file=path)

    first, second = capsys.readouterr().out.splitlines()
    assert first != second
    assert "2024" in first
