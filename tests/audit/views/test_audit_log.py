"""The page of the log: who sees what of it, how it is narrowed, how it is turned over and taken out."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from tasks_app.audit.queries import Asked, lines
from tasks_app.audit.rules import kinds_open_to
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.exports.actions import log_export
from tasks_app.journal.actions import note_view, record
from tasks_app.journal.enums import FileFormat
from tasks_app.journal.models import DataView, Entry, ExportRecord
from tasks_app.options.actions import change_options
from tasks_app.people.actions import note_failed_sign_in
from tests.conftest import TODAY
from tests.exports.files import rows, taken_out
from tests.factories import (
    OrganisationFactory,
    PeriodFactory,
    PersonFactory,
    administrator,
    delegate,
    inspector,
    leader,
    secretary,
)

pytestmark = pytest.mark.django_db

LOG = reverse("audit_log")
AT = at_time(TODAY, 7)
ADDRESS = "203.0.113.7"


@pytest.fixture
def keeper(client_of):
    return client_of(administrator(full_name="Quản Trị Viên"))


@pytest.fixture
def happened():
    """One line of each source, an hour apart, the newest a view of personal data."""
    person = PersonFactory(full_name="Nguyễn Thị Mận")
    by = Actor(secretary(full_name="Trần Văn Thư"))
    record("person.invited", person, by=by, at=AT, email="man@nghean.example")
    log_export("assignment_list", FileFormat.XLSX, rows=12, by=by, at=AT + timedelta(hours=1), query="status=overdue")
    for _ in range(3):
        note_failed_sign_in(person, address=ADDRESS, at=AT + timedelta(hours=2))
    note_view("person_detail", of=person, by=by, at=AT + timedelta(hours=3))
    return person


def table(response) -> list[str]:
    """The text of each line."""
    assert response.status_code == 200
    body = re.search(r"<tbody>(.*?)</tbody>", response.content.decode(), re.DOTALL)
    found = re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL) if body else []
    return [unescape(" ".join(re.sub(r"<[^>]+>", " ", one).split())) for one in found]


def test_all_that_happened_stands_there_newest_first(keeper, happened):
    found = table(keeper.get(LOG))

    assert "Đã xem dữ liệu cá nhân" in found[0]
    assert "3 lần nhập sai mật khẩu" in found[1]
    assert ADDRESS in found[1]
    assert "Nguyễn Thị Mận" in found[1]
    assert "Đã kết xuất" in found[2]
    assert "status=overdue" in found[2]
    assert "Trần Văn Thư" in found[3]
    assert len(found) == 4


def test_the_secretariat_sees_neither_addresses_nor_who_looked_at_what(client_of, happened):
    person = secretary()
    record("person.signed_in", person, by=Actor(person), at=AT, address=ADDRESS)

    page = client_of(person).get(LOG)

    assert len(table(page)) == 2
    assert ADDRESS not in page.content.decode()
    assert 'id="id_address"' not in page.content.decode()


@pytest.mark.parametrize("asked", ["kind=failures", "kind=views", "kind=sign_ins", f"address={ADDRESS}"])
def test_and_does_not_come_to_it_by_an_address_either(client_of, happened, asked):
    page = client_of(secretary()).get(f"{LOG}?{asked}").content.decode()

    assert ADDRESS not in page.replace(f"address={ADDRESS}", "")
    assert "lần nhập sai" not in page


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("kind=accounts", 1),
        ("kind=failures", 1),
        ("kind=views", 1),
        ("kind=exports", 1),
        ("kind=mail", 0),
        (f"address={ADDRESS}", 1),
        ("address=203.0.113.8", 0),
        ("first=15/10/2024&last=15/10/2024", 4),
        ("first=16/10/2024", 0),
        ("last=14/10/2024", 0),
        ("q=man@nghean", 1),
        ("q=OVERDUE", 1),
        ("q=khong-co", 0),
        ("kind=khong-co", 4),
        ("first=khong-phai-ngay", 4),
        ("address=khong", 4),
        ("after=khong", 4),
        ("thing=khong:1", 4),
        ("who=0", 4),
    ],
)
def test_it_is_narrowed_by_what_is_asked_for_and_what_is_not_understood_is_left_out(keeper, happened, asked, number):
    assert len(table(keeper.get(f"{LOG}?{asked}"))) == number


def test_by_who_did_it_or_for_whom_by_whom_it_is_about_and_by_the_thing(keeper, happened):
    chief, deputy = leader(), PersonFactory()
    record("plan.closed", OrganisationFactory(), by=Actor(deputy, chief), at=AT)
    writer = Entry.objects.get(verb="person.invited").by

    assert len(table(keeper.get(f"{LOG}?who={writer.pk}"))) == 3
    assert len(table(keeper.get(f"{LOG}?who={chief.pk}"))) == 1
    assert len(table(keeper.get(f"{LOG}?about={happened.pk}"))) == 3
    assert len(table(keeper.get(f"{LOG}?thing=person:{happened.pk}"))) == 1


def test_words_in_vietnamese_are_found(keeper):
    record("person.shut_out", PersonFactory(), by=None, at=AT, reason="Chuyển công tác về Đô Lương")

    assert len(table(keeper.get(f"{LOG}?q=Đô Lương"))) == 1


def test_words_are_looked_for_in_the_last_months_unless_a_day_is_given(keeper):
    record("person.shut_out", PersonFactory(), by=None, at=AT - timedelta(days=200), reason="Nghỉ hưu")

    assert table(keeper.get(f"{LOG}?q=Nghỉ hưu")) == []
    assert "92" in keeper.get(f"{LOG}?q=Nghỉ hưu").content.decode()
    assert len(table(keeper.get(f"{LOG}?q=Nghỉ hưu&first=01/01/2024"))) == 1


def test_a_setting_is_said_as_on_its_page(keeper):
    change_options({"export_rows": 4000}, seen=0, reason="Máy chậm", by=Actor(administrator()), at=AT)

    said = table(keeper.get(f"{LOG}?kind=settings"))[0]

    assert "5.000 dòng → 4.000 dòng" in said
    assert "Máy chậm" in said


def test_a_day_is_written_as_people_write_it(keeper):
    its = OrganisationFactory()
    record("reorganisation.begun", its, by=Actor(secretary()), at=AT, day="2024-12-01", basis="1243/NQ-UBTVQH15")

    said = table(keeper.get(LOG))[0]

    assert "Ngày: 01/12/2024" in said
    assert "2024-12-01" not in said


@pytest.mark.parametrize(
    ("verb", "thing", "said"),
    [
        ("period.closed", PeriodFactory, "Kỳ báo cáo: Quý III/2024"),
        ("organisation.corrected", lambda: OrganisationFactory(name_vi="Sở Nội vụ"), "Cơ quan, đơn vị: Sở Nội vụ"),
    ],
    ids=["period", "organisation"],
)
def test_a_thing_is_called_by_its_name_and_not_by_a_number(keeper, verb, thing, said):
    record(verb, thing(), by=Actor(secretary()), at=AT)

    assert said in table(keeper.get(LOG))[0]


def test_pages_are_turned_over_without_a_line_lost_or_doubled(keeper):
    """Many lines of one moment, of all sources."""
    viewer = Actor(secretary())
    for number in range(60):
        record("person.invited", PersonFactory(), by=viewer, at=AT)
        log_export(f"page{number}", FileFormat.CSV, rows=1, by=viewer, at=AT)
    for number in range(30):
        note_failed_sign_in(None, address=f"203.0.113.{number}", at=AT)
        note_view("person_detail", of=PersonFactory(), by=viewer, at=AT)

    seen, address = [], LOG
    while address:
        page = keeper.get(address).content.decode()
        seen += re.findall(r"<tr>\s*<td class=\"nw\">", page)
        further = re.search(r'<a rel="next" href="([^"]+)"', page)
        address = f"{LOG}{unescape(further[1])}" if further else ""

    assert len(seen) == 180
    asked = Asked(tuple(kinds_open_to(sees_watched=True)))
    found = lines(asked, after=None, today=TODAY, at_most=1000)
    some = [*lines(asked, after=None, today=TODAY, at_most=77)]
    some += lines(asked, after=some[-1].place, today=TODAY, at_most=1000)
    assert [(one.source, one.row.pk) for one in some] == [(one.source, one.row.pk) for one in found]
    assert len({(one.source, one.row.pk) for one in found}) == 180


def test_as_many_queries_with_many_lines_as_with_few(keeper, happened, constant_queries):
    def more():
        for number in range(30):
            person = PersonFactory()
            record("person.invited", person, by=Actor(PersonFactory()), at=AT)
            log_export("task_list", FileFormat.CSV, rows=1, by=Actor(PersonFactory()), at=AT)
            note_failed_sign_in(person, address=f"203.0.113.{number}", at=AT)
            note_view("person_edit", of=person, by=Actor(PersonFactory()), at=AT)

    constant_queries(lambda: keeper.get(LOG), more)


def test_without_a_line_the_page_says_so(keeper):
    assert "Chưa có gì xảy ra" in keeper.get(LOG).content.decode()
    assert "Không tìm thấy" in keeper.get(f"{LOG}?kind=mail").content.decode()


def test_it_is_nobodys_to_lend(client_of):
    chief, deputy = inspector(), PersonFactory()
    browser = client_of(deputy)
    browser.post(reverse("act_for", args=[delegate(chief, deputy).pk]))

    assert browser.get(LOG).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(keeper, method):
    assert getattr(keeper, method)(LOG).status_code == 405


def test_looking_at_it_writes_nothing(keeper, happened, queries):
    before = (Entry.objects.count(), DataView.objects.count(), ExportRecord.objects.count())

    keeper.get(LOG)

    assert (Entry.objects.count(), DataView.objects.count(), ExportRecord.objects.count()) == before


def test_it_is_taken_out_as_it_is_narrowed_and_that_is_recorded_itself(keeper, happened):
    found = rows(taken_out(keeper, f"{LOG}?kind=failures"))

    assert [one["Địa chỉ mạng"] for one in found] == [ADDRESS]
    assert (ExportRecord.objects.first().what, ExportRecord.objects.first().query) == ("audit_log", "kind=failures")
    assert "Đã kết xuất: Nhật ký hệ thống" in table(keeper.get(f"{LOG}?kind=exports"))[0]


def test_what_the_secretariat_takes_out_has_no_addresses(client_of, happened):
    found = rows(taken_out(client_of(secretary()), LOG))

    assert len(found) == 2
    assert "Địa chỉ mạng" not in found[0]


def test_a_formula_that_somebody_typed_is_taken_out_as_text(keeper):
    record("person.shut_out", PersonFactory(), by=None, at=AT, reason="=HYPERLINK(1)")

    (found,) = rows(taken_out(keeper, LOG))

    assert found["Nguyên văn"] == "=HYPERLINK(1)"
