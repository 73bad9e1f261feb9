"""Deadlines as offices write them, in the plan of 2025."""

import unicodedata
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.plan.enums import DeadlineKind, Frequency
from tasks_app.planning.rules import Doubt, read_deadline
from tasks_app.planning.wording import DOUBTS

EXACT, BEFORE, MONTH, QUARTER = DeadlineKind.EXACT, DeadlineKind.BEFORE, DeadlineKind.MONTH, DeadlineKind.QUARTER
HALF, YEAR, REGULAR, ON_REQUEST = (
    DeadlineKind.HALF_YEAR,
    DeadlineKind.YEAR,
    DeadlineKind.REGULAR,
    DeadlineKind.ON_REQUEST,
)

CERTAIN = [
    ("15/6", EXACT, "2025-06-15"),
    ("15/06/2025", EXACT, "2025-06-15"),
    ("15/6/25", EXACT, "2025-06-15"),
    ("15-6-2025", EXACT, "2025-06-15"),
    ("15-6", EXACT, "2025-06-15"),
    ("15.6.2025", EXACT, "2025-06-15"),
    ("15 / 6 / 2025", EXACT, "2025-06-15"),
    ("05/04/2025", EXACT, "2025-04-05"),
    ("6/12", EXACT, "2025-12-06"),
    ("2025-06-15", EXACT, "2025-06-15"),
    ("2025-06-15 00:00:00", EXACT, "2025-06-15"),
    ("ngày 15 tháng 6 năm 2025", EXACT, "2025-06-15"),
    ("Ngày 15 tháng 06", EXACT, "2025-06-15"),
    ("15 tháng 6", EXACT, "2025-06-15"),
    ("ngày 15/tháng 6/2025", EXACT, "2025-06-15"),
    ("ngày 15, tháng 6", EXACT, "2025-06-15"),
    ("Ngày 15/6", EXACT, "2025-06-15"),
    ("chậm nhất 15/6", EXACT, "2025-06-15"),
    ("Chậm nhất ngày 15/6/2025", EXACT, "2025-06-15"),
    ("muộn nhất ngày 15/6", EXACT, "2025-06-15"),
    ("không muộn hơn 15/6", EXACT, "2025-06-15"),
    ("không quá ngày 15/6", EXACT, "2025-06-15"),
    ("đến hết ngày 15/6", EXACT, "2025-06-15"),
    ("đến ngày 15/6", EXACT, "2025-06-15"),
    ("hoàn thành trong ngày 15/6.", EXACT, "2025-06-15"),
    ("trước 17h00 ngày 15/6", EXACT, "2025-06-15"),
    ("Trước 17 giờ ngày 15/6/2025", EXACT, "2025-06-15"),
    ("từ 01/6 đến 15/6", EXACT, "2025-06-15"),
    ("1/6 - 15/6", EXACT, "2025-06-15"),
    ("45823", EXACT, "2025-06-15"),
    ("45823.0", EXACT, "2025-06-15"),
    ("trước ngày 15/6", BEFORE, "2025-06-14"),
    ("Trước 30/6", BEFORE, "2025-06-29"),
    ("TRƯỚC NGÀY 01/7/2025", BEFORE, "2025-06-30"),
    ("  hoàn   thành  trước ngày 15 tháng 6 ", BEFORE, "2025-06-14"),
    ("xong trước 15/6", BEFORE, "2025-06-14"),
    ("chậm nhất trước ngày 15/6", BEFORE, "2025-06-14"),
    ("trước 31 tháng 12", BEFORE, "2025-12-30"),
    ("trước 01/01/2026", BEFORE, "2025-12-31"),
    ("tháng 6", MONTH, "2025-06-30"),
    ("Tháng 02", MONTH, "2025-02-28"),
    ("trong tháng 6/2025", MONTH, "2025-06-30"),
    ("Tháng 6 năm 2025", MONTH, "2025-06-30"),
    ("T6/2025", MONTH, "2025-06-30"),
    ("T.6", MONTH, "2025-06-30"),
    ("Th6/2025", MONTH, "2025-06-30"),
    ("6/2025", MONTH, "2025-06-30"),
    ("tháng sáu", MONTH, "2025-06-30"),
    ("tháng tư", MONTH, "2025-04-30"),
    ("tháng mười hai năm 2025", MONTH, "2025-12-31"),
    ("đến hết tháng 6", MONTH, "2025-06-30"),
    ("từ tháng 3 đến tháng 6", MONTH, "2025-06-30"),
    ("Tháng 3-tháng 6", MONTH, "2025-06-30"),
    ("Tháng 3 - 6/2025", MONTH, "2025-06-30"),
    ("Quý II", QUARTER, "2025-06-30"),
    ("QUÝ II/2025", QUARTER, "2025-06-30"),
    ("Quý Ⅱ/2025", QUARTER, "2025-06-30"),
    ("quý 2/2025", QUARTER, "2025-06-30"),
    ("Q2", QUARTER, "2025-06-30"),
    ("QII/2025", QUARTER, "2025-06-30"),
    ("Quý II năm 2025", QUARTER, "2025-06-30"),
    ("Quý II, năm 2025", QUARTER, "2025-06-30"),
    ("Quý 2 - 2025", QUARTER, "2025-06-30"),
    ("Trong quý I", QUARTER, "2025-03-31"),
    ("Quí IV", QUARTER, "2025-12-31"),
    ("quý hai năm 2025", QUARTER, "2025-06-30"),
    ("hết quý 3", QUARTER, "2025-09-30"),
    ("Từ quý II đến quý IV", QUARTER, "2025-12-31"),
    ("năm 2025: Quý II", QUARTER, "2025-06-30"),
    ("9 tháng", QUARTER, "2025-09-30"),
    ("9 tháng đầu năm", QUARTER, "2025-09-30"),
    ("6 tháng đầu năm", HALF, "2025-06-30"),
    ("06 tháng đầu năm 2025", HALF, "2025-06-30"),
    ("sáu tháng đầu năm", HALF, "2025-06-30"),
    ("6 tháng cuối năm", HALF, "2025-12-31"),
    ("năm 2025", YEAR, "2025-12-31"),
    ("Cả năm", YEAR, "2025-12-31"),
    ("Trong năm 2025", YEAR, "2025-12-31"),
    ("cuối năm", YEAR, "2025-12-31"),
    ("2025", YEAR, "2025-12-31"),
]
WITHOUT_END = [
    ("thường xuyên", REGULAR, Frequency.NONE),
    ("Thường xuyên trong năm", REGULAR, Frequency.NONE),
    ("Thường xuyên, hằng quý", REGULAR, Frequency.QUARTERLY),
    ("hằng quý", REGULAR, Frequency.QUARTERLY),
    ("Hàng tháng", REGULAR, Frequency.MONTHLY),
    ("Hằng năm", REGULAR, Frequency.YEAR),
    ("hằng tuần", REGULAR, Frequency.WEEKLY),
    ("Định kỳ hằng quý", REGULAR, Frequency.QUARTERLY),
    ("định kỳ 6 tháng", REGULAR, Frequency.HALF_YEAR),
    ("6 tháng/lần", REGULAR, Frequency.HALF_YEAR),
    ("3 tháng 1 lần", REGULAR, Frequency.QUARTERLY),
    ("01 lần/quý", REGULAR, Frequency.QUARTERLY),
    ("2 lần/năm", REGULAR, Frequency.HALF_YEAR),
    ("mỗi tháng 1 lần", REGULAR, Frequency.MONTHLY),
    ("Hằng quý, 6 tháng, năm", REGULAR, Frequency.QUARTERLY),
    ("hằng tháng, quý, năm", REGULAR, Frequency.MONTHLY),
    ("Trước ngày 25 hằng tháng", REGULAR, Frequency.MONTHLY),
    ("Trước ngày 15 tháng cuối quý", REGULAR, Frequency.QUARTERLY),
    ("khi có yêu cầu", ON_REQUEST, Frequency.NONE),
    ("Theo yêu cầu", ON_REQUEST, Frequency.NONE),
    ("Theo hướng dẫn của Trung ương", ON_REQUEST, Frequency.NONE),
    ("Sau khi có hướng dẫn của Trung ương", ON_REQUEST, Frequency.NONE),
    ("khi có văn bản của Bộ Nội vụ", ON_REQUEST, Frequency.NONE),
    ("đột xuất", ON_REQUEST, Frequency.NONE),
]
UNCERTAIN = [
    ("đầu tháng 6", "2025-06-10", Doubt.PART_OF_A_PERIOD),
    ("giữa tháng 6", "2025-06-20", Doubt.PART_OF_A_PERIOD),
    ("cuối tháng 6", "2025-06-30", Doubt.PART_OF_A_PERIOD),
    ("trung tuần tháng 6", "2025-06-20", Doubt.PART_OF_A_PERIOD),
    ("cuối quý II", "2025-06-30", Doubt.PART_OF_A_PERIOD),
    ("đầu năm", "2025-03-31", Doubt.PART_OF_A_PERIOD),
    ("tuần 2 tháng 6", "2025-06-14", Doubt.WEEK),
    ("Tuần thứ 3 của tháng 5", "2025-05-21", Doubt.WEEK),
    ("tuần cuối tháng 6", "2025-06-30", Doubt.WEEK),
    ("hoàn thành trong Quý III và IV", "2025-12-31", Doubt.SEVERAL),
    ("Quý II, Quý III/2025", "2025-09-30", Doubt.SEVERAL),
    ("tháng 3, 6, 9", "2025-09-30", Doubt.SEVERAL),
    ("15/6 hoặc 30/6", "2025-06-30", Doubt.SEVERAL),
    ("Trước ngày 15/6 và 15/12", "2025-12-15", Doubt.SEVERAL),
    ("Quý II (trước 30/6)", "2025-06-30", Doubt.SEVERAL),
    ("giai đoạn 2021-2025", "2025-12-31", Doubt.SEVERAL),
    ("31/01/2026", "2026-01-31", Doubt.OTHER_YEAR),
    ("15/6/2024", "2024-06-15", Doubt.OTHER_YEAR),
    ("Quý I/2026", "2026-03-31", Doubt.OTHER_YEAR),
    ("trước tháng 6", "2025-05-31", Doubt.BEFORE_A_PERIOD),
    ("trước quý III", "2025-06-30", Doubt.BEFORE_A_PERIOD),
    ("đến tháng 6", "2025-06-30", Doubt.UNTIL_A_PERIOD),
    ("đến năm 2030", "2030-12-31", Doubt.UNTIL_A_PERIOD),
    ("15.6", "2025-06-15", Doubt.SHORTENED),
    ("3-6", "2025-06-03", Doubt.SHORTENED),
    ("6/25", "2025-06-30", Doubt.SHORTENED),
    ("20/12 hằng năm", "2025-12-20", Doubt.WITH_AND_WITHOUT_END),
    ("thường xuyên, xong trước 15/12", "2025-12-14", Doubt.WITH_AND_WITHOUT_END),
    ("tháng 12/2025 hoặc khi có yêu cầu", "2025-12-31", Doubt.WITH_AND_WITHOUT_END),
    ("6 tháng", "2025-06-30", Doubt.VAGUE),
    ("không phải 15/6", "2025-06-15", Doubt.MORE_WORDS),
    ("10-15/6", "2025-06-15", Doubt.MORE_WORDS),
    ("tháng năm", "2025-12-31", Doubt.MORE_WORDS),
    ("Hoàn thành 100% trong quý II", "2025-06-30", Doubt.MORE_WORDS),
    ("theo quy định", None, Doubt.VAGUE),
    ("Theo Kế hoạch số 12/KH-UBND ngày 15/01/2025", None, Doubt.VAGUE),
    ("mỗi tháng hai lần", None, Doubt.MORE_WORDS),
]
NOT_READ = [
    ("", Doubt.EMPTY),
    ("   ", Doubt.EMPTY),
    ("30/2", Doubt.NO_SUCH_DAY),
    ("29/2", Doubt.NO_SUCH_DAY),
    ("31/6/2025", Doubt.NO_SUCH_DAY),
    ("6/15", Doubt.NO_SUCH_DAY),
    ("00/00/2025", Doubt.NO_SUCH_DAY),
    ("trong 10 ngày kể từ ngày 15/6", Doubt.FROM_AN_EVENT),
    ("trong vòng 30 ngày", Doubt.FROM_AN_EVENT),
    ("5 ngày làm việc sau khi nhận văn bản", Doubt.FROM_AN_EVENT),
    ("từ tháng 3", Doubt.ONLY_A_BEGINNING),
    ("sau 15/6", Doubt.ONLY_A_BEGINNING),
    ("quý V", Doubt.NOT_UNDERSTOOD),
    ("tháng sau", Doubt.NOT_UNDERSTOOD),
    ("trước ngày 15", Doubt.NOT_UNDERSTOOD),
    ("Tết Nguyên đán", Doubt.NOT_UNDERSTOOD),
    ("sau kỳ họp HĐND tỉnh", Doubt.NOT_UNDERSTOOD),
    ("theo Nghị định số 10/2025/NĐ-CP", Doubt.NOT_UNDERSTOOD),
    ("nt", Doubt.NOT_UNDERSTOOD),
    ("Đang thực hiện", Doubt.NOT_UNDERSTOOD),
    ("1", Doubt.NOT_UNDERSTOOD),
    ("15/6 " * 100, Doubt.NOT_UNDERSTOOD),
]


