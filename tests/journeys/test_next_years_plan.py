"""The plan of 2025, invented and labelled so, is entered through the pages alone, put in force, and worked by.

Six other key tasks, another motto, twenty tasks with deadlines in the words in which offices write them, given to the
fourteen departments of 1 March 2025 and to the localities.
"""

from __future__ import annotations

import re
from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.mailing.models import Message
from tasks_app.organisations.enums import OrganisationKind
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.actions import tell_what_happened
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Notification, Plan, Task
from tasks_app.plan.queries import current_plan
from tasks_app.reorganisations.actions import apply_due

pytestmark = pytest.mark.django_db

DAY = date(2025, 3, 3)
KEY_TASKS = [
    ("Đề cao trách nhiệm nêu gương của người đứng đầu", "Người đứng đầu"),
    ("Sắp xếp tổ chức bộ máy tinh gọn", "Tổ chức bộ máy"),
    ("Cắt giảm, đơn giản hóa thủ tục hành chính", "Thủ tục hành chính"),
    ("Nâng cao chất lượng dịch vụ công trực tuyến", "Dịch vụ công trực tuyến"),
    ("Siết chặt kỷ luật, kỷ cương hành chính", "Kỷ luật, kỷ cương"),
    ("Cải thiện các chỉ số cải cách hành chính", "Các chỉ số"),
]
LOCALITIES, DEPARTMENTS, PARTY = "localities", "specialised", "party"
# key task, title, deliverable, deadline in words, group: what was understood, as (kind, day)
TASKS = [
    (1, "Ký cam kết của người đứng đầu", "Bản cam kết", "trước ngày 15/4", DEPARTMENTS, ("before", "2025-04-14")),
    (1, "Đăng ký việc đột phá trong năm", "Bản đăng ký", "chậm nhất ngày 31/3", LOCALITIES, ("exact", "2025-03-31")),
    (1, "Tiếp dân, đối thoại định kỳ", "Biên bản", "thường xuyên", LOCALITIES, ("regular", None)),
    (2, "Trình đề án vị trí việc làm", "Đề án", "Quý II", DEPARTMENTS, ("quarter", "2025-06-30")),
    (2, "Bàn giao hồ sơ, tài liệu sau sắp xếp", "Biên bản bàn giao", "tháng 4", DEPARTMENTS, ("month", "2025-04-30")),
    (2, "Rà soát quy chế làm việc", "Quy chế", "6 tháng đầu năm", LOCALITIES, ("half_year", "2025-06-30")),
    (3, "Rà soát thủ tục nội bộ", "Báo cáo rà soát", "trước ngày 15/6", DEPARTMENTS, ("before", "2025-06-14")),
    (3, "Công bố thủ tục sau sắp xếp", "Quyết định", "đến hết ngày 20/3", DEPARTMENTS, ("exact", "2025-03-20")),
    (3, "Niêm yết công khai thủ tục", "Báo cáo", "Quý I", LOCALITIES, ("quarter", "2025-03-31")),
    (3, "Xin lỗi bằng văn bản khi trễ hẹn", "Thư xin lỗi", "khi có yêu cầu", LOCALITIES, ("on_request", None)),
    (4, "Số hóa kết quả giải quyết còn hiệu lực", "Báo cáo", "trong năm 2025", DEPARTMENTS, ("year", "2025-12-31")),
    (4, "Hướng dẫn người dân nộp hồ sơ trực tuyến", "Kế hoạch", "tháng 5", LOCALITIES, ("month", "2025-05-31")),
    (4, "Thanh toán trực tuyến phí, lệ phí", "Báo cáo", "Quý III", LOCALITIES, ("quarter", "2025-09-30")),
    (5, "Kiểm tra công vụ", "Kế hoạch kiểm tra", "30/4/2025", DEPARTMENTS, ("exact", "2025-04-30")),
    (5, "Tự kiểm tra kỷ luật, kỷ cương", "Báo cáo", "Quý IV", LOCALITIES, ("quarter", "2025-12-31")),
    (5, "Xử lý phản ánh, kiến nghị", "Báo cáo", "hằng tháng", DEPARTMENTS, ("regular", None)),
    (6, "Kế hoạch cải thiện chỉ số", "Kế hoạch", "trước 15/5", DEPARTMENTS, ("before", "2025-05-14")),
    (6, "Tự chấm điểm chỉ số", "Bảng tự chấm", "trước ngày 01/12/2025", LOCALITIES, ("before", "2025-11-30")),
    (6, "Khảo sát mức độ hài lòng", "Báo cáo khảo sát", "tháng 10", LOCALITIES, ("month", "2025-10-31")),
    (6, "Tuyên truyền cải cách hành chính", "Kế hoạch", "năm 2025", DEPARTMENTS, ("year", "2025-12-31")),
]  # fmt: skip


