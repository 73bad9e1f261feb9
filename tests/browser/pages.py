"""The pages of the product, in the states that look different, on the data of the demonstration.

One list: the browser looks at each of them, and the language sweep reads each of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from tasks_app.calendar.models import CalendarDay
from tasks_app.common import clock
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.documents.actions import make_report
from tasks_app.documents.models import OfficialReport
from tasks_app.feeds.actions import make_feed
from tasks_app.feeds.enums import FeedKind
from tasks_app.finding.actions import save_view
from tasks_app.finding.enums import ListPage
from tasks_app.imports.models import Import
from tasks_app.indicators.models import IndicatorDefinition, IndicatorTarget
from tasks_app.inspections.models import Inspection
from tasks_app.mailing.models import Message
from tasks_app.meetings.models import Meeting
from tasks_app.organisations.models import Group, Organisation
from tasks_app.people.actions import note_sign_in
from tasks_app.people.models import Delegation, Person
from tasks_app.people.queries import has_second_factor
from tasks_app.plan.enums import Column, Frequency, State
from tasks_app.plan.models import Assignment, Contribution, Plan, Task
from tasks_app.planning.actions import copy_plan
from tasks_app.planning.rules import PlanDetails
from tasks_app.reminders.actions import plan_when_it_is_time
from tasks_app.reorganisations.enums import ReorganisationState
from tasks_app.reorganisations.models import Reorganisation, Succession
from tasks_app.reporting.enums import ExtensionState, Situation
from tasks_app.reporting.models import EvidenceFile, Extension, ProgressReport, ReportingPeriod
from tests import factories
from tests.factories.meetings import carried_out, held_meeting
from tests.people.codes import with_second_factor

MEMBER, LEADER, SECRETARY = "thanhvien01", "truongban", "thuky01"
OFFICER, INSPECTOR, ADMINISTRATOR = "daumoi-427", "giamsat01", "quantri"
COORDINATOR = "daumoi-hcc"
NOBODY = "khong-vai-tro"
AT_A_DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0"
ON_A_PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36"
EVERY_COLUMN = "?" + "&".join(f"columns={column}" for column in Column.values)


@dataclass(frozen=True)
class Page:
    """``who``: the user name of the one who looks, or nobody; ``path``: asks the database where it is."""

    name: str
    who: str
    path: Callable[[], str]
    status: int = 200

    def __str__(self):
        return self.name


def with_a_meeting(name: str) -> Callable[[], str]:
    """A page about meetings, of which one has been held; made by the secretary where there is none yet."""

    def path() -> str:
        its = Meeting.objects.first() or held_meeting(by=Actor(Person.objects.get(username=SECRETARY)))
        return reverse(name, args=[] if name.endswith("_list") else [its.pk])

    return path


def own_devices() -> str:
    """A phone and a desk, neither of them the one that looks."""
    person = Person.objects.get(username=MEMBER)
    for program in () if person.sign_ins.exists() else (AT_A_DESK, ON_A_PHONE):
        session = SessionStore()
        session.create()
        note_sign_in(
            person,
            session_key=session.session_key,
            address="203.0.113.7",
            program=program,
            is_own_device=program == ON_A_PHONE,
            at=clock.now(),
        )
    return reverse("devices")


def secured(name: str, who: str, *, about: bool = False) -> Callable[[], str]:
    """A page of somebody who has a second factor, or about him."""

    def path() -> str:
        person = Person.objects.get(username=who)
        if not has_second_factor(person):
            with_second_factor(person)
        return reverse(name, args=[person.pk] if about else [])

    return path


def with_an_inspection(name: str) -> Callable[[], str]:
    """A page about inspections, of which one was carried out."""

    def path() -> str:
        by = Actor(Person.objects.get(username=SECRETARY))
        its = Inspection.objects.first() or carried_out(Organisation.objects.get(key="427"), by=by)
        return reverse(name, args=[] if name.endswith("_list") else [its.pk])

    return path


def account(username: str) -> int:
    return Person.objects.get(username=username).pk


def who_left() -> int:
    """An account that is closed, without a role."""
    found = Person.objects.filter(username="da-thoi-viec").first()
    return (found or factories.PersonFactory(username="da-thoi-viec", position_vi="Chuyên viên", is_active=False)).pk


def of_the_province(year: int) -> Reorganisation:
    """The largest one of a year that came with the product."""
    return Reorganisation.objects.filter(day__year=year).exclude(key="").order_by("day").last()


def in_preparation() -> Reorganisation:
    return Reorganisation.objects.filter(state=ReorganisationState.DRAFT).order_by("pk").first()


def of_a_district() -> Succession:
    """What becomes of the work of Cửa Lò."""
    return Succession.objects.get(reorganisation=of_the_province(2024), predecessor__key="413")


def official_report() -> str:
    """The draft of the third quarter's, made by the secretary where there is none yet."""
    report = OfficialReport.objects.order_by("pk").first()
    if report is None:
        period = ReportingPeriod.objects.select_related("plan__committee", "plan__source_document").get(
            kind=Frequency.QUARTERLY, ends_on=date(2024, 9, 14)
        )
        by = Actor(Person.objects.get(username=SECRETARY))
        report = make_report(period.plan, period, by=by, at=at_time(date(2024, 10, 15), 7))
    return reverse("official_report_detail", args=[report.pk])


