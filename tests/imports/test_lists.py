"""Lists of people, of overseers and of organisations from Excel."""

from __future__ import annotations

import io
import unicodedata
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import Workbook

from tasks_app.common import clock
from tasks_app.imports import queries
from tasks_app.imports.enums import ListKind, ListRemark, Verdict
from tasks_app.imports.rules import Unreadable, judge_list, read_file, read_list
from tasks_app.imports.rules.lists import day_in, role_of
from tasks_app.mailing.models import Message
from tasks_app.organisations.models import Organisation
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Oversight, Person
from tests.factories import LocalityFactory, OrganisationFactory, PersonFactory, member, secretary

pytestmark = pytest.mark.django_db

HEAD = ["TT", "Họ và tên", "Chức vụ", "Đơn vị", "Thư điện tử", "Vai trò"]
GIVABLE = [Role.MEMBER, Role.LEADER, Role.FOCAL_OFFICER]


def workbook(*lines: list) -> io.BytesIO:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "danh-sach.xlsx"
    return file


def judged(kind: ListKind, *lines: list):
    rows = read_list(read_file(workbook(*lines), "danh-sach.xlsx"), kind)
    return judge_list(rows, kind, queries.list_known(on=clock.today(), roles=GIVABLE))


def remarks(one) -> set[ListRemark]:
    return {remark for remark, _about in one.remarks}


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Cán bộ đầu mối", Role.FOCAL_OFFICER),
        ("ĐẦU MỐI", Role.FOCAL_OFFICER),
        ("Ủy viên", Role.MEMBER),
        ("Thành viên BCĐ", Role.MEMBER),
        ("Phó Trưởng ban", Role.LEADER),
        ("Bộ phận thường trực", Role.SECRETARIAT),
        ("Giám sát", Role.INSPECTOR),
        ("Quản trị", Role.ADMINISTRATOR),
        ("Lái xe", None),
        ("", None),
    ],
)
def test_roles_are_understood_as_people_write_them(words, role):
    assert role_of(words) == role


@pytest.mark.parametrize(
    ("words", "day"),
    [("01/03/2025", date(2025, 3, 1)), ("1-3-2025", date(2025, 3, 1)), ("31/02/2025", None), ("tháng 3", None)],
)
def test_days(words, day):
    assert day_in(words) == day


def test_a_person_as_offices_write_him():
    unit = OrganisationFactory(name_vi="Sở Nội vụ", short_vi="SNV")
    name = unicodedata.normalize("NFD", "Trần Thị Mới")
    [one] = judged(
        ListKind.PEOPLE,
        ["DANH SÁCH ĐẦU MỐI"],
        [],
        HEAD,
        [1, name, "Chuyên viên", "Sở Nội Vụ", "Moi@nghean.example ", "Cán bộ đầu mối"],
    )

    assert one.verdict == Verdict.OK
    assert one.value == {
        "username": "moi",
        "full_name": "Trần Thị Mới",
        "email": "moi@nghean.example",
        "position_vi": "Chuyên viên",
        "organisation": unit.pk,
        "role": Role.FOCAL_OFFICER,
    }


@pytest.mark.parametrize(
    ("line", "remark"),
    [
        ([1, "Trần Thị Mới", "", "", "khong-phai", "Thành viên"], ListRemark.NO_ADDRESS),
        ([1, "Trần Thị Mới", "", "", "da.co@nghean.example", "Thành viên"], ListRemark.IS_TAKEN),
        ([1, "Trần Thị Mới", "", "Sở Không Có", "a@nghean.example", "Thành viên"], ListRemark.UNKNOWN_ORGANISATION),
        ([1, "Trần Thị Mới", "", "", "a@nghean.example", "Cán bộ đầu mối"], ListRemark.UNKNOWN_ORGANISATION),
        ([1, "Trần Thị Mới", "", "", "a@nghean.example", "Lái xe"], ListRemark.UNKNOWN_ROLE),
        ([1, "Trần Thị Mới", "", "", "a@nghean.example", "Quản trị"], ListRemark.NOT_TO_GIVE),
        ([1, "Trần Thị Mới", "", "", "", "Thành viên"], ListRemark.MISSING),
    ],
)
def test_what_stops_a_row_is_said(line, remark):
    PersonFactory(email="da.co@nghean.example", username="da.co")
    [one] = judged(ListKind.PEOPLE, HEAD, line)

    assert remark in remarks(one)
    assert one.verdict == Verdict.ERROR


def test_who_stands_twice_in_the_file_is_entered_once():
    line = [1, "Trần Thị Mới", "", "", "a@nghean.example", "Thành viên"]

    assert [one.verdict for one in judged(ListKind.PEOPLE, HEAD, line, line)] == [Verdict.OK, Verdict.ERROR]


def test_without_its_columns_it_is_no_list():
    with pytest.raises(Unreadable):
        judged(ListKind.PEOPLE, ["Nội dung", "Cơ quan"], ["a", "b"])


