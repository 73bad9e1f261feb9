"""Two days in the product, at a desk and on a phone, from the sign-in on."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.models import Message
from tasks_app.people.actions import end_delegation
from tasks_app.people.models import Person
from tasks_app.plan.enums import Frequency, State
from tasks_app.plan.models import Assignment, Task
from tasks_app.reminders.models import LadderStage, MailPreference, Urging
from tasks_app.reporting.actions import open_dues
from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models import Extension, ProgressReport
from tests import uploads
from tests.browser.conftest import WIDTHS, Window, objections, said
from tests.factories import AssignmentFactory, ReportFactory
from tests.worlds import World

PASSWORD = "không-ai-đoán-được-7"

pytestmark = [pytest.mark.parametrize("width", WIDTHS), pytest.mark.django_db(transaction=True)]


def sign_in(window: Window, person: Person) -> None:
    person.set_password(PASSWORD)
    person.save()
    window.open("/")
    window.page.fill("input[name=login]", person.username)
    window.page.fill("input[name=password]", PASSWORD)
    window.page.click("main button[type=submit]")
    expect(window.page).to_have_url(window.base + reverse("home"))


def link_to(assignment: Assignment) -> str:
    return f'main a[href="{reverse("assignment_detail", args=[assignment.pk])}"]'


def follow(window: Window, path: str) -> None:
    """Press the first link that one can see to an address."""
    window.page.locator(f'a[href^="{path}"]:visible').first.click()
    window.page.wait_for_load_state()


def pick(window: Window, name: str, value: str) -> None:
    """Press the button that stands for a choice; the choice itself lies hidden behind it."""
    window.page.locator(f"input[name={name}][value={value}] + label").click()
    expect(window.page.locator(f"input[name={name}][value={value}]")).to_be_checked()


def press_with_alt(page: Page, key: str) -> None:
    """An access key. Playwright's own presses carry no text beside Alt, by which the browser finds the element."""
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchKeyEvent", {"type": "char", "modifiers": 1, "text": key, "unmodifiedText": key})
    session.detach()


def unfold(page) -> None:
    """On a phone the fields of a row of filters are folded."""
    page.wait_for_load_state()
    if page.locator(".fold-label").is_visible() and not page.is_checked("#fold"):
        page.click(".fold-label")


def has_scripts(width: int) -> bool:
    """For journeys that are the same either way: a desk has scripts, a phone goes without."""
    return width > 600


def is_well_where_scripts_run(window: Window, javascript: bool) -> None:
    """What went wrong in a window is only heard by a script."""
    if javascript:
        is_well(window)


