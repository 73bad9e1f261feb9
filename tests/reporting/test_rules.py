import pytest

from tasks_app.plan.enums import State
from tasks_app.reporting.enums import Situation
from tasks_app.reporting.rules import gaps, state_after_submission

COMPLETE = {
    "percent": 40,
    "results": "Đã ban hành kế hoạch",
    "difficulties": "",
    "has_evidence": False,
    "is_overdue": False,
}


@pytest.mark.parametrize(
    ("situation", "given", "missing"),
    [
        (Situation.WORKING, {}, []),
        (Situation.WORKING, {"percent": None}, ["percent"]),
        (Situation.WORKING, {"percent": 0}, []),
        (Situation.WORKING, {"results": "  "}, ["results"]),
        (Situation.NO_CHANGE, {"results": "", "percent": None}, []),
        (Situation.NO_CHANGE, {"is_overdue": True}, ["difficulties"]),
        (Situation.NO_CHANGE, {"is_overdue": True, "difficulties": "Chờ hướng dẫn"}, []),
        (Situation.OBSTACLE, {}, ["difficulties"]),
        (Situation.OBSTACLE, {"difficulties": "Thiếu kinh phí", "results": "", "percent": None}, []),
        (Situation.DONE, {"percent": None}, ["evidence_number"]),
        (Situation.DONE, {"has_evidence": True, "percent": None}, []),
        (Situation.DONE, {"has_evidence": True, "results": ""}, ["results"]),
    ],
)
def test_what_a_report_lacks(situation, given, missing):
    found = gaps(situation=situation, **COMPLETE | given)

    assert [gap.field for gap in found] == missing


@pytest.mark.parametrize("before", [State.ASSIGNED, State.IN_PROGRESS, State.RETURNED])
@pytest.mark.parametrize(
    ("situation", "after"),
    [
        (Situation.WORKING, State.IN_PROGRESS),
        (Situation.NO_CHANGE, State.IN_PROGRESS),
        (Situation.OBSTACLE, State.IN_PROGRESS),
        (Situation.DONE, State.SUBMITTED),
    ],
)
def test_what_a_report_makes_of_the_assignment(before, situation, after):
    assert state_after_submission(before, situation) == after
