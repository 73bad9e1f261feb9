from datetime import date
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.mailing.actions import deliver_due
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.models import Message
from tasks_app.mailing.rendering import Rendered
from tasks_app.reminders.actions import urge, urge_together
from tasks_app.reporting.enums import ReportState
from tests.factories import AssignmentFactory, OrganisationFactory, PlanFactory, ReportFactory, member, secretary
from tests.reminders.ledger import composed, digests, plan, sent

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2024, 10, 16)


class Page(HTMLParser):
    """The text and the links of a mail, and whether its elements are closed."""

    def __init__(self, source: str):
        super().__init__()
        self.texts, self.links, self.tags, self.open = [], [], set(), []
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag == "a":
            self.links.append(dict(attributes)["href"])
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@pytest.fixture
def person():
    return member(full_name="Trần Quốc Huấn")


@pytest.fixture
def many(person):
    """Work of every urgency."""
    unit = OrganisationFactory(name_vi="Sở Thông tin", name_en="Department of Information")

    def one(title, title_en, deadline_on):
        return AssignmentFactory(
            responsible=person,
            organisation=unit,
            deadline_on=deadline_on,
            task__title_vi=title,
            task__title_en=title_en,
        )

    overdue = one("Số hóa hồ sơ", "Digitise records", date(2024, 10, 10))
    returned = one("Đánh giá chuyển đổi số", "Assess digital transformation", date(2024, 12, 31))
    today = one("Vận hành trợ lý ảo", "Run the assistant", WEDNESDAY)
    tomorrow = one("Tập huấn kỹ năng số", "Train digital skills", date(2024, 10, 17))
    saturday = one("Công khai thủ tục", "Publish procedures", date(2024, 10, 19))
    ReportFactory(assignment=returned, state=ReportState.RETURNED, comment="Bổ sung số liệu của\nThị xã Thái Hòa.")
    ReportFactory(assignment=overdue, state=ReportState.DRAFT)
    return [overdue, returned, today, tomorrow, saturday]


def the_digest() -> Rendered:
    [mail] = digests()
    return composed(mail)


def link(assignment) -> str:
    return f"http://127.0.0.1:8000{reverse('report_edit', args=[assignment.pk])}"


def test_the_subject_counts_what_is_overdue_and_due_today(many):
    plan(WEDNESDAY)

    assert the_digest().subject == "[Nhiệm vụ CCHC] 1 việc quá hạn, 1 việc đến hạn hôm nay (16/10/2024)"


def test_where_neither_is_the_subject_counts_what_comes():
    person = member()
    AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 18))
    AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 18))

    plan(WEDNESDAY)

    assert the_digest().subject == "[Nhiệm vụ CCHC] 2 việc sắp đến hạn (16/10/2024)"


def test_the_plain_text(many):
    overdue, returned, today, tomorrow, saturday = many

    plan(WEDNESDAY)

    for paragraph in (
        "Kính gửi đồng chí Trần Quốc Huấn,",
        "Thư này nhắc 1 việc quá hạn, 1 báo cáo bị trả lại, 1 việc đến hạn hôm nay và 2 việc sắp đến hạn.",
        "Mở việc của tôi: http://127.0.0.1:8000/my-work/",
        f"""\
QUÁ HẠN (1)

{overdue.task.number}  Số hóa hồ sơ
     Sở Thông tin
     Hạn 10/10/2024, quá 4 ngày làm việc. Bản nháp đã sẵn sàng.
     Xem và gửi: {link(overdue)}""",
        f"""\
     Hạn 31/12/2024, còn 54 ngày làm việc.
     “Bổ sung số liệu của Thị xã Thái Hòa.”
     Sửa và gửi lại: {link(returned)}""",
        f"""\
     Hạn 16/10/2024, hôm nay.
     Báo cáo: {link(today)}""",
        f"""\
     Hạn 17/10/2024, ngày mai.
     Báo cáo: {link(tomorrow)}""",
        f"""\
     Hạn 19/10/2024 (Thứ Bảy), tính đến 21/10/2024, còn 3 ngày làm việc.
     Báo cáo: {link(saturday)}""",
    ):
        assert paragraph in the_digest().text