class Secretary:
    """Somebody of the secretariat at the pages: what he types and presses."""

    def __init__(self, browser):
        self.browser = browser

    def press(self, page: str, *args, follow: bool = True, **typed):
        return self.browser.post(reverse(page, args=args), typed, follow=follow)

    def goes_on(self, page: str, *args, **typed):
        answer = self.press(page, *args, **typed)
        errors = answer.context["form"].errors if answer.context and "form" in answer.context else ""
        assert answer.redirect_chain, (page, answer.status_code, errors)
        return answer

    def begin_the_plan(self) -> Plan:
        self.goes_on(
            "plan_new",
            year="2025",
            motto_vi="Trách nhiệm, kỷ cương, nêu gương, hiệu quả",
            soon_days="7",
            extensions_limit="1",
            deadlines_roll="on",
            is_demonstration="on",
        )
        for text, short in KEY_TASKS:
            self.goes_on("plan_key_task_new", 2025, text_vi=text, short_vi=short)
        self.goes_on("plan_document", 2025, number="08-TB/BCĐ", issued_on="18/02/2025", title_vi="Thông báo (mẫu)")
        self.goes_on("plan_clause_new", 2025, code="II.1", text_vi="Các nhiệm vụ trọng tâm năm 2025")
        self.goes_on("plan_shortcoming_new", 2025, text_vi="Chậm số hóa hồ sơ")
        return Plan.objects.get(year=2025)

    def add(self, plan: Plan, key_task: int, title: str, deliverable: str, words: str) -> Task:
        """The first press shows what was understood, the second one, on what came back, saves."""
        typed = {
            "key_task": plan.key_tasks.get(number=key_task).pk,
            "title_vi": title,
            "deliverable_vi": deliverable,
            "deadline_words_vi": words,
            "frequency": "quarterly",
            "clause": plan.source_document.clauses.get().pk,
        }
        shown = self.press("plan_task_new", 2025, **typed)
        assert not Task.objects.filter(title_vi=title).exists()
        [confirmed] = re.findall(r'name="confirmed" value="([^"]+)"', shown.content.decode())
        self.goes_on("plan_task_new", 2025, **typed, confirmed=confirmed)
        return Task.objects.get(title_vi=title, key_task__plan=plan)

    def give(self, task: Task, group: str, responsible: Person | None = None) -> None:
        typed = {"groups": [group], "responsible": responsible.pk if responsible else ""}
        seen = self.press("plan_task_give", task.pk, **typed)
        assert seen.context["preview"]
        self.goes_on("plan_task_give", task.pk, **typed, confirmed="1")


def test_the_plan_of_2025_is_entered_through_the_pages_and_worked_by(demonstration, client_of, clock):
    clock.move_to(at_time(DAY, 9))
    secretary = Secretary(client_of(Person.objects.get(username="thuky01")))
    answering = Person.objects.get(username="thanhvien05")
    last_year = current_plan(on=DAY)

    # Drafting: what was understood of each deadline
    plan = secretary.begin_the_plan()
    for key_task, title, deliverable, words, group, (kind, day) in TASKS:
        task = secretary.add(plan, key_task, title, deliverable, words)
        assert (task.deadline_kind, task.deadline_on and task.deadline_on.isoformat()) == (kind, day), words
        secretary.give(task, group)

    departments = Assignment.objects.of_plan(plan).filter(task__title_vi=TASKS[0][1])
    assert departments.count() == 14
    assert (plan.is_draft, current_plan(on=DAY)) == (True, last_year)

    # Nobody else knows of it
    member = client_of(Person.objects.get(username="thanhvien01"))
    for page in ("plan_list", "plan_editor"):
        args = [2025] if page == "plan_editor" else []
        assert member.get(reverse(page, args=args)).status_code == HTTPStatus.NOT_FOUND
    assert member.get(reverse("task_detail", args=[task.pk])).status_code == HTTPStatus.NOT_FOUND

    # The checklist refuses until a member answers for each of the new departments
    checklist = secretary.browser.get(reverse("plan_publish", args=[2025]))
    assert checklist.context["blocking"]
    assert secretary.press("plan_publish", 2025).status_code == HTTPStatus.CONFLICT
    for task in Task.objects.filter(key_task__plan=plan, assignments__responsible__isnull=True).distinct():
        secretary.goes_on("plan_task_member", task.pk, member=answering.pk)
    people = secretary.browser.get(reverse("plan_publish", args=[2025])).context["people"]

    # Publishing: the boards count it, its members see it, one mail is written for each
    before = Notification.objects.count()
    secretary.goes_on("plan_publish", 2025)

    plan.refresh_from_db()
    assert current_plan(on=DAY) == plan
    assert Task.objects.issued().filter(key_task__plan=plan).count() == len(TASKS)
    board = secretary.browser.get(reverse("overview")).context["board"]
    assert board.tasks.total == len(TASKS)
    told = set(Notification.objects.order_by("pk")[before:].values_list("person", flat=True))
    assert len(told) == people
    clock.move_to(at_time(DAY, 9, 30))
    mails = Message.objects.count()
    tell_what_happened(at=at_time(DAY, 9, 30))
    assert Message.objects.count() - mails == people
    its = client_of(answering).get(reverse("my_work"))
    assert TASKS[0][1] in its.content.decode()
    assert plan.motto_vi in its.content.decode()

    # Later in the year the three reorganisations have come: what districts had not done is with communes, and new work
    # goes to all 130 of them
    clock.move_to(at_time(date(2025, 7, 2), 9))
    before = Assignment.objects.count()
    assert apply_due(at=at_time(date(2025, 7, 2), 0, 10)) == {"applied": 4, "refused": 0}
    assert Assignment.objects.count() == before
    led_by = Assignment.objects.in_force().exclude(state=State.COMPLETED).values("organisation")
    assert not Organisation.objects.filter(pk__in=led_by, kind=OrganisationKind.LOCALITY).exists()
    secretary = Secretary(client_of(Person.objects.get(username="thuky01")))  # the session of March is over
    task = secretary.add(plan, 6, "Ổn định bộ máy cấp xã", "Báo cáo", "trước ngày 15/8")
    secretary.give(task, LOCALITIES, answering)
    assert task.assignments.count() == 130