def at(name: str, query: str = "") -> Callable[[], str]:
    return lambda: reverse(name) + query


def work(name: str, who: str, state: State) -> Callable[[], str]:
    """The page of the first assignment of a person that is in such a state."""

    def path() -> str:
        found = Assignment.objects.filter(responsible__username=who, state=state)
        return reverse(name, args=[found.order_by("deadline_on", "pk").first().pk])

    return path


def saved_view(name: str) -> Callable[[], str]:
    """A page about a view of the secretary's, or one that offers it."""

    def path() -> str:
        person = Person.objects.get(username=SECRETARY)
        asked = {"name": "Miền tây, tuần này", "query": "status=overdue&group=localities", "is_shared": True}
        view = save_view(person, ListPage.ASSIGNMENTS, replaces=True, **asked)
        return reverse(name, args=[view.pk] if name in ("view_edit", "view_remove") else []) + "?group=units"

    return path


def by_closed_period(name: str, query: str = "") -> Callable[[], str]:
    """A page of the ranking by the figures of the last quarter that was closed; of its first organisation."""

    def path() -> str:
        period = ReportingPeriod.objects.filter(kind=Frequency.QUARTERLY, closed_at__isnull=False).latest("ends_on")
        args = [period.organisations.first().organisation_id] if name == "ranking_organisation" else []
        return f"{reverse(name, args=args)}?period={period.pk}{query}"

    return path


def lead_by(name: str, officer: str) -> Callable[[], str]:
    def path() -> str:
        organisations = Person.objects.get(username=officer).appointments.values("organisation")
        found = Assignment.objects.filter(organisation__in=organisations, state=State.IN_PROGRESS)
        return reverse(name, args=[found.order_by("pk").first().pk])

    return path


def waiting_report(**conditions) -> Callable[[], str]:
    return lambda: reverse(
        "report_review",
        args=[ProgressReport.objects.awaiting_review().filter(**conditions).order_by("submitted_at", "pk").first().pk],
    )


def not_received() -> str:
    """Work of which nobody has said that it arrived, for the one who can."""
    return reverse("assignment_detail", args=[Assignment.objects.not_received().order_by("pk").first().pk])


def contribution(name: str) -> Callable[[], str]:
    """The first contribution that the coordinator still owes, or the page of its assignment."""

    def path() -> str:
        organisations = Person.objects.get(username=COORDINATOR).appointments.values("organisation")
        owed = Contribution.objects.filter(
            organisation__in=organisations, entries__isnull=True, assignment__state=State.IN_PROGRESS
        )
        first = owed.filter(due_on__isnull=False).order_by("due_on", "pk").first()
        return reverse(name, args=[first.pk if name == "contribution_edit" else first.assignment_id])

    return path


def decided_report() -> str:
    return reverse("report_review", args=[ProgressReport.objects.filter(reviewed_at__isnull=False).latest("pk").pk])


def ticked_reports() -> str:
    """One that can be returned together with others, and one that asks for completion and cannot."""
    waiting = ProgressReport.objects.awaiting_review().order_by("submitted_at", "pk")
    pair = waiting.exclude(situation=Situation.DONE).first(), waiting.filter(situation=Situation.DONE).first()
    return reverse("reports_decide", args=["return"]) + "?" + "&".join(f"report={report.pk}" for report in pair)


def extension(name: str, **conditions) -> Callable[[], str]:
    """The page of the first request that is so."""
    return lambda: reverse(name, args=[Extension.objects.filter(**conditions).order_by("asked_at", "pk").first().pk])