def read(words):
    return read_deadline(words, year=2025)


@pytest.mark.parametrize(("words", "kind", "on"), CERTAIN)
def test_a_deadline_is_read(words, kind, on):
    deadline = read(words)

    assert (deadline.kind, deadline.on, deadline.doubt) == (kind, date.fromisoformat(on), None)
    assert deadline.is_certain


@pytest.mark.parametrize(("words", "kind", "frequency"), WITHOUT_END)
def test_work_without_an_end_has_a_rhythm_or_waits_for_a_request(words, kind, frequency):
    deadline = read(words)

    assert (deadline.kind, deadline.on, deadline.frequency) == (kind, None, frequency)
    assert deadline.is_certain


@pytest.mark.parametrize(("words", "on", "doubt"), UNCERTAIN)
def test_what_has_several_readings_is_left_to_a_person(words, on, doubt):
    deadline = read(words)

    assert (deadline.on, deadline.doubt) == (on and date.fromisoformat(on), doubt)
    assert not deadline.is_certain


@pytest.mark.parametrize(("words", "doubt"), NOT_READ)
def test_what_is_not_understood_has_no_day(words, doubt):
    deadline = read(words)

    assert (deadline.kind, deadline.on, deadline.doubt) == (None, None, doubt)
    assert not deadline.is_certain


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
@pytest.mark.parametrize(("words", "kind", "on"), CERTAIN)
def test_form_and_case_change_nothing(words, kind, on, case, form):
    deadline = read(unicodedata.normalize(form, case(words)))

    assert (deadline.kind, deadline.on) == (kind, date.fromisoformat(on))


