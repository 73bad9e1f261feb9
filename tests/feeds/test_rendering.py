"""What is written is read back by two parsers that have nothing to do with what writes it."""

import unicodedata
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import ics
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.common.dates import at_time
from tasks_app.feeds.rendering import as_calendar
from tasks_app.feeds.rules import Event

DAY = date(2024, 11, 1)
EVENT = Event(
    name="assignment-12",
    on=DAY,
    title="Thời hạn: 1.3 Rà soát, đơn giản hóa thủ tục; số hóa hồ sơ tại Bộ phận Một cửa các cấp",
    description="Cơ quan chủ trì: Sở Nội vụ\nSản phẩm: Báo cáo, kết quả; C:\\hồ sơ",
    sequence=2,
    changed_at=at_time(date(2024, 10, 3), 9),
    path="/assignments/12/",
)
CALLED_OFF = Event("assignment-13", DAY, "Không còn theo dõi: 1.4", "", 5, at_time(DAY), is_called_off=True)

HARD = ["Đô Lương 🏛️ – số hóa", unicodedata.normalize("NFD", "Nghị quyết về cải cách"), "a\r\nb\nc\rd", "ế" * 300]
texts = st.one_of(
    st.sampled_from(HARD),
    st.text(max_size=300),
    st.text("đĐếựạ ,;:\\\"'\n🏛️️\t^<>&", max_size=300),
    st.text("ếỹự", min_size=300, max_size=300),
)


def written(*events: Event, name: str = "Nhiệm vụ CCHC: việc của tôi") -> str:
    return as_calendar(name, events, language="vi").decode()


def as_read(text: str) -> str:
    """What a program can read of a text: line ends are one kind, controls are none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(" " if _is_control(char) else char for char in text)


def _is_control(char: str) -> bool:
    return (unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")) and char not in "\t\n"


def test_vobject_reads_what_was_written(settings):
    calendar = vobject.readOne(written(EVENT, CALLED_OFF))
    event, called_off = calendar.vevent_list

    assert calendar.version.value == "2.0"
    assert calendar.method.value == "PUBLISH"
    assert calendar.x_wr_calname.value == "Nhiệm vụ CCHC: việc của tôi"
    assert event.uid.value == f"assignment-12@{urlsplit(settings.SITE_URL).hostname}"
    assert (event.dtstart.value, event.dtend.value) == (DAY, date(2024, 11, 2))
    assert event.summary.value == EVENT.title
    assert event.description.value == EVENT.description
    assert event.sequence.value == "2"
    assert event.dtstamp.value == event.last_modified.value == datetime(2024, 10, 3, 2, tzinfo=UTC)
    assert event.url.value == f"{settings.SITE_URL}/assignments/12/"
    assert event.transp.value == "TRANSPARENT"
    assert (event.status.value, called_off.status.value) == ("CONFIRMED", "CANCELLED")
    assert not hasattr(called_off, "description")
    assert not hasattr(called_off, "url")
    event.validate(raiseException=True)


def test_ics_reads_what_was_written():
    (event,) = ics.Calendar(written(EVENT)).events

    assert event.all_day
    assert event.begin.date() == DAY
    assert event.duration.days == 1
    assert event.name == EVENT.title
    assert event.description == EVENT.description
    assert event.transparent
    assert event.status == "CONFIRMED"


def test_the_lines_are_those_of_the_standard():
    lines = written(EVENT).split("\r\n")

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H" in lines
    assert "X-PUBLISHED-TTL:PT4H" in lines
    assert "DTSTART;VALUE=DATE:20241101" in lines
    assert "DTEND;VALUE=DATE:20241102" in lines
    assert any(line.startswith("PRODID:-//") for line in lines)


def test_the_same_events_give_the_same_bytes():
    assert written(EVENT, CALLED_OFF) == written(EVENT, CALLED_OFF)


def test_a_calendar_without_events_can_be_read():
    assert not hasattr(vobject.readOne(written()), "vevent")
    assert ics.Calendar(written()).events == set()


@pytest.mark.parametrize("name", ["Sở Nội vụ, tỉnh Nghệ An; CCHC", "a\nb"])
def test_the_name_of_a_calendar_is_text(name):
    assert vobject.readOne(written(name=name)).x_wr_calname.value == name


@given(title=texts, description=texts)
def test_any_text_comes_back(title, description):
    event = Event("assignment-1", DAY, title, description, 0, at_time(DAY))
    ours = written(event)

    assert max(len(line.encode()) for line in ours.split("\r\n")) <= 75
    by_vobject = vobject.readOne(ours).vevent
    assert by_vobject.summary.value == as_read(title)
    assert getattr(by_vobject, "description", None) is None or by_vobject.description.value == as_read(description)
    (by_ics,) = ics.Calendar(ours).events
    assert (by_ics.name or "") == as_read(title)
