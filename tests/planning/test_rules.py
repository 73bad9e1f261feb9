"""The checklist, and what tells two sayings apart."""

from dataclasses import replace
from datetime import date

import pytest

from tasks_app.planning.enums import Missing
from tasks_app.planning.rules import BLOCKS, PlanDetails, TaskFacts, TaskGiven, checklist

CLEAR = TaskFacts(
    key=1,
    title="Rà soát thủ tục",
    leads=2,
    without_member=0,
    gone=0,
    has_deliverable=True,
    has_deadline=True,
    is_confirmed=True,
    has_words=True,
    has_clause=True,
)
LACKING = [
    ({"title": ""}, Missing.TITLE),
    ({"leads": 0}, Missing.LEAD),
    ({"without_member": 2}, Missing.MEMBER),
    ({"has_deliverable": False}, Missing.DELIVERABLE),
    ({"has_deadline": False}, Missing.DEADLINE),
    ({"is_confirmed": False}, Missing.UNCONFIRMED),
    ({"has_words": False}, Missing.WORDS),
    ({"has_clause": False}, Missing.CLAUSE),
    ({"gone": 1}, Missing.GONE),
]


def missing(*tasks: TaskFacts, empty=(), has_document=True) -> list[Missing]:
    return [lack.missing for lack in checklist(tasks, empty, has_document=has_document).lacks]


def test_what_is_clear_lacks_nothing():
    assert missing(CLEAR) == []
    assert checklist([CLEAR], [], has_document=True).is_ready


@pytest.mark.parametrize(("lack", "expected"), LACKING)
def test_each_lack_is_found_and_blocks_or_warns(lack, expected):
    found = checklist([replace(CLEAR, **lack)], [], has_document=True)

    assert [one.missing for one in found.lacks] == [expected]
    assert found.is_ready == (expected not in BLOCKS)
    assert found.of_task(1) == found


def test_member_lead_deliverable_and_a_confirmed_deadline_hold_publishing_back():
    assert BLOCKS == {
        Missing.TASKS,
        Missing.TITLE,
        Missing.LEAD,
        Missing.MEMBER,
        Missing.DELIVERABLE,
        Missing.DEADLINE,
        Missing.UNCONFIRMED,
    }


def test_the_plan_itself_lacks_tasks_a_document_and_tasks_below_a_key_task():
    assert missing(empty=[7], has_document=False) == [Missing.TASKS, Missing.SOURCE_DOCUMENT, Missing.KEY_TASK]


def test_without_a_document_no_task_is_blamed_for_its_clause():
    assert missing(replace(CLEAR, has_clause=False), has_document=False) == [Missing.SOURCE_DOCUMENT]


def test_the_same_title_is_found_whatever_its_marks_and_capitals():
    other = replace(CLEAR, key=2, title="RA SOAT thu tuc")

    assert [(lack.missing, lack.task) for lack in checklist([CLEAR, other], [], has_document=True).lacks] == [
        (Missing.DUPLICATE, 2)
    ]


def test_the_same_said_in_another_order_or_form_has_the_same_mark():
    one = TaskGiven("Rà soát", shortcomings=(2, 1), deadline_on=date(2025, 6, 14))
    other = TaskGiven("  Rà soát ", shortcomings=[1, 2], deadline_on=date(2025, 6, 14))

    assert replace(one, shortcomings=[2, 1]).mark == other.mark
    assert one.mark != replace(one, deadline_on=None).mark


def test_a_title_stands_on_one_line_and_its_content_on_several():
    given = TaskGiven(title_vi="Rà soát\r\nđầu mối ", content_vi="- Một\n- Hai")

    assert (given.title_vi, given.content_vi) == ("Rà soát đầu mối", "- Một\n- Hai")


def test_a_plan_begins_with_its_year():
    assert PlanDetails(2025, "Phương châm").first_day == date(2025, 1, 1)