@pytest.mark.parametrize("cell", [date(2025, 6, 15), datetime(2025, 6, 15, 0, 0), 45823, 45823.0])  # noqa: DTZ001
def test_what_a_cell_holds_as_a_day_is_that_day(cell):
    deadline = read(cell)

    assert (deadline.on, deadline.words, deadline.is_certain) == (date(2025, 6, 15), "15/06/2025", True)


def test_the_day_of_a_cell_in_another_year_is_looked_at():
    assert read(date(2024, 6, 15)).doubt == Doubt.OTHER_YEAR


def test_words_are_kept_tidied():
    assert read(unicodedata.normalize("NFD", " Trước\n ngày  15/6 ")).words == "Trước ngày 15/6"


def test_nothing_in_a_cell_is_no_deadline():
    assert read(None).doubt == Doubt.EMPTY


days = st.dates(date(2025, 1, 1), date(2025, 12, 31))
SHAPES = ("{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d}.{m}.{y}", "ngày {d} tháng {m} năm {y}", "{d}/{m}")


@given(days, st.sampled_from(SHAPES))
def test_every_day_is_read_in_every_shape(day, shape):
    written = shape.format(d=day.day, m=day.month, y=day.year)

    assert (read(written).on, read(written).is_certain) == (day, True)
    assert read(f"trước ngày {written}").on == day - timedelta(days=1)
    assert read(f"Chậm nhất ngày {written}").on == day


@given(days, days)
def test_two_days_are_never_certain_unless_one_leads_to_the_other(one, other):
    deadline = read(f"{one:%d/%m/%Y} và {other:%d/%m/%Y}")

    assert deadline.on == max(one, other)
    assert deadline.is_certain == (one == other)


@given(st.text(max_size=60) | st.text("0123456789/.- tháng quý năm trước IV,;()@", max_size=40))
def test_whatever_is_typed_is_answered(words):
    deadline = read(words)

    assert deadline.is_certain == (deadline.doubt is None)
    assert (deadline.on is None) == (deadline.kind in (None, REGULAR, ON_REQUEST))
    assert not deadline.is_certain or deadline.on is None or deadline.on.year == 2025


def test_every_doubt_has_words():
    assert set(DOUBTS) == set(Doubt)
