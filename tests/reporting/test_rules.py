import pytest

from tasks_app.plan.enums import Act, State
from tasks_app.reporting.enums import Situation
from tasks_app.reporting.rules import act_of_submission, gaps

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


@pytest.mark.parametrize(
    ("before", "situation", "act"),
    [
        (State.ASSIGNED, Situation.WORKING, Act.START),
        (State.ASSIGNED, Situation.NO_CHANGE, Act.START),
        (State.ASSIGNED, Situation.OBSTACLE, Act.START),
        (State.ASSIGNED, Situation.DONE, Act.SUBMIT),
        (State.IN_PROGRESS, Situation.WORKING, None),
        (State.IN_PROGRESS, Situation.DONE, Act.SUBMIT),
        (State.RETURNED, Situation.WORKING, Act.START),
        (State.RETURNED, Situation.DONE, Act.SUBMIT),
    ],
)
def test_what_a_report_makes_of_the_assignment(before, situation, act):
    assert act_of_submission(before, situation) == act