def of_an_extension(name: str, **conditions) -> Callable[[], str]:
    """A page of the assignment of the first request that is so."""
    return lambda: reverse(
        name, args=[Extension.objects.filter(**conditions).order_by("asked_at", "pk").first().assignment_id]
    )


def decision(act: str, who: str) -> Callable[[], str]:
    def path() -> str:
        found = Assignment.objects.filter(responsible__username=who, state=State.IN_PROGRESS).order_by("pk")
        return reverse("assignment_decide", args=[found.first().pk, act])

    return path


def period(name: str, kind: Frequency, *, is_closed: bool) -> Callable[[], str]:
    """The page of the newest period of a kind that has begun."""

    def path() -> str:
        begun = ReportingPeriod.objects.filter(kind=kind, dues__isnull=False, closed_at__isnull=not is_closed)
        return reverse(name, args=[begun.order_by("ends_on").last().pk])

    return path


def proven_by_files() -> str:
    """The page of an assignment whose report carries a document and files."""
    file = EvidenceFile.objects.with_sent().filter(is_sent=True, kind="xlsx").earliest("pk")
    return reverse("assignment_detail", args=[file.assignment_id])


def of_person(name: str, who: str) -> Callable[[], str]:
    return lambda: reverse(name, args=[Person.objects.get(username=who).pk])


def organisation(key: str, query: str = "") -> Callable[[], str]:
    return lambda: reverse("organisation_detail", args=[Organisation.objects.get(key=key).pk]) + query


def led_by_another() -> str:
    """The page of an organisation to whose work the coordinator contributes."""
    organisations = Person.objects.get(username=COORDINATOR).appointments.values("organisation")
    asked = Contribution.objects.filter(organisation__in=organisations, assignment__state=State.IN_PROGRESS)
    return reverse("organisation_detail", args=[asked.earliest("pk").assignment.organisation_id])


def first_message() -> str:
    return reverse("message_detail", args=[Message.objects.showable().order_by("pk").first().pk])


def indicator(name: str, code: str, *args, query: str = "") -> Callable[[], str]:
    """A page of the indicator of this code."""
    return lambda: reverse(name, args=[IndicatorDefinition.objects.get(code=code).pk, *args]) + query


def first_target() -> str:
    return reverse("target_withdraw", args=[IndicatorTarget.objects.earliest("pk").pk])


def calendar_day(name: str) -> Callable[[], str]:
    """A page of the first day of the calendar, which is over."""
    return lambda: reverse(name, args=[CalendarDay.objects.earliest("day").pk])


def unconfirmed_days() -> str:
    days = CalendarDay.objects.filter(notice_number="").order_by("day")[:3]
    return reverse("calendar_confirm") + "?" + "&".join(f"day={one.pk}" for one in days)


def ticked_assignments() -> str:
    """Two that are overdue, and one that awaits confirmation and is left out."""
    open_work = Assignment.objects.filter(state=State.IN_PROGRESS, deadline_on__isnull=False).order_by(
        "deadline_on", "pk"
    )
    ticked = [*open_work[:2], Assignment.objects.filter(state=State.SUBMITTED).earliest("pk")]
    return reverse("assignments_urge") + "?" + "&".join(f"assignment={one.pk}" for one in ticked)


def own_calendar() -> str:
    """The list of an officer who has an address."""
    person = Person.objects.get(username=OFFICER)
    if not person.calendar_feeds.exists():
        make_feed(person, FeedKind.OWN, at=at_time(date(2024, 10, 15), 7))
    return reverse("feed_list")


def indicator_map() -> str:
    first = IndicatorDefinition.objects.filter(by_organisation=True, readings__isnull=False).order_by("order").first()
    return f"{reverse('locality_map')}?figure={first.code}"


def next_plan(name: str) -> Callable[[], str]:
    """A page of the draft of next year's plan, copied from this year's where there is none yet; or of its first
    task."""

    def path() -> str:
        plan = Plan.objects.get(year=2024)
        if not Plan.objects.filter(year=2025).exists():
            by = Actor(Person.objects.get(username=SECRETARY))
            details = PlanDetails(2025, "Trách nhiệm, kỷ cương, nêu gương", is_demonstration=True)
            copy_plan(plan, details, by=by, at=at_time(date(2024, 10, 15), 7))
        task = Task.objects.filter(key_task__plan__year=2025).order_by("key_task__number", "order").first()
        return reverse(name, args=[task.pk if "task" in name and not name.endswith("new") else 2025])

    return path