def test_an_overseer_is_found_by_name_and_whom_he_follows_is_said():
    vinh, other = LocalityFactory(name_vi="Thành phố Vinh"), LocalityFactory(name_vi="Huyện Đô Lương")
    member(full_name="Nguyễn Văn Một", oversees=[vinh])
    member(full_name="Trần Thị Hai")
    head = ["Thành viên", "Địa bàn", "Văn bản"]

    free, taken, same, unknown = judged(
        ListKind.OVERSIGHT,
        head,
        ["Trần Thị Hai", "H. Đô Lương", "3/QĐ"],
        ["Trần Thị Hai", "TP Vinh", "3/QĐ"],
        ["Nguyễn Văn Một", "Thành phố Vinh", "3/QĐ"],
        ["Lê Văn Ba", "Thành phố Vinh", "3/QĐ"],
    )

    assert (free.verdict, free.value["organisation"]) == (Verdict.OK, other.pk)
    assert (taken.verdict, remarks(taken)) == (Verdict.WARNING, {ListRemark.REPLACES})
    assert ListRemark.IS_SO_ALREADY in remarks(same)
    assert ListRemark.UNKNOWN_PERSON in remarks(unknown)


def test_an_organisation_has_its_type_by_its_name():
    LocalityFactory(name_vi="Huyện Đô Lương")
    commune, department = judged(
        ListKind.ORGANISATIONS,
        ["Tên đơn vị", "Trực thuộc", "Từ ngày", "Nghị quyết"],
        ["Xã Mới", "Huyện Đô Lương", "01/03/2025", "9/NQ"],
        ["Sở Mới", "", "", "9/NQ"],
    )

    assert (commune.value["kind"], commune.value["locality_type"], commune.value["valid_from"]) == (
        "commune",
        "xa",
        date(2025, 3, 1),
    )
    assert department.value["kind"] == "specialised"


# --- The page


@pytest.fixture
def at_work(client):
    client.force_login(secretary())
    return client


def upload(client, kind: str, *lines: list):
    return client.post(reverse("list_enter", args=[kind]), {"file": workbook(*lines)})


def test_good_rows_are_entered_and_wrong_ones_are_put_right_in_place(at_work):
    OrganisationFactory(name_vi="Sở Nội vụ")
    page = reverse("list_enter", args=["people"])
    shown = upload(
        at_work,
        "people",
        HEAD,
        [1, "Trần Thị Mới", "Chuyên viên", "Sở Nội vụ", "moi@nghean.example", "Đầu mối"],
        [2, "Lê Văn Sai", "Chuyên viên", "Sở Nội vụ", "sai", "Đầu mối"],
    )
    assert (shown.context["ready"], shown.context["left"]) == (1, 1)
    assert not Person.objects.filter(username="moi").exists()

    left = at_work.post(page, {"rows": shown.context["packed"], "enter": "1"})
    assert Appointment.objects.get(person__username="moi").role == Role.FOCAL_OFFICER
    assert Message.objects.filter(kind="account").count() == 1
    [wrong] = left.context["rows"]
    assert wrong.judged.row.number == 3

    answer = at_work.post(page, {"rows": left.context["packed"], "3-email": "dung@nghean.example", "enter": "1"})
    assert answer.url == reverse("person_list")
    assert Person.objects.get(email="dung@nghean.example").full_name == "Lê Văn Sai"


def test_a_repetition_enters_nothing(at_work):
    line = [1, "Trần Thị Mới", "", "", "moi@nghean.example", "Thành viên"]
    shown = upload(at_work, "people", HEAD, line)
    page = reverse("list_enter", args=["people"])
    at_work.post(page, {"rows": shown.context["packed"], "enter": "1"})

    again = at_work.post(page, {"rows": shown.context["packed"], "enter": "1"})

    assert again.status_code == 409
    assert Person.objects.filter(email="moi@nghean.example").count() == 1


def test_overseers_and_organisations_are_entered(at_work):
    LocalityFactory(name_vi="Huyện Đô Lương")
    person = member(full_name="Trần Thị Hai")
    for kind, lines in {
        "oversight": [["Thành viên", "Địa bàn", "Văn bản"], ["Trần Thị Hai", "Huyện Đô Lương", "3/QĐ"]],
        "organisations": [["Tên đơn vị", "Nghị quyết"], ["Xã Mới", "9/NQ"]],
    }.items():
        shown = upload(at_work, kind, *lines)
        at_work.post(reverse("list_enter", args=[kind]), {"rows": shown.context["packed"], "enter": "1"})

    assert Oversight.objects.get().member == person
    assert Organisation.objects.get(name_vi="Xã Mới").kind == "commune"


@pytest.mark.parametrize("rows", ["", "{}", "[1]", "gossip"])
def test_rows_that_did_not_arrive_are_no_error_of_the_server(at_work, rows):
    assert at_work.post(reverse("list_enter", args=["people"]), {"rows": rows}).status_code == 422


def test_a_file_without_a_list_is_said(at_work):
    answer = upload(at_work, "people", ["Nội dung"], ["a"])

    assert answer.status_code == 422
    assert "Họ và tên" in answer.content.decode()


@pytest.mark.parametrize("kind", ListKind.values)
def test_the_page_says_which_columns_are_understood(at_work, kind):
    shown = at_work.get(reverse("list_enter", args=[kind])).content.decode()

    assert "Đơn vị" in shown or "Tên" in shown
