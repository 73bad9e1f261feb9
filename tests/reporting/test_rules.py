from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.plan.enums import Act, State
from tasks_app.reporting.enums import Situation
from tasks_app.reporting.rules import (
    Change,
    act_of_submission,
    differences,
    gaps,
    waits_too_long,
    working_days_to_answer,
)
from tests.calendar.days import PLAIN

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


# --- Review -----------------------------------------------------------------------------------------------------------


def marked(before: str, now: str) -> str:
    """The differences as one line: [-gone-], [+new+], the rest as it is."""
    frame = {Change.SAME: "{}", Change.GONE: "[-{}-]", Change.NEW: "[+{}+]"}
    return "".join(frame[piece.change].format(piece.text) for piece in differences(before, now))


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("", "", ""),
        ("Đã ban hành kế hoạch", "Đã ban hành kế hoạch", "Đã ban hành kế hoạch"),
        ("", "Đề nghị hỗ trợ", "[+Đề nghị hỗ trợ+]"),
        ("Thiếu kinh phí", "", "[-Thiếu kinh phí-]"),
        ("số hóa 9.200 hồ sơ", "số hóa 13.000 hồ sơ", "số hóa [-9.200-] [+13.000+] hồ sơ"),
        ("đạt 9.200/15.300 hồ sơ", "đạt 13.000/15.300 hồ sơ", "đạt [-9.200-] [+13.000+]/15.300 hồ sơ"),
        ("tỷ lệ 69,5% hồ sơ", "tỷ lệ 70% hồ sơ", "tỷ lệ [-69,5-] [+70+]% hồ sơ"),
        ("Đã họp", "Đã họp, đã ban hành", "Đã họp[+, đã ban hành+]"),
        ("Đã họp và ký", "Đã họp", "Đã họp [-và ký-]"),
        ("Đã họp (hai lần)", "Đã họp", "Đã họp [-(hai lần)-]"),
        ("Đã họp, đã ký", "Đã họp", "Đã họp[-, đã ký-]"),
        ("Đã họp\nĐã ký ba văn bản", "Đã họp\nĐã ký bốn văn bản", "Đã họp\nĐã ký [-ba-] [+bốn+] văn bản"),
        # One word that stayed between two changes would only make the reading restless.
        (
            "Sở đã gửi hai tờ trình và chờ thẩm định",
            "Sở đã ký năm tờ báo cáo và chờ thẩm định",
            "Sở đã [-gửi hai tờ trình-] [+ký năm tờ báo cáo+] và chờ thẩm định",
        ),
        # Little in common: a new text, not a patchwork.
        (
            "Thiếu máy quét khổ lớn.",
            "2.300 hồ sơ trước năm 2012 chưa có mã.",
            "[-Thiếu máy quét khổ lớn.-] [+2.300 hồ sơ trước năm 2012 chưa có mã.+]",
        ),
    ],
)
def test_what_changed_is_marked_word_by_word(before, now, expected):
    assert marked(before, now) == expected


@given(
    before=st.text(alphabet="ab .,\n", max_size=40),
    now=st.text(alphabet="ab .,\n", max_size=40),
)
def test_both_texts_can_be_read_out_of_the_differences(before, now):
    pieces = differences(before, now)

    kept = "".join(piece.text for piece in pieces if piece.change != Change.GONE)
    gone = "".join(piece.text for piece in pieces if piece.change != Change.NEW)
    assert "".join(kept.split()) == "".join(now.split())
    assert "".join(gone.split()) == "".join(before.split())


def test_the_median_of_the_answers_counts_working_days():
    friday, monday, tuesday, wednesday = (date(2024, 10, day) for day in (11, 14, 15, 16))

    pairs = [(friday, monday), (monday, wednesday), (friday, wednesday), (tuesday, tuesday)]

    assert working_days_to_answer(pairs, PLAIN) == 1.5  # 1, 2, 3 and 0 working days
    assert working_days_to_answer(pairs[:3], PLAIN) == 2
    assert working_days_to_answer([], PLAIN) is None


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (3, False), (4, True)])
def test_an_answer_is_late_after_the_days_that_were_promised(days, is_late):
    assert waits_too_long(days, within=3) == is_late