def plan_file(name: str, *args: int) -> Callable[[], str]:
    """A table that came in for the plan of 2024: rows in order, guessed, in doubt, with nobody to lead them."""

    def path() -> str:
        its = Import.objects.first()
        if its is None:
            plan = Plan.objects.get(year=2024)
            rows = [
                ("Rà soát nhân lực làm cải cách hành chính", "Sở NV", "Báo cáo", "Quý IV"),
                ("Số hóa kết quả còn hiệu lực", "UBND các huyện, thành, thị", "Kho dữ liệu", "trước ngày 15/12"),
                ("Kiểm tra công vụ đột xuất", "Thanh tra tinhr", "Kết luận", "cuối tháng 11"),
                ("Tập huấn cán bộ đầu mối", "Sở Nội vụ, Sở Tư pháp", "Lớp tập huấn", "Tháng 11"),
                ("Công khai danh mục thủ tục", "Sở TT&TT", "Danh mục", "thường xuyên"),
                ("Đánh giá mức độ hài lòng", "Sở Nội vụ", "", "31/11/2024"),
                ("Rà soát nhân lực làm cải cách hành chính", "Sở Tài chính", "Báo cáo", "Quý IV"),
                ("Sơ kết kế hoạch", "Các đơn vị liên quan", "Báo cáo", "Quý III và IV"),
            ]
            by = Person.objects.get(username=SECRETARY)
            its = factories.plan_file(plan, *rows, by=by, at=at_time(date(2024, 10, 15), 7), name="PL-2024.xlsx")
        return reverse(name, args=[its.pk, *args])

    return path


def administration(verb: str, which: str = "") -> Callable[[], str]:
    """A page of the administration, about the account of the officer or another thing of the demonstration."""

    def path() -> str:
        if which == "work":
            return reverse(f"admin:tasks_app_assignment_{verb}", args=[Assignment.objects.earliest("pk").pk])
        about = [] if verb in ("changelist", "add") else [account(OFFICER)]
        return reverse(f"admin:tasks_app_{which or 'person'}_{verb}", args=about)

    return path