def test_the_html_says_the_same_and_loads_nothing(many):
    plan(WEDNESDAY)

    page = Page(the_digest().html)

    assert page.open == []
    assert page.tags.isdisjoint({"img", "script", "style", "link", "iframe", "form"})
    assert dict.fromkeys(page.links) == dict.fromkeys(
        [
            "http://127.0.0.1:8000/my-work/",
            *(link(assignment) for assignment in many),
            "http://127.0.0.1:8000/reminders/mine/",
        ]
    )
    for words in (
        "Nhắc việc, Thứ Tư 16/10/2024",
        "▲ Quá hạn (1)",
        "quá 4 ngày làm việc",
        "Bổ sung số liệu",
        "Sở Thông tin",
        "Không kịp hạn thì mở việc đó và chọn “Đề nghị gia hạn”.",
        "Chọn giờ nhận thư",
    ):
        assert words in page.text


def test_each_reads_it_in_his_language(many, person):
    person.language = "en"
    person.save()

    plan(WEDNESDAY)

    mail = the_digest()
    assert mail.language == "en"
    assert mail.subject == "[Reform tasks] 1 overdue assignment, 1 assignment due today (16 Oct 2024)"
    assert "Dear Trần Quốc Huấn," in mail.text
    assert (
        "This mail is about 1 overdue assignment, 1 returned report, 1 assignment due today and 2 assignments due soon."
        in mail.text
    )
    assert "Digitise records" in mail.text
    assert "Department of Information" in mail.text
    assert "Due 10 Oct 2024, 4 working days overdue. A draft is ready." in mail.text
    assert "Reminder, Wednesday 16 Oct 2024" in Page(mail.html).text


def test_an_english_title_that_is_missing_is_read_in_vietnamese(person):
    person.language = "en"
    person.save()
    AssignmentFactory(responsible=person, deadline_on=WEDNESDAY, task__title_vi="Số hóa hồ sơ", task__title_en="")

    plan(WEDNESDAY)

    assert "Số hóa hồ sơ" in the_digest().text


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_demonstration_says_that_it_is_one(is_demonstration):
    PlanFactory(is_demonstration=is_demonstration)
    AssignmentFactory(deadline_on=WEDNESDAY)

    plan(WEDNESDAY)

    says = "Số liệu và tên người là minh họa."
    assert (says in the_digest().text, says in Page(the_digest().html).text) == (is_demonstration, is_demonstration)


def test_what_was_said_before_is_counted_and_not_repeated(person):
    for _ in range(2):
        AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 14))
    plan(date(2024, 10, 15))
    sent()
    AssignmentFactory(responsible=person, deadline_on=WEDNESDAY)

    plan(WEDNESDAY)

    mail = composed(digests()[-1])
    assert mail.subject == "[Nhiệm vụ CCHC] 1 việc đến hạn hôm nay (16/10/2024)"
    assert "Ngoài ra còn 2 việc quá hạn đã nhắc trước đây." in mail.text


# --- What is typed stays what it is -----------------------------------------------------------------------------------


def test_a_line_break_in_a_title_becomes_no_header(mailoutbox):
    title = "Số hóa\r\nBcc: ke.gian@example.com\r\n\r\nhồ sơ"
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10), task__title_vi=title)

    plan(WEDNESDAY)
    urge(assignment, by=Actor(secretary()), at=at_time(WEDNESDAY, 8))
    deliver_due(at=at_time(WEDNESDAY, 8))

    assert len(mailoutbox) == 2
    for mail in mailoutbox:
        headers, _, _ = mail.message().as_string().partition("\n\n")
        assert "\nBcc:" not in headers
        assert mail.recipients() == [assignment.responsible.email]


def test_markup_in_a_title_stays_text():
    AssignmentFactory(deadline_on=WEDNESDAY, task__title_vi="<b>Số hóa</b> & “công khai”")

    plan(WEDNESDAY)

    mail = the_digest()
    assert "<b>Số hóa</b> & “công khai”" in mail.text
    assert "<b>Số hóa</b> & “công khai”" in Page(mail.html).text
    assert "b" not in Page(mail.html).tags