def is_well(window: Window) -> None:
    window.page.wait_for_load_state()  # half a page may be wider than the whole one
    assert window.errors == []
    assert window.sideways <= 0


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_member_reports_what_is_overdue(width, javascript, world: World, window, live_server):
    here = window(live_server.url, width=width, javascript=javascript)
    page = here.page
    sign_in(here, world.member)
    report = reverse("report_edit", args=[world.overdue.pk])

    follow(here, report)
    pick(here, "situation", "working")
    page.fill("[name=percent]", "60")
    page.fill("[name=results]", "Đã hoàn thành rà soát tại 12 đơn vị")
    page.fill("[name=difficulties]", "Thiếu số liệu của hai đơn vị")
    page.click("button[name=submit]")
    page.wait_for_load_state()

    sent = ProgressReport.objects.get(assignment=world.overdue)
    assert (sent.state, sent.percent, sent.by) == (ReportState.SUBMITTED, 60, world.member)
    assert sent.results == "Đã hoàn thành rà soát tại 12 đơn vị"
    world.overdue.refresh_from_db()
    assert (world.overdue.state, world.overdue.percent) == (State.IN_PROGRESS, 60)
    expect(page.locator("main")).to_contain_text("60%")
    if javascript:
        is_well(here)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_member_sends_too_little_and_loses_nothing(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="member", width=width, javascript=javascript)
    page = here.page
    here.open(reverse("report_edit", args=[world.overdue.pk]))

    pick(here, "situation", "done")
    page.fill("[name=results]", "Đã xong")
    page.click("button[name=submit]")
    page.wait_for_load_state()

    assert not ProgressReport.objects.filter(assignment=world.overdue).exists()
    expect(page.locator("[name=results]")).to_have_value("Đã xong")
    expect(page.locator("[name=evidence_number]")).to_have_attribute("aria-invalid", "true")
    page.fill("[name=evidence_number]", "125/BC-TN")
    page.fill("[name=evidence_on]", "14/10/2024")
    page.click("button[name=submit]")
    page.wait_for_load_state()

    sent = ProgressReport.objects.get(assignment=world.overdue)
    assert (sent.state, sent.situation) == (ReportState.SUBMITTED, Situation.DONE)
    world.overdue.refresh_from_db()
    assert world.overdue.state == State.SUBMITTED


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_file_proves_completion_and_is_opened_in_the_review(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="member", width=width, javascript=javascript)
    page = here.page
    here.open(reverse("report_edit", args=[world.overdue.pk]))
    good = {"name": "Báo cáo kết quả.pdf", "mimeType": "application/pdf", "buffer": uploads.PDF}
    wrong = {"name": "cài đặt.pdf", "mimeType": "application/pdf", "buffer": uploads.PROGRAM}

    pick(here, "situation", "done")
    page.fill("[name=results]", "Đã hoàn thành")
    page.set_input_files("[name=uploads]", [good, wrong])
    page.click("button[name=submit]")
    page.wait_for_load_state()

    expect(page.locator("main")).to_contain_text(
        said("“cài đặt.pdf” không phải PDF, Word, Excel", "“cài đặt.pdf” is no PDF, Word, Excel")
    )
    expect(page.get_by_label("Báo cáo kết quả.pdf")).to_be_checked()
    expect(page.locator("[name=results]")).to_have_value("Đã hoàn thành")
    page.click("button[name=submit]")
    page.wait_for_load_state()

    sent = ProgressReport.objects.get(assignment=world.overdue)
    assert (sent.state, [file.name for file in sent.files.all()]) == (ReportState.SUBMITTED, ["Báo cáo kết quả.pdf"])
    desk = window(live_server.url, who="secretary", width=width, javascript=javascript)
    desk.open(reverse("report_review", args=[sent.pk]))
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name="Báo cáo kết quả.pdf").first.click()
    assert download.value.suggested_filename == "Báo cáo kết quả.pdf"
    assert Path(download.value.path()).read_bytes() == uploads.PDF
    is_well_where_scripts_run(here, javascript)
    is_well_where_scripts_run(desk, javascript)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_two_versions_of_a_report_become_one(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="member", width=width, javascript=javascript)
    page = here.page
    here.open(reverse("report_edit", args=[world.overdue.pk]))
    theirs = ReportFactory(
        assignment=world.overdue,
        by=world.officer,
        state=ReportState.DRAFT,
        results="Mười hai đơn vị đã xong",
        difficulties="Thiếu kinh phí",
        percent=80,
    )

    page.fill("[name=results]", "Mười bốn đơn vị đã xong")
    page.fill("[name=percent]", "60")
    page.click("button[name=submit]")
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(said("Báo cáo này có hai bản", "Two versions of this report"))
    if javascript:
        is_well(here)
        assert objections(here) == ""
    page.check("#take-difficulties-theirs")
    page.click("button[name=merge]")
    page.wait_for_load_state()
    expect(page.locator("[name=difficulties]")).to_have_value("Thiếu kinh phí")
    expect(page.locator("[name=results]")).to_have_value("Mười bốn đơn vị đã xong")
    page.fill("[name=percent]", "70")
    page.click("button[name=submit]")
    page.wait_for_load_state()

    theirs.refresh_from_db()
    assert (theirs.state, theirs.by, theirs.percent) == (ReportState.SUBMITTED, world.member, 70)
    assert (theirs.results, theirs.difficulties) == ("Mười bốn đơn vị đã xong", "Thiếu kinh phí")
    is_well_where_scripts_run(here, javascript)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_deputy_whose_session_runs_out_loses_nothing(width, javascript, world: World, window, live_server):
    here = window(live_server.url, width=width, javascript=javascript)
    page = here.page
    sign_in(here, world.officer)
    page.click("details.menu summary")
    page.click(f'form[action="{reverse("act_for", args=[world.delegation.pk])}"] button')
    page.wait_for_load_state()
    expect(page.locator(".acting")).to_contain_text(str(world.other_member))
    if javascript:
        assert objections(here) == ""

    follow(here, reverse("report_edit", args=[world.overseen.pk]))
    pick(here, "situation", "working")
    page.fill("[name=percent]", "60")
    page.fill("[name=results]", "Đã rà soát tại 12 đơn vị")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.click("button[name=submit]")
    page.wait_for_load_state()
    assert not ProgressReport.objects.filter(assignment=world.overseen).exists()
    page.fill("input[name=login]", world.officer.username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state()

    expect(page.locator(".acting")).to_contain_text(str(world.other_member))
    expect(page.locator("main [role=status]:not([hidden])").first).to_contain_text(
        said("chưa được gửi", "It has not been sent yet")
    )
    expect(page.locator("[name=results]")).to_have_value("Đã rà soát tại 12 đơn vị")
    expect(page.locator("[name=percent]")).to_have_value("60")
    if javascript:
        assert objections(here) == ""
    page.click("button[name=submit]")
    page.wait_for_load_state()

    sent = ProgressReport.objects.get(assignment=world.overseen)
    assert (sent.by, sent.for_person, sent.results) == (world.officer, world.other_member, "Đã rà soát tại 12 đơn vị")
    if javascript:
        is_well(here)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_what_was_written_when_a_delegation_ended_is_there_to_copy(
    width, javascript, world: World, window, live_server
):
    here = window(live_server.url, who="officer", width=width, javascript=javascript)
    page = here.page
    here.open(reverse("my_work"))
    page.click("details.menu summary")
    page.click(f'form[action="{reverse("act_for", args=[world.delegation.pk])}"] button')
    page.wait_for_load_state()
    here.open(reverse("report_edit", args=[world.overseen.pk]))
    page.fill("[name=results]", "Đã rà soát tại 12 đơn vị")
    end_delegation(world.delegation, by=Actor(world.secretary), at=clock.now())

    page.click("button[name=submit]")
    page.wait_for_load_state()

    expect(page.locator("h1")).to_have_text(said("Biểu mẫu chưa được gửi", "The form was not sent"))
    expect(page.locator("#typed-results")).to_have_value("Đã rà soát tại 12 đơn vị")
    assert not ProgressReport.objects.filter(assignment=world.overseen).exists()
    if javascript:
        assert objections(here) == ""
        is_well(here)


def test_the_secretariat_follows_what_is_overdue_and_accepts_a_report(width, world: World, window, live_server):
    here = window(live_server.url, width=width, javascript=has_scripts(width))
    page = here.page
    sign_in(here, world.secretary)

    overdue = page.locator('main .lead-sum a[href*="/assignments/?"][href*="overdue"]:visible').first
    expect(overdue).to_have_text("2")
    overdue.click()
    page.wait_for_load_state()
    for assignment in (world.overdue, world.overseen):
        expect(page.locator(link_to(assignment)).first).to_be_visible()
    expect(page.locator(link_to(world.own))).to_have_count(0)

    follow(here, reverse("report_list"))
    follow(here, reverse("report_review", args=[world.waiting_report.pk]))
    pick(here, "decision", "accept")
    page.fill("[name=comment]", "Đồng ý")
    page.click("main form [type=submit]")
    page.wait_for_load_state()

    world.waiting_report.refresh_from_db()
    world.other.refresh_from_db()
    assert (world.waiting_report.state, world.waiting_report.reviewed_by) == (ReportState.ACCEPTED, world.secretary)
    assert (world.other.state, world.other.completed_on) == (State.COMPLETED, world.waiting_report.submitted_at.date())
    is_well_where_scripts_run(here, has_scripts(width))


def test_an_extension_from_the_request_to_the_decision(width, world: World, window, live_server):
    member = window(live_server.url, who="member", width=width, javascript=has_scripts(width))
    member.open(reverse("assignment_detail", args=[world.own.pk]))
    follow(member, reverse("extension_ask", args=[world.own.pk]))
    member.page.fill("[name=deadline_on]", "15/11/2024")
    member.page.click("main form [type=submit]")
    expect(member.page.locator("[name=reason]")).to_have_attribute("aria-invalid", "true")
    expect(member.page.locator("[name=deadline_on]")).to_have_value("15/11/2024")
    member.page.fill("[name=reason]", "Chờ số liệu của 04 xã")
    member.page.click("main form [type=submit]")
    member.page.wait_for_load_state()
    extension = Extension.objects.get(assignment=world.own)
    expect(member.page).to_have_url(live_server.url + reverse("extension_detail", args=[extension.pk]))

    secretary = window(live_server.url, who="secretary", width=width, javascript=has_scripts(width))
    secretary.open(reverse("extension_list"))
    follow(secretary, reverse("extension_detail", args=[extension.pk]))
    pick(secretary, "recommendation", "approve")
    secretary.page.fill("[name=deadline_on]", "31/10/2024")
    secretary.page.click("main form [type=submit]")
    secretary.page.wait_for_load_state()

    leader = window(live_server.url, who="leader", width=width, javascript=has_scripts(width))
    leader.open(reverse("extension_detail", args=[extension.pk]))
    expect(leader.page.locator("[name=deadline_on]")).to_have_value("31/10/2024")
    pick(leader, "decision", "approve")
    leader.page.fill("[name=document]", "170-CV/BCĐ")
    leader.page.fill("[name=document_on]", "15/10/2024")
    leader.page.click("main form [type=submit]")
    leader.page.wait_for_load_state()

    world.own.refresh_from_db()
    assert (world.own.deadline_on, world.own.deadline_version) == (date(2024, 10, 31), 2)
    member.open(reverse("assignment_detail", args=[world.own.pk]))
    expect(member.page.locator("main")).to_contain_text(said("đã gia hạn một lần", "extended once"))
    for one in (member, secretary, leader):
        is_well_where_scripts_run(one, has_scripts(width))


def test_the_language_is_changed_where_one_stands(width, world: World, window, live_server):
    here = window(live_server.url, who="member", width=width, javascript=has_scripts(width))
    page = here.page
    here.open(reverse("my_work"))

    if width < 600:
        page.click("details.menu summary")
    other = said("en", "vi")
    page.click(f"button[name=language][value={other}]:visible")
    page.wait_for_load_state()

    expect(page).to_have_url(live_server.url + reverse("my_work"))
    expect(page.locator("html")).to_have_attribute("lang", other)
    world.member.refresh_from_db()
    assert world.member.language == other
    is_well_where_scripts_run(here, has_scripts(width))


def test_a_reviewer_works_through_the_queue_with_the_keyboard(width, world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=width)
    page = here.page
    here.open(reverse("report_list"))
    follow(here, reverse("report_review", args=[world.waiting_report.pk]))

    press_with_alt(page, "2")
    expect(page.locator("input[name=decision][value=return]")).to_be_checked()
    page.select_option("[name=frequent]", "2")
    page.fill("[name=comment]", "Cả bản chụp.")
    press_with_alt(page, "s")
    expect(page).to_have_url(live_server.url + reverse("report_review", args=[world.progress_report.pk]))
    press_with_alt(page, "1")
    press_with_alt(page, "s")
    expect(page).to_have_url(live_server.url + reverse("report_list"))

    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(said("Hôm nay đã trả lời 2 báo cáo", "2 reports were answered today"))
    world.waiting_report.refresh_from_db()
    world.progress_report.refresh_from_db()
    frequent = said("Bổ sung văn bản, tài liệu minh chứng cho kết quả.", "Attach the document that proves the result.")
    assert world.waiting_report.review_comment == f"{frequent} Cả bản chụp."
    assert world.progress_report.state == ReportState.ACCEPTED
    is_well(here)


def test_a_reviewer_accepts_what_is_ticked(width, world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=width, javascript=False)
    page = here.page
    here.open(reverse("report_list"))

    page.check(f"input[name=report][value='{world.progress_report.pk}']")
    page.click("button[formaction*=accept]")
    expect(page.locator("h1")).to_have_text(said("1 báo cáo sẽ được chấp nhận", "1 report will be accepted"))
    page.click("main form [type=submit]")

    expect(page).to_have_url(live_server.url + reverse("report_list"))
    expect(page.locator("main")).to_contain_text(said("Đã chấp nhận 1 báo cáo.", "1 report was accepted."))
    world.progress_report.refresh_from_db()
    assert world.progress_report.state == ReportState.ACCEPTED


def test_the_secretariat_stops_work_by_a_document_and_its_people_see_it(width, world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=width, javascript=has_scripts(width))
    page = here.page
    here.open(reverse("assignment_detail", args=[world.overdue.pk]))

    follow(here, reverse("assignment_decide", args=[world.overdue.pk, "suspend"]))
    page.click("main button[type=submit]")
    expect(page.locator("main")).to_contain_text(
        said("Nhập số, ký hiệu của văn bản", "Enter the number of the document")
    )
    page.fill("[name=reason]", "Chờ hướng dẫn của Trung ương")
    page.fill("[name=document]", "112-CV/BCĐ")
    page.fill("[name=document_on]", "14/10/2024")
    page.click("main button[type=submit]")

    expect(page.locator("main")).to_contain_text(said("Đã tạm dừng việc.", "The assignment was suspended."))
    expect(page.locator(".tl")).to_contain_text("112-CV/BCĐ (14/10/2024)")  # as it was recorded
    world.overdue.refresh_from_db()
    assert world.overdue.state == State.SUSPENDED
    is_well_where_scripts_run(here, has_scripts(width))


def test_a_period_is_answered_and_closed(width, world: World, window, live_server):
    Task.objects.filter(pk=world.overseen.task_id).update(frequency=Frequency.QUARTERLY)
    open_dues(at=at_time(date(2024, 9, 14), 8))
    here = window(live_server.url, who="other_member", width=width, javascript=has_scripts(width))
    page = here.page
    here.open(reverse("my_work"))

    follow(here, reverse("report_edit", args=[world.overseen.pk]))
    expect(page.locator("#report-head")).to_contain_text(said("Quý III/2024", "Quarter III/2024"))
    pick(here, "situation", "nothing")
    page.fill("[name=difficulties]", "Chờ số liệu của cấp xã")
    page.click("[name=submit]")
    expect(page.locator("main")).to_contain_text(said("Đã gửi báo cáo.", "The report was sent."))
    is_well_where_scripts_run(here, has_scripts(width))

    desk = window(live_server.url, who="secretary", width=width, javascript=has_scripts(width))
    desk.open(reverse("period_detail", args=[world.period.pk]))
    expect(desk.page.locator("main table")).to_contain_text(said("Không phát sinh", "Nothing to report"))
    follow(desk, reverse("period_close", args=[world.period.pk]))
    desk.page.click("main button[type=submit]")
    expect(desk.page.locator("main")).to_contain_text(said("Số liệu này đã được chốt.", "These figures are frozen."))
    world.period.refresh_from_db()
    assert world.period.is_closed
    is_well_where_scripts_run(desk, has_scripts(width))


def test_work_is_received_and_a_coordinating_organisation_contributes_by_the_date(
    width, world: World, window, live_server
):
    """Without scripts: the lead receives the work and sets a date, the coordinator gives, the lead reads it."""
    page_of_work = reverse("assignment_detail", args=[world.overseen.pk])
    lead = window(live_server.url, who="other_member", width=width, javascript=False)
    lead.open(page_of_work)
    lead.page.click(f"form[action='{reverse('assignment_receive', args=[world.overseen.pk])}'] button")
    expect(lead.page.locator("main")).to_contain_text(said("Đã xác nhận nhận việc.", "Noted: the work was received."))
    follow(lead, reverse("contribution_dates", args=[world.overseen.pk]))
    lead.page.fill("[name=for_all]", "18/10/2024")
    lead.page.click("main form [type=submit]")
    expect(lead.page.locator("#contributions")).to_contain_text(
        said("chưa gửi, hạn 18/10/2024", "not given, due 18 Oct 2024")
    )

    coordinator = window(live_server.url, who="officer", width=width, javascript=False)
    coordinator.open(reverse("my_work"))
    follow(coordinator, reverse("contribution_edit", args=[world.contribution.pk]))
    pick(coordinator, "answer", "given")
    coordinator.page.fill("[name=text]", "Đã rà soát 12 thủ tục")
    coordinator.page.click("main form [type=submit]")
    expect(coordinator.page.locator("#contributions")).to_contain_text(
        said("đã gửi 15/10/2024", "given on 15 Oct 2024")
    )

    lead.open(page_of_work)
    expect(lead.page.locator("#contributions")).to_contain_text("Đã rà soát 12 thủ tục")
    assert world.contribution.entries.get().by == world.officer


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_the_secretariat_enters_a_swap_and_confirms_it(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page = here.page
    here.open(reverse("calendar_year") + "?year=2026")

    follow(here, reverse("calendar_enter"))
    page.fill("[name=off_on]", "02/01/2026")
    page.fill("[name=worked_on]", "10/01/2026")
    page.fill("[name=name_vi]", "Nghỉ Tết Dương lịch")
    page.click("main form button[type=submit]")
    page.wait_for_load_state()

    rows = page.locator("main section[aria-labelledby=special] tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text(said("Thứ Sáu, 02/01/2026", "Friday, 02 Jan 2026"))
    expect(rows.nth(1)).to_contain_text(said("Làm bù cho ngày 02/01/2026", "Worked instead of 2 Jan 2026"))
    for box in page.locator("input[name=day]").all():
        box.check()
    page.locator("main .dock button").click()
    page.wait_for_load_state()
    page.fill("[name=notice_number]", "6150/TB")
    page.click("main form button[type=submit]")
    page.wait_for_load_state()

    expect(rows.nth(0)).to_contain_text("6150/TB")
    expect(rows.nth(1)).to_contain_text("6150/TB")
    calendar = working_calendar()
    assert (calendar.is_working_day(date(2026, 1, 2)), calendar.is_working_day(date(2026, 1, 10))) == (False, True)
    is_well_where_scripts_run(here, javascript)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_the_secretariat_urges_two_that_are_overdue(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page = here.page
    here.open(reverse("assignment_list") + "?status=overdue")

    for assignment in (world.overdue, world.overseen):
        page.locator(f"input[name=assignment][value='{assignment.pk}']").check()
    if javascript:
        expect(page.locator("[data-ticked]")).to_have_text("2")
    page.locator("#urge-together button[type=submit]").click()
    page.wait_for_load_state()
    expect(page.locator("main h1")).to_have_text(said("2 việc sẽ được nhắc", "2 assignments will be urged"))
    page.fill("[name=message]", "Gửi báo cáo trước thứ Sáu.")
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()

    expect(page).to_have_url(f"{here.base}{reverse('assignment_list')}?status=overdue")
    urgings = Urging.objects.filter(by=world.secretary)
    assert set(urgings.values_list("assignment", flat=True)) == {world.overdue.pk, world.overseen.pk}
    mails = Message.objects.filter(kind=Notice.URGING)
    assert {mail.to_person for mail in mails} == {world.member, world.officer, world.other_member}
    assert all("Gửi báo cáo trước thứ Sáu." in mail.text for mail in mails)
    is_well_where_scripts_run(here, javascript)


def test_all_that_one_sees_is_ticked_and_unticked(width, world: World, window, live_server):
    AssignmentFactory(organisation=world.locality, responsible=world.other_member, deadline_on=date(2024, 12, 31))
    here = window(live_server.url, who="member", width=width)
    page = here.page
    here.open(reverse("my_organisations"))
    overdue = page.locator(f"input[name=assignment][value='{world.overseen.pk}']")
    folded = page.locator("details input[name=assignment]")
    every = page.locator("[data-tick-all]")

    every.click()
    expect(overdue).to_be_checked()
    expect(folded).not_to_be_checked()
    expect(page.locator("[data-ticked]")).to_have_text("1")
    expect(every).to_have_text(said("Bỏ chọn tất cả", "Untick all"))
    every.click()
    expect(overdue).not_to_be_checked()
    expect(page.locator("[data-ticked]")).to_be_hidden()

    page.locator("details:has(input[name=assignment]) > summary").click()
    every.click()
    expect(folded).to_be_checked()
    expect(page.locator("[data-ticked]")).to_have_text("2")
    is_well(here)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_the_secretariat_looks_at_what_somebody_will_be_mailed(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page = here.page
    here.open(reverse("overview"))
    follow(here, reverse("reminder_list"))

    page.fill("main form [name=q]", world.member.full_name)
    page.press("main form [name=q]", "Enter")
    page.wait_for_load_state()
    follow(here, reverse("reminder_preview", args=[world.member.pk]))

    expect(page.locator("main h1")).to_have_text(world.member.full_name)
    expect(page.locator("main")).to_contain_text(world.overdue.task.title)
    expect(page.locator("main")).to_contain_text(said("thành viên phụ trách", "responsible"))
    is_well_where_scripts_run(here, javascript)
    follow(here, reverse("reminder_preview_html", args=[world.member.pk]))
    expect(page.locator("h1")).to_contain_text("Nhắc việc")  # a mail speaks the language of whom it goes to
    assert not Message.objects.filter(kind=Notice.DIGEST).exists()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_member_chooses_when_mail_comes(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="member", width=width, javascript=javascript)
    page = here.page
    here.open(reverse("my_work"))
    page.click(".menu summary")
    follow(here, reverse("reminder_mine"))

    page.select_option("[name=send_from]", "14:00")
    page.check("[name=is_weekly]")
    page.click("main form button[type=submit]")
    page.wait_for_load_state()

    expect(page.locator("[name=send_from]")).to_have_value("14:00")
    wish = MailPreference.objects.get(person=world.member)
    assert (f"{wish.send_from:%H:%M}", wish.is_weekly) == ("14:00", True)
    is_well_where_scripts_run(here, javascript)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_the_secretariat_changes_a_ladder(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page = here.page
    here.open(reverse("ladder_list"))
    follow(here, reverse("ladder_edit", args=["work"]))

    page.check("[name=stages-0-is_removed]")
    page.fill("[name=stages-1-note_vi]", "Chuẩn bị báo cáo trước {deadline}.")
    page.fill("[name=stages-7-offset]", "abc")
    page.click("button[name=preview]")
    page.wait_for_load_state()
    expect(page.locator("[name=stages-7-offset]")).to_have_attribute("aria-invalid", "true")
    page.fill("[name=stages-7-offset]", "−1")
    page.click("button[name=preview]")
    page.wait_for_load_state()

    expect(page.locator("main")).to_contain_text(said("Chưa lưu gì.", "Nothing is saved yet."))
    expect(page.locator("main")).to_contain_text("Chuẩn bị báo cáo trước 1")
    is_well_where_scripts_run(here, javascript)
    page.click("button[name=again]")
    page.wait_for_load_state()
    expect(page.locator("[name=stages-1-note_vi]")).to_have_value("Chuẩn bị báo cáo trước {deadline}.")
    page.click("button[name=preview]")
    page.wait_for_load_state()
    page.click("button[name=save]")
    page.wait_for_load_state()

    expect(page).to_have_url(here.base + reverse("ladder_list"))
    offsets = LadderStage.objects.filter(ladder__subject="work", is_repeated=False).values_list("offset", flat=True)
    assert sorted(offsets) == [-5, -2, -1, 0, 1, 3, 5]
    is_well_where_scripts_run(here, javascript)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_the_secretariat_finds_narrows_and_saves_a_view(width, javascript, world: World, window, live_server):
    world.locality.name_vi, world.locality.name_en = "Huyện Đô Lương", "Do Luong District"
    world.locality.save()
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page = here.page
    here.open(reverse("overview"))

    box = page.locator("header [name=q]")
    if not box.is_visible():
        page.click(f'header form a[href="{reverse("search")}"]')
        box = page.locator("main [name=q]")
    box.fill("do luong")
    box.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("section[aria-labelledby=found-organisations]")).to_contain_text(world.locality.name)
    expect(page.locator(link_to(world.overseen))).to_be_visible()
    is_well_where_scripts_run(here, javascript)

    page.click(f'main a[href="{reverse("organisation_detail", args=[world.locality.pk])}"]')
    page.wait_for_load_state()
    expect(page.locator("h1")).to_contain_text(world.locality.name)
    is_well_where_scripts_run(here, javascript)
    here.open(f"{reverse('assignment_list')}?organisation={world.locality.pk}")
    expect(page.locator("tbody tr")).to_have_count(1)
    unfold(page)
    page.select_option("select[name=organisation]", "")
    if not javascript:
        page.click(".filters button[type=submit]")
    expect(page.locator("tbody tr")).to_have_count(5)
    unfold(page)
    page.select_option("select[name=group]", "localities")
    if not javascript:
        page.click(".filters button[type=submit]")
    expect(page.locator("tbody tr")).to_have_count(1)

    page.click(".columns > summary")
    page.uncheck("#column-percent")
    page.check("#column-coordinating")
    page.click(".columns button")
    page.wait_for_load_state()
    expect(page.locator("tbody tr")).to_contain_text(world.unit.name)
    page.click(".views summary")
    page.fill("#view-name", "Địa phương")
    page.click(".views form button")
    page.wait_for_load_state()
    expect(page.locator(".views [aria-current=page]")).to_contain_text("Địa phương")
    is_well_where_scripts_run(here, javascript)

    here.open(reverse("assignment_list"))
    page.click(".views .key a >> nth=0")
    page.wait_for_load_state()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("thead")).to_contain_text(said("Cơ quan phối hợp", "Coordinating organisations"))
    expect(page.locator("select[name=group]")).to_have_value("localities")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_table_from_excel_is_mended_confirmed_and_shown(width, javascript, world: World, window, live_server):
    """One of two rows is wrong; nothing is entered before both are right and confirmed."""
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page = here.page
    indicator, unit, locality = world.indicator, world.unit, world.locality
    here.open(reverse("indicator_detail", args=[indicator.pk]))
    follow(here, reverse("reading_paste", args=[indicator.pk, "2024-09"]))

    name = locality.name_vi.removeprefix("Huyện ")
    cells = f"STT\tĐơn vị\tĐúng hạn\tTổng\n1\t{unit.name_vi}\t1.234,5\t1.300\n2\t{name}\t95\t90\n\tTổng\t1.329,5\t1.390"
    page.fill("[name=cells]", cells)
    page.fill("[name=source]", "Báo cáo 125/BC-SNV")
    page.locator("main form .panel button[type=submit]").click()
    page.wait_for_load_state()

    expect(page.locator("main")).to_contain_text(said("1 trong 2 dòng cần sửa", "1 of 2 rows has to be put right"))
    expect(page.locator("main")).to_contain_text(
        said("Tử số lớn hơn mẫu số.", "The numerator is larger than the denominator.")
    )
    expect(page.locator("button[name=confirm]")).to_have_count(0)
    assert set(indicator.readings.values_list("organisation", flat=True)) == {locality.pk}
    is_well_where_scripts_run(here, javascript)
    if javascript:
        assert objections(here) == ""

    page.fill("[name=cells]", cells.replace("95\t90", "90\t95"))
    page.locator("main form .panel button[type=submit]").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(said("2 dòng nhập được", "2 rows can be entered"))
    expect(page.locator("main")).to_contain_text(said("Sửa số cũ 80/100", "Corrects 80/100"))
    page.click("button[name=confirm]")
    page.wait_for_load_state()

    expect(page).to_have_url(here.base + reverse("indicator_detail", args=[indicator.pk]) + "?period=2024-09")
    expect(page.locator("main")).to_contain_text(
        said("Đã nhập 1 số liệu. Đã sửa 1 số liệu.", "1 reading was entered. 1 reading was corrected.")
    )
    expect(page.locator("main")).to_contain_text(said("94,95% (1.324,5/1.395)", "94.95% (1,324.5/1,395)"))
    expect(page.locator("main")).to_contain_text(said("2/2 đơn vị, địa phương đã báo cáo", "2 of 2 reported"))
    is_well_where_scripts_run(here, javascript)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_names_lead_from_the_key_task_to_the_member_and_a_past_day_stays(
    width, javascript, world: World, window, live_server
):
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page, task = here.page, world.own.task
    here.open(reverse("key_task_detail", args=[task.key_task.number]))

    page.fill("[name=as_of]", "14/10/2024")
    page.click(".as-of-form button[type=submit]")
    page.wait_for_load_state()
    expect(page.locator(".as-of [role=status]")).to_contain_text(said("14/10/2024", "14 Oct 2024"))
    follow(here, reverse("task_detail", args=[task.pk]))
    expect(page.locator("h1")).to_contain_text(task.title)
    expect(page.locator(f"tr:has-text('{world.unit.name}') .c")).to_contain_text(said("Sắp đến hạn", "Due soon"))
    is_well_where_scripts_run(here, javascript)
    follow(here, reverse("organisation_detail", args=[world.unit.pk]))
    expect(page.locator("h1")).to_have_text(world.unit.name)
    is_well_where_scripts_run(here, javascript)
    follow(here, reverse("member_detail", args=[world.member.pk]))

    expect(page.locator("h1")).to_have_text(world.member.full_name)
    expect(page.locator(".as-of [role=status]")).to_contain_text(said("14/10/2024", "14 Oct 2024"))
    is_well_where_scripts_run(here, javascript)
    follow(here, f"{reverse('assignment_list')}?member={world.member.pk}&status=overdue")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_member_opens_his_own_figures_from_the_menu(width, world: World, window, live_server):
    here = window(live_server.url, who="member", width=width, javascript=has_scripts(width))
    here.open(reverse("my_work"))

    here.page.click(".menu:has(.panel) > summary >> nth=0")
    follow(here, reverse("member_detail", args=[world.member.pk]))

    expect(here.page.locator("h1")).to_have_text(world.member.full_name)
    expect(here.page.locator("#h-overseen ~ table")).to_contain_text(world.locality.name)
    is_well_where_scripts_run(here, has_scripts(width))