PAGES = [
    Page("login", "", at("account_login")),
    Page("password-reset", "", at("account_reset_password")),
    Page("signup-closed", "", at("account_signup")),
    Page("password-change", MEMBER, at("account_change_password")),
    Page("second-factor", MEMBER, at("second_factor")),
    Page("second-factor-has", LEADER, secured("second_factor", LEADER)),
    Page("second-factor-activate", MEMBER, at("second_factor_activate")),
    Page("second-factor-again", LEADER, secured("mfa_reauthenticate", LEADER)),
    Page("second-factor-reset", SECRETARY, secured("person_second_factor_reset", LEADER, about=True)),
    Page("logout", MEMBER, at("account_logout")),
    Page("no-role", NOBODY, at("home"), status=403),
    Page("not-found", MEMBER, lambda: "/nowhere/", status=404),
    Page("tools", SECRETARY, at("tools")),
    Page("shortcuts", SECRETARY, at("shortcuts")),
    Page("help", MEMBER, at("help")),
    Page("help-without-role", NOBODY, at("help")),
    Page("help-topic", SECRETARY, lambda: reverse("help_topic", args=["secretariat"])),
    Page("glossary", LEADER, at("glossary")),
    Page("import-list", SECRETARY, at("import_list")),
    Page("import-rows", SECRETARY, plan_file("import_detail")),
    Page("import-columns", SECRETARY, plan_file("import_columns")),
    Page("import-row", SECRETARY, plan_file("import_row", 9)),
    Page("group-list", SECRETARY, at("group_list")),
    Page("group-detail", SECRETARY, lambda: reverse("group_detail", args=[Group.objects.first().pk])),
    Page("group-members", SECRETARY, lambda: reverse("group_members", args=[Group.objects.first().pk])),
    Page("group-new", SECRETARY, at("group_new")),
    Page("key-units", SECRETARY, lambda: reverse("plan_key_units", args=[2024])),
    Page("plan-list", SECRETARY, at("plan_list")),
    Page("plan-new", SECRETARY, at("plan_new")),
    Page("plan-copy", SECRETARY, lambda: reverse("plan_copy", args=[2024])),
    Page("plan-editor", SECRETARY, lambda: reverse("plan_editor", args=[2024])),
    Page("plan-editor-draft", SECRETARY, next_plan("plan_editor")),
    Page("plan-edit", SECRETARY, lambda: reverse("plan_edit", args=[2024])),
    Page("plan-document", SECRETARY, lambda: reverse("plan_document", args=[2024])),
    Page("plan-key-task-new", SECRETARY, lambda: reverse("plan_key_task_new", args=[2024])),
    Page("plan-publish", SECRETARY, next_plan("plan_publish")),
    Page("plan-deadlines", SECRETARY, next_plan("plan_deadlines")),
    Page("plan-coverage", SECRETARY, next_plan("plan_coverage")),
    Page("plan-close", SECRETARY, lambda: reverse("plan_close", args=[2024])),
    Page("plan-carry-over", SECRETARY, lambda: reverse("plan_carry_over", args=[2024])),
    Page("plan-task-new", SECRETARY, next_plan("plan_task_new")),
    Page("plan-task-edit", SECRETARY, next_plan("plan_task_edit")),
    Page("plan-task-give", SECRETARY, next_plan("plan_task_give")),
    Page("plan-task-give-administrator", ADMINISTRATOR, next_plan("plan_task_give")),
    Page("meeting-list", SECRETARY, with_a_meeting("meeting_list")),
    Page("meeting-new", SECRETARY, at("meeting_new")),
    Page("meeting-detail", SECRETARY, with_a_meeting("meeting_detail")),
    Page("meeting-conclusion", SECRETARY, with_a_meeting("meeting_conclusion")),
    Page("meeting-decide", SECRETARY, with_a_meeting("meeting_decide")),
    Page("inspection-list", SECRETARY, with_an_inspection("inspection_list")),
    Page("inspection-new", SECRETARY, at("inspection_new")),
    Page("inspection-detail", LEADER, with_an_inspection("inspection_detail")),
    Page("inspection-findings", SECRETARY, with_an_inspection("inspection_findings")),
    Page("inspection-recommend", SECRETARY, with_an_inspection("inspection_recommend")),
    Page("person-list", SECRETARY, at("person_list")),
    Page("list-of-people", SECRETARY, lambda: reverse("list_enter", args=["people"])),
    Page("person-detail", SECRETARY, lambda: reverse("person_detail", args=[account(MEMBER)])),
    Page("person-invite", ADMINISTRATOR, at("person_invite")),
    Page("person-edit", SECRETARY, lambda: reverse("person_edit", args=[account(OFFICER)])),
    Page("person-appoint", ADMINISTRATOR, lambda: reverse("person_appoint", args=[account(OFFICER)])),
    Page("oversight-assign", SECRETARY, lambda: reverse("oversight_assign", args=[account(MEMBER)])),
    Page("person-replace", SECRETARY, lambda: reverse("person_replace", args=[account(MEMBER)])),
    Page("person-deactivate", SECRETARY, lambda: reverse("person_deactivate", args=[account(MEMBER)])),
    Page("person-anonymise", ADMINISTRATOR, lambda: reverse("person_anonymise", args=[who_left()])),
    Page("person-anonymise-too-early", ADMINISTRATOR, lambda: reverse("person_anonymise", args=[account(MEMBER)])),
    Page("invitation-over", "", lambda: reverse("invitation_accept", args=["nobody-sent-this"]), status=410),
    Page("organisation-tree", SECRETARY, at("organisation_tree")),
    Page("organisation-tree-found", LEADER, lambda: reverse("organisation_tree") + "?q=do+luong"),
    Page("organisation-new", SECRETARY, at("organisation_new")),
    Page(
        "organisation-edit",
        SECRETARY,
        lambda: reverse("organisation_edit", args=[Organisation.objects.get(key="427").pk]),
    ),
    Page("reorganisation-list", SECRETARY, at("reorganisation_list")),
    Page("reorganisation-new", SECRETARY, at("reorganisation_new")),
    Page(
        "reorganisation-planned", SECRETARY, lambda: reverse("reorganisation_detail", args=[of_the_province(2024).pk])
    ),
    Page("reorganisation-large", INSPECTOR, lambda: reverse("reorganisation_detail", args=[of_the_province(2025).pk])),
    Page("reorganisation-line", SECRETARY, lambda: reverse("reorganisation_line_add", args=[in_preparation().pk])),
    Page("reorganisation-change", SECRETARY, lambda: reverse("reorganisation_change_add", args=[in_preparation().pk])),
    Page("reorganisation-work", SECRETARY, lambda: reverse("reorganisation_allot", args=[of_a_district().pk])),
    Page("reorganisation-plan", SECRETARY, lambda: reverse("reorganisation_step", args=[in_preparation().pk, "plan"])),
    Page(
        "reorganisation-cancel", SECRETARY, lambda: reverse("reorganisation_step", args=[in_preparation().pk, "cancel"])
    ),
    Page("my-work-member", MEMBER, at("my_work")),
    Page("my-work-section", MEMBER, at("my_work", "?group=later")),
    Page("my-work-leader", LEADER, at("my_work")),
    Page("my-work-officer", OFFICER, at("my_work")),
    Page("my-organisations", MEMBER, at("my_organisations")),
    Page("assignment-to-report", MEMBER, work("assignment_detail", MEMBER, State.IN_PROGRESS)),
    Page("assignment-returned", MEMBER, work("assignment_detail", MEMBER, State.RETURNED)),
    Page("assignment-awaiting", MEMBER, work("assignment_detail", MEMBER, State.SUBMITTED)),
    Page("assignment-completed", INSPECTOR, work("assignment_detail", MEMBER, State.COMPLETED)),
    Page("assignment-with-files", INSPECTOR, proven_by_files),
    Page("assignment-of-a-locality", OFFICER, lead_by("assignment_detail", OFFICER)),
    Page("assignment-to-receive", SECRETARY, not_received),
    Page("assignment-coordinated", COORDINATOR, contribution("assignment_detail")),
    Page("contribution-edit", COORDINATOR, contribution("contribution_edit")),
    Page("contribution-dates", SECRETARY, contribution("contribution_dates")),
    Page("my-work-coordinator", COORDINATOR, at("my_work")),
    Page("report-edit", MEMBER, work("report_edit", MEMBER, State.ASSIGNED)),
    Page("report-list", SECRETARY, at("report_list")),
    Page("report-review", SECRETARY, waiting_report(situation=Situation.WORKING)),
    Page("report-review-completion", SECRETARY, waiting_report(situation=Situation.DONE)),
    Page("report-list-narrowed", SECRETARY, at("report_list", "?kind=progress")),
    Page("report-list-no-fit", SECRETARY, at("report_list", "?kind=progress&waits=10")),
    Page("report-review-decided", SECRETARY, decided_report),
    Page("reports-decide", SECRETARY, ticked_reports),
    Page("extension-list", LEADER, at("extension_list")),
    Page("extension-to-propose", SECRETARY, extension("extension_detail", state=ExtensionState.REQUESTED)),
    Page("extension-to-decide", LEADER, extension("extension_detail", state=ExtensionState.PROPOSED, is_late=True)),
    Page("extension-asked", OFFICER, extension("extension_detail", by__username=OFFICER, state="requested")),
    Page("extension-approved", INSPECTOR, extension("extension_detail", state=ExtensionState.APPROVED)),
    Page("extension-refused", SECRETARY, extension("extension_detail", state=ExtensionState.REFUSED)),
    Page("extension-ask", MEMBER, work("extension_ask", MEMBER, State.RETURNED)),
    Page("extension-open", LEADER, work("extension_open", MEMBER, State.RETURNED)),
    Page("assignment-extended", LEADER, of_an_extension("assignment_detail", state=ExtensionState.APPROVED)),
    Page("decide-suspend", SECRETARY, decision("suspend", MEMBER)),
    Page("decide-carry-over", SECRETARY, decision("carry_over", MEMBER)),
    Page("period-list", SECRETARY, at("period_list")),
    Page("period-open", SECRETARY, period("period_detail", Frequency.MONTHLY, is_closed=False)),
    Page("period-closed", INSPECTOR, period("period_detail", Frequency.QUARTERLY, is_closed=True)),
    Page("period-enter", SECRETARY, at("period_enter")),
    Page("period-edit", SECRETARY, period("period_edit", Frequency.MONTHLY, is_closed=False)),
    Page("period-close", SECRETARY, period("period_close", Frequency.MONTHLY, is_closed=False)),
    Page("overview", SECRETARY, at("overview")),
    Page("overview-leader", LEADER, at("overview")),
    Page("overview-print", SECRETARY, at("overview_print")),
    Page("locality-map", LEADER, at("locality_map")),
    Page("locality-map-indicator", LEADER, indicator_map),
    Page("meeting", LEADER, at("meeting")),
    Page("meeting-key-tasks", SECRETARY, lambda: reverse("meeting", args=[2])),
    Page("meeting-red-list", SECRETARY, lambda: reverse("meeting", args=[3])),
    Page("meeting-extensions", LEADER, lambda: reverse("meeting", args=[99])),
    Page("matrix", LEADER, at("matrix")),
    Page("ranking", SECRETARY, at("ranking")),
    Page("ranking-past", INSPECTOR, at("ranking", "?as_of=2024-07-31")),
    Page("ranking-closed", LEADER, by_closed_period("ranking")),
    Page("ranking-organisation", SECRETARY, by_closed_period("ranking_organisation", "&part=missed")),
    Page("comparison", SECRETARY, at("comparison")),
    Page("comparison-past", LEADER, at("comparison", "?from=2024-06-14&as_of=2024-10-10")),
    Page("comparison-list", INSPECTOR, lambda: reverse("comparison_list", args=["overdue"])),
    Page("indicator-list", SECRETARY, at("indicator_list")),
    Page("indicator-list-member", MEMBER, at("indicator_list")),
    Page("indicator-list-past", SECRETARY, at("indicator_list", "?as_of=2024-06-30")),
    Page("indicator-detail", SECRETARY, indicator("indicator_detail", "on_time")),
    Page(
        "indicator-detail-quarter", MEMBER, indicator("indicator_detail", "digitised_records", query="?period=2024-Q3")
    ),
    Page("indicator-detail-unread", INSPECTOR, indicator("indicator_detail", "sipas")),
    Page("reading-edit", SECRETARY, indicator("reading_edit", "on_time", "2024-09")),
    Page("reading-edit-officer", OFFICER, indicator("reading_edit", "on_time", "2024-10")),
    Page("reading-paste", SECRETARY, indicator("reading_paste", "on_time", "2024-10")),
    Page("target-edit", SECRETARY, indicator("target_edit", "satisfaction")),
    Page(
        "target-withdraw",
        SECRETARY,
        lambda: reverse("target_withdraw", args=[IndicatorTarget.objects.earliest("pk").pk]),
    ),
    Page("shortcoming-list", MEMBER, at("shortcoming_list")),
    Page("organisation-list", SECRETARY, at("organisation_list")),
    Page("organisation-unit", SECRETARY, organisation("tttt")),
    Page("organisation-overseen", MEMBER, organisation("427")),
    Page("organisation-of-a-past-day", LEADER, organisation("413", "?as_of=2024-07-01")),
    Page("organisation-in-part", COORDINATOR, led_by_another),
    Page("member-list", LEADER, at("member_list")),
    Page("member-himself", MEMBER, of_person("member_detail", MEMBER)),
    Page("member-leader", SECRETARY, of_person("member_detail", LEADER)),
    Page("key-task", SECRETARY, lambda: reverse("key_task_detail", args=[1])),
    Page("key-task-member", MEMBER, lambda: reverse("key_task_detail", args=[1])),
    Page("task-list", MEMBER, at("task_list")),
    Page("task-list-open", SECRETARY, at("task_list", "?status=in_progress")),
    Page("task-detail", SECRETARY, lambda: reverse("task_detail", args=[Assignment.objects.earliest("pk").task_id])),
    Page("assignment-list", SECRETARY, at("assignment_list")),
    Page("assignment-list-overdue", SECRETARY, at("assignment_list", "?status=overdue")),
    Page("assignment-list-columns", SECRETARY, at("assignment_list", EVERY_COLUMN)),
    Page("assignment-list-empty", SECRETARY, at("assignment_list", "?q=zzzz")),
    Page("assignment-list-member", MEMBER, at("assignment_list")),
    Page("search", MEMBER, at("search")),
    Page("search-found", SECRETARY, at("search", "?q=do+luong")),
    Page("search-one-kind", INSPECTOR, at("search", "?q=bao+cao&only=files")),
    Page("search-nothing", MEMBER, at("search", "?q=zzzz")),
    Page("view-list-empty", MEMBER, at("view_list")),
    Page("export-list", SECRETARY, at("export_list")),
    Page("offline-work", OFFICER, at("offline_work")),
    Page("export-log", SECRETARY, at("export_log")),
    Page("audit-log", ADMINISTRATOR, at("audit_log")),
    Page("audit-log-secretary", SECRETARY, at("audit_log")),
    Page("audit-log-nothing", INSPECTOR, lambda: reverse("audit_log") + "?address=192.0.2.1"),
    Page("report-list-empty", INSPECTOR, at("official_report_list")),
    Page("report-make", SECRETARY, at("official_report_make")),
    Page("report-detail", SECRETARY, official_report),
    Page("report-detail-read", LEADER, official_report),
    Page("letter-list", SECRETARY, at("letter_list")),
    Page("follow-up-all", LEADER, at("follow_up_all")),
    Page("template-list", SECRETARY, at("template_list")),
    Page("template-detail", SECRETARY, lambda: reverse("template_detail", args=["report", "party", "vi"])),
    Page("letterhead-edit", SECRETARY, lambda: reverse("letterhead_edit", args=["state"])),
    Page("api-keys", ADMINISTRATOR, at("api_key_list")),
    Page("feed-list-empty", LEADER, at("feed_list")),
    Page("devices", MEMBER, own_devices),
    Page("feed-list", OFFICER, own_calendar),
    Page("view-save", MEMBER, at("view_save", "?page=assignment_list&query=status%3Doverdue")),
    Page("view-list", SECRETARY, saved_view("view_list")),
    Page("view-edit", SECRETARY, saved_view("view_edit")),
    Page("view-remove", SECRETARY, saved_view("view_remove")),
    Page("assignment-list-views", SECRETARY, saved_view("assignment_list")),
    Page("assignments-urge", SECRETARY, ticked_assignments),
    Page("reminder-list", SECRETARY, at("reminder_list")),
    Page("reminder-list-inspector", INSPECTOR, at("reminder_list")),
    Page("reminder-list-no-fit", SECRETARY, at("reminder_list", "?q=zzzz")),
    Page("reminder-preview", SECRETARY, of_person("reminder_preview", MEMBER)),
    Page("reminder-preview-empty", SECRETARY, of_person("reminder_preview", INSPECTOR)),
    Page("reminder-ledger", SECRETARY, at("reminder_ledger")),
    Page("reminder-ledger-no-fit", INSPECTOR, at("reminder_ledger", "?subject=review&person=zzzz")),
    Page("reminder-mine", MEMBER, at("reminder_mine")),
    Page("ladder-list", SECRETARY, at("ladder_list")),
    Page("ladder-edit", SECRETARY, lambda: reverse("ladder_edit", args=["work"])),
    Page("ladder-edit-summary", SECRETARY, lambda: reverse("ladder_edit", args=["summary"])),
    Page("message-list", SECRETARY, at("message_list")),
    Page("message-detail", SECRETARY, first_message),
    Page("hold-list", SECRETARY, at("hold_list")),
    Page("delegation-list", SECRETARY, at("delegation_list")),
    Page("delegation-list-administrator", ADMINISTRATOR, at("delegation_list")),
    Page("delegation-end", SECRETARY, lambda: reverse("delegation_end", args=[Delegation.objects.earliest("pk").pk])),
    Page("option-list", SECRETARY, at("option_list")),
    Page("option-list-technical", ADMINISTRATOR, at("option_list")),
    Page("option-edit", SECRETARY, lambda: reverse("option_edit", args=["mail"])),
    Page("option-history", SECRETARY, lambda: reverse("option_history", args=["mail"])),
    Page("calendar-year", SECRETARY, at("calendar_year")),
    Page("calendar-year-read", MEMBER, at("calendar_year")),
    Page("calendar-year-empty", SECRETARY, at("calendar_year", "?year=2027")),
    Page("calendar-enter", SECRETARY, at("calendar_enter")),
    Page("calendar-holidays", SECRETARY, lambda: reverse("calendar_holidays", args=[2027])),
    Page("calendar-holidays-none", SECRETARY, lambda: reverse("calendar_holidays", args=[2024])),
    Page("calendar-confirm", SECRETARY, unconfirmed_days),
    Page("calendar-day-edit", SECRETARY, calendar_day("calendar_day_edit")),
    Page("calendar-day-remove", SECRETARY, calendar_day("calendar_day_remove")),
    Page("admin-index", ADMINISTRATOR, at("admin:index")),
    Page("admin-list", ADMINISTRATOR, administration("changelist")),
    Page("admin-form", ADMINISTRATOR, administration("change")),
    Page("admin-add", ADMINISTRATOR, administration("add")),
    Page("admin-shown", ADMINISTRATOR, administration("change", "work")),
    Page("admin-record", ADMINISTRATOR, administration("changelist", "entry")),
    Page("admin-history", ADMINISTRATOR, administration("history")),
    Page("admin-delete-refused", ADMINISTRATOR, administration("delete"), status=403),
    Page("gallery", ADMINISTRATOR, at("gallery")),
]


def add_morning(day: date) -> None:
    """On top of the demonstration: the mails of its morning, and an account that nobody has given a role."""
    plan_when_it_is_time(at=at_time(day, 8))
    Person.objects.create_user(NOBODY, "khong-vai-tro@example.vn", full_name="Không Vai Trò")