def test_a_long_title_is_wrapped_and_whole():
    title = "Kết nối hệ thống một cửa điện tử với Ban Quản lý Khu kinh tế Đông Nam và các đơn vị trên địa bàn tỉnh"
    assignment = AssignmentFactory(deadline_on=WEDNESDAY, task__title_vi=title)

    plan(WEDNESDAY)

    lines = the_digest().text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(assignment.task.number))
    assert " ".join(line.strip() for line in lines[start : start + 2]) == f"{assignment.task.number}  {title}"
    assert max(len(line) for line in lines[start : start + 2]) <= 76


# --- Urging -----------------------------------------------------------------------------------------------------------


def test_the_urging_names_who_urges_and_what():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10), task__title_vi="Số hóa hồ sơ")
    by = Actor(secretary(full_name="Lê Thị Thu Hà"))

    urge(assignment, by=by, at=at_time(WEDNESDAY, 9))

    mail = Message.objects.get(kind=Notice.URGING)
    assert mail.subject == f"[Nhiệm vụ CCHC] Đôn đốc: {assignment.task.number} Số hóa hồ sơ"
    assert f"Đồng chí Lê Thị Thu Hà đôn đốc {assignment.organisation} thực hiện và báo cáo việc sau:" in mail.text
    assert "Hạn 10/10/2024, quá 4 ngày làm việc." in mail.text
    page = Page(mail.html)
    assert page.open == []
    assert set(page.links) == {link(assignment)}


def test_who_urges_for_another_says_so():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    by = Actor(secretary(full_name="Lê Thị Thu Hà"), for_person=member(full_name="Nguyễn Văn Toàn"))

    urge(assignment, by=by, at=at_time(WEDNESDAY, 9))

    assert "Đồng chí Lê Thị Thu Hà, thay mặt đồng chí Nguyễn Văn Toàn, đôn đốc" in Message.objects.get().text


def unwrapped(text: str) -> str:
    return " ".join(text.split())


def test_an_urging_about_several_says_how_many_and_lists_each():
    responsible = member()
    one, other = (
        AssignmentFactory(deadline_on=date(2024, 10, 10), responsible=responsible, task__title_vi=title)
        for title in ("Số hóa hồ sơ", "Rà soát thủ tục")
    )
    by = Actor(secretary(full_name="Lê Thị Thu Hà"))

    urge_together([one, other], message="Gửi báo cáo\ntrước <thứ Sáu>.", by=by, at=at_time(WEDNESDAY, 9))

    mail = Message.objects.get(kind=Notice.URGING)
    assert mail.subject == "[Nhiệm vụ CCHC] Đôn đốc: 2 việc"
    both = f"{one.organisation} và {other.organisation}"
    assert f"Đồng chí Lê Thị Thu Hà đôn đốc {both} thực hiện và báo cáo 2 việc sau:" in unwrapped(mail.text)
    assert "“Gửi báo cáo\ntrước <thứ Sáu>.”" in mail.text
    assert "Gửi báo cáo<br>trước &lt;thứ Sáu&gt;." in mail.html
    assert mail.text.index("Số hóa hồ sơ") < mail.text.index("Rà soát thủ tục")
    page = Page(mail.html)
    assert page.open == []
    assert set(page.links) == {link(one), link(other)}


def test_without_a_message_no_quotation_stands_in_the_mail():
    urge(AssignmentFactory(deadline_on=date(2024, 10, 10)), by=Actor(secretary()), at=at_time(WEDNESDAY, 9))

    mail = Message.objects.get(kind=Notice.URGING)
    assert "“" not in mail.text.replace("“Nhắc”", "")
    assert "border-left" not in mail.html


def test_mail_programs_can_sort_it_and_make_one_thread_of_a_persons_week():
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    thread = f"<digest-{assignment.responsible.pk}.2024-W42@127.0.0.1>"
    plan(WEDNESDAY)
    urge(assignment, by=Actor(secretary()), at=at_time(WEDNESDAY, 9))

    assert {mail.kind: mail.headers for mail in Message.objects.all()} == {
        Notice.DIGEST: {"List-Id": "<reminders.127.0.0.1>", "References": thread, "In-Reply-To": thread},
        Notice.URGING: {"List-Id": "<urging.127.0.0.1>"},
    }
