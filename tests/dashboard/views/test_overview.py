"""The overview: who may, what it says, and that every number leads to a list of exactly so many."""

from __future__ import annotations

import re
from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.common.models import JobRun
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import MailPermit
from tasks_app.plan.actions import receive_assignment
from tasks_app.plan.enums import State
from tasks_app.plan.models import Plan
from tasks_app.plan.queries import yardstick
from tasks_app.reorganisations.enums import ReorganisationState
from tests.factories import (
    AssignmentFactory,
    CalendarDayFactory,
    HoldFactory,
    KeyTaskFactory,
    LocalityFactory,
    MessageFactory,
    PersonFactory,
    ReportFactory,
    TaskFactory,
    administrator,
    assignments_in_bulk,
    focal_officer,
    inspector,
    leader,
    member,
    secretary,
)
from tests.factories.reorganisations import merger

URL = reverse("overview")
ASSIGNMENTS, TASKS = reverse("assignment_list"), reverse("task_list")
OVERVIEW_QUERIES = 31

pytestmark = pytest.mark.django_db


def page_of(response) -> str:
    return re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]


# --- Who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [leader, secretary, inspector, administrator])
def test_those_who_follow_everything_see_it(client_of, province, person):
    response = client_of(person()).get(URL)

    assert response.status_code == HTTPStatus.OK
    assert response.context["board"].tally.total == 13


@pytest.mark.parametrize("person", [member, focal_officer, PersonFactory])
def test_for_everyone_else_it_does_not_exist(client_of, province, person):
    assert client_of(person()).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_without_a_sign_in_it_leads_there(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_it_only_answers_to_get(client_of, province):
    assert client_of(secretary()).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


# --- Every number leads to its list -----------------------------------------------------------------------------------

LINK = re.compile(r'<a\b[^>]*href="([^"]+)"[^>]*>(.*?)</a>(\s*<b class="num">[\d.]+</b>)?', re.DOTALL)
HIDDEN = re.compile(r'<span class="visually-hidden">.*?</span>', re.DOTALL)


def number_shown(inside: str, beside: str) -> int | None:
    """The number that a link stands for; None where it only bears a name.

    "3/5" is a cell: the link is to the five. A rate stands for its numerator, which is written under it.
    """
    if '<b class="num">' in beside:
        return _number(beside)
    if "%" in inside and (base := re.search(r"<small>\s*([\d.]+)", inside)) and "</b>" in inside:
        big = re.search(r"<b[^>]*>(.*?)</b>", inside, re.DOTALL)[1]
        if "%" in big:
            return int(base[1])
    if cell := re.search(r">\s*\d+/(\d+)\s*<", inside):
        return int(cell[1])
    if big := re.search(r"<b[^>]*>\s*([\d.]+)\s*</b>", inside):
        return int(big[1])
    text = re.sub(r"<[^>]+>", "", HIDDEN.sub("", inside)).strip()
    if text.isdigit():
        return int(text)
    all_of_them = re.fullmatch(r"\D+ (\d+)", text)
    return int(all_of_them[1]) if all_of_them and inside == text and text.startswith(("See all", "Xem")) else None


def _number(html: str) -> int:
    return int(re.sub(r"<[^>]+>|\s", "", html))


def listed(client, url: str) -> int:
    response = client.get(url.replace("&amp;", "&"))
    assert response.status_code == HTTPStatus.OK, url
    if url.startswith(TASKS):
        return response.context["count"]
    assert not response.context["filters"].form.errors, url
    return response.context["page_obj"].paginator.count


def numbered_links(page: str) -> list[tuple[str, int]]:
    links = [(url, number_shown(inside, beside or "")) for url, inside, beside in LINK.findall(page)]
    return [(url, number) for url, number in links if number is not None and url.startswith((ASSIGNMENTS, TASKS))]


def test_every_number_leads_to_a_list_of_exactly_so_many(client_of, province):
    browser = client_of(secretary())
    page = page_of(browser.get(URL))

    links = numbered_links(page)

    # Two sentences, eight figures, six numbers of key tasks, seven statuses, and the table.
    assert len(links) > 40
    assert {url: listed(browser, url) for url, _ in links} == dict(links)


def test_the_same_on_a_board_of_another_day(client_of, province, clock):
    clock.shift(timedelta(days=90))
    browser = client_of(secretary())

    links = dict(numbered_links(page_of(browser.get(URL))))
    by_time = {url: number for url, number in links.items() if re.search(r"[?;&](bucket|status|due)=", url)}

    assert len(by_time) > 15
    assert {url: listed(browser, url) for url in by_time} == by_time


def test_a_link_without_a_number_only_bears_a_name(client_of, province):
    """What the walk leaves out: names of groups, pages of single things, and one of the three first steps."""
    page = page_of(client_of(secretary()).get(URL))

    left_out = [
        re.sub(r"<[^>]+>", "", inside).strip()
        for url, inside, beside in LINK.findall(page)
        if url.startswith((ASSIGNMENTS + "?", TASKS)) and number_shown(inside, beside or "") is None
    ]

    assert set(left_out) == {"Đơn vị", "Địa phương", "Nhắc các việc quá hạn"}


def test_names_lead_to_the_pages_of_what_they_name(client_of, province):
    page = page_of(client_of(secretary()).get(URL))

    for organisation in province.organisations:
        assert f'href="{reverse("organisation_detail", args=[organisation.pk])}"' in page
    for task in province.tasks:
        assert f'href="{reverse("key_task_detail", args=[task.key_task.number])}"' in page


def test_reports_that_wait_lead_to_their_queue(client_of, province):
    ReportFactory(assignment=province.assignments[3], at=timezone.now() - timedelta(days=1))
    browser = client_of(secretary())

    response = browser.get(URL)

    assert response.context["waiting"] == len(browser.get(reverse("report_list")).context["rows"]) == 1
    report = response.context["waiting_rows"][0].report
    assert reverse("report_review", args=[report.pk]) in page_of(response)


def test_who_cannot_review_is_not_sent_to_the_queue(client_of, province):
    ReportFactory(assignment=province.assignments[3])

    page = page_of(client_of(inspector()).get(URL))

    assert reverse("report_list") not in page


@pytest.mark.parametrize("person", [leader, inspector, administrator])
def test_who_cannot_review_reads_how_many_assignments_wait_with_their_list(client_of, province, person):
    ReportFactory(assignment=province.assignments[3])
    browser = client_of(person())

    page = page_of(browser.get(URL))
    links = dict(numbered_links(page))

    assert links[f"{ASSIGNMENTS}?status=waiting"] == 1
    assert {url: listed(browser, url) for url in links} == links
    assert re.findall(r"<div>\s*<span>[^<]*</span> <b", page) == []


# --- What it says -----------------------------------------------------------------------------------------------------


def test_it_says_of_which_moment_the_figures_are(client_of, province):
    page = page_of(client_of(secretary()).get(URL))

    assert "08:00" in page
    assert '<time datetime="2024-10-15">Thứ Ba, 15/10/2024</time>' in page


def test_the_longest_overdue_come_first_and_no_more_than_ten(client_of, province):
    for number in range(12):
        province.give(TaskFactory(), province.organisations[0], due_in=-20 - number, state=State.ASSIGNED)

    rows = client_of(secretary()).get(URL).context["overdue_rows"]

    by = yardstick(province.plan, today=province.today)
    counted_until = [by.counts_until(row.assignment.deadline_on) for row in rows]
    assert len(rows) == 10
    assert counted_until == sorted(counted_until)
    assert counted_until[0] == by.counts_until(province.today - timedelta(days=31))


def test_work_sent_late_is_as_late_as_on_the_day_it_was_sent(client_of, province):
    """Its clock stopped: three days late, whatever its deadline."""
    province.give(TaskFactory(), province.organisations[0], due_in=-40, state=State.SUBMITTED, sent_in=-37)

    rows = client_of(secretary()).get(URL).context["overdue_rows"]

    assert rows[0].assignment == province.assignments[3]


def test_no_plan_at_all_is_said(client_of):
    Plan.objects.all().delete()

    response = client_of(secretary()).get(URL)

    assert response.status_code == HTTPStatus.OK
    assert 'class="empty' in page_of(response)


def test_a_plan_without_work_is_said_and_leads_to_the_plan(client_of, plan):
    TaskFactory(key_task=KeyTaskFactory(plan=plan))

    page = page_of(client_of(secretary()).get(URL))

    assert 'class="empty' in page
    assert f'href="{TASKS}"' in page
    assert 'class="figs"' not in page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_speaks_both_languages(client_of, province, language):
    person = secretary(language=language)

    response = client_of(person).get(URL)

    assert f'<html lang="{language}">' in response.content.decode()
    assert ("assignments are completed" in page_of(response)) == (language == "en")


# --- Alarms -----------------------------------------------------------------------------------------------------------


def run_jobs(**minutes_ago: int) -> None:
    names = {"planner": "reminders.plan_reminders", "sender": "mailing.deliver_due"}
    for job, minutes in minutes_ago.items():
        ago = timezone.now() - timedelta(minutes=minutes)
        JobRun.objects.create(name=names[job], started_at=ago, succeeded_at=ago)


@pytest.mark.parametrize(
    ("ago", "alarms"),
    [
        ({"planner": 5, "sender": 1}, 0),
        ({"planner": 5}, 1),
        ({"planner": 31, "sender": 1}, 1),
        ({"planner": 31, "sender": 16}, 2),
        ({}, 2),
    ],
)
def test_a_silent_planner_or_sender_is_said_in_red(client_of, province, ago, alarms):
    run_jobs(**ago)

    response = client_of(secretary()).get(URL)

    assert len(response.context["alarms"]) == alarms
    assert ("s-over soft" in page_of(response)) == bool(alarms)


@pytest.mark.parametrize("minutes", [5, 300])
def test_a_job_that_fails_is_said_with_its_last_success(client_of, province, minutes):
    run_jobs(planner=minutes, sender=1)
    JobRun.objects.filter(name="reminders.plan_reminders").update(error="ValueError: no", started_at=timezone.now())

    [alarm] = client_of(secretary(language="en")).get(URL).context["alarms"]

    ago = "5\N{NO-BREAK SPACE}minutes" if minutes == 5 else "5\N{NO-BREAK SPACE}hours"
    assert alarm.text == f"Planning the reminders fails; it last succeeded {ago} ago."


def test_a_mail_server_that_cannot_be_reached_is_said_in_red(client_of, province):
    run_jobs(planner=5, sender=1)
    now = timezone.now()
    MessageFactory(due_at=now - timedelta(hours=2), send_after=now + timedelta(minutes=20))
    MessageFactory.create_batch(2, state=MessageState.EXPIRED, expires_at=now - timedelta(hours=16))

    response = client_of(secretary(language="en")).get(URL)

    assert [(alarm.text, alarm.url) for alarm in response.context["alarms"]] == [
        (
            "Mail that should have gone out has been waiting for 2\N{NO-BREAK SPACE}hours.",
            f"{reverse('message_list')}?state=waiting",
        ),
        (
            "2 mails of the last 3 days could not be sent in time and were given up.",
            f"{reverse('message_list')}?state=expired",
        ),
    ]
    assert "s-over soft" in page_of(response)
    assert "mail goes out" not in page_of(response)


def test_where_all_is_well_the_last_delivery_is_told(client_of, province):
    run_jobs(planner=5, sender=1)
    browser = client_of(secretary())
    assert "Thư gần nhất được gửi lúc" not in page_of(browser.get(URL))

    for hour in (7, 15):
        MessageFactory(state=MessageState.SENT, sent_at=at_time(date(2024, 10, 14), hour, 20))

    assert "Thư gần nhất được gửi lúc 15:20 14/10/2024." in page_of(browser.get(URL))


def test_mails_to_look_at_lead_to_the_outbox(client_of, province):
    run_jobs(planner=5, sender=1)
    for state in (MessageState.FAILED, MessageState.UNKNOWN, MessageState.UNKNOWN):
        MessageFactory(state=state)
    browser = client_of(secretary())

    page = page_of(browser.get(URL))

    for state, number in (("failed", 1), ("unknown", 2)):
        url = f"{reverse('message_list')}?state={state}"
        assert f'href="{url}"' in page
        assert browser.get(url).context["page_obj"].paginator.count == number


def test_an_installation_that_may_not_mail_is_said_in_red(client_of, province, settings):
    run_jobs(planner=5, sender=1)
    settings.MAIL_ENABLED, settings.MAIL_MARKER = True, "here"

    response = client_of(secretary(language="en")).get(URL)

    assert [alarm.text for alarm in response.context["alarms"]] == ["Nobody has allowed this database to send mail."]
    assert "s-over soft" in page_of(response)
    MailPermit.objects.create(pk=1, marker="there", at=timezone.now())
    [alarm] = client_of(secretary()).get(URL).context["alarms"]
    assert "MAIL_MARKER" in alarm.text
    MailPermit.objects.update(marker="here")
    assert client_of(secretary()).get(URL).context["alarms"] == []


def test_mails_that_came_back_are_said_until_they_are_set_aside(client_of, province):
    run_jobs(planner=5, sender=1)
    message = MessageFactory(state=MessageState.RETURNED)
    browser = client_of(secretary(language="en"))

    [alarm] = browser.get(URL).context["alarms"]
    assert (alarm.text, alarm.url) == (
        "1 mail came back: its address takes none.",
        f"{reverse('message_list')}?state=returned",
    )
    message.settled_at, message.settled_by = timezone.now(), secretary()
    message.save()
    assert browser.get(URL).context["alarms"] == []


def test_while_all_mail_is_held_back_it_says_so_without_alarm(client_of, province):
    run_jobs(planner=5, sender=1)
    hold = HoldFactory(at=timezone.now() - timedelta(hours=1))

    for person, leads_on in ((secretary(), True), (leader(), False)):
        response = client_of(person).get(URL)
        page = page_of(response)
        assert response.context["alarms"] == []
        assert hold.reason in page
        assert (reverse("hold_list") in page) == leads_on

    hold.ended_at = timezone.now()
    hold.save()
    assert hold.reason not in page_of(client_of(secretary()).get(URL))


def test_who_cannot_open_the_outbox_reads_the_alarm_without_a_link(client_of, province):
    MessageFactory(state=MessageState.FAILED)

    response = client_of(leader()).get(URL)

    assert len(response.context["alarms"]) == 3
    assert reverse("message_list") not in page_of(response)


def test_a_reorganisation_that_is_blocked_is_said_to_the_secretariat(client_of, today):
    AssignmentFactory()
    its = merger(LocalityFactory(), LocalityFactory(), day=today, by=secretary())
    its.state = ReorganisationState.PLANNED
    its.save()
    page = reverse("reorganisation_detail", args=[its.pk])

    assert page in client_of(secretary()).get(URL).content.decode()
    assert page not in client_of(leader()).get(URL).content.decode()


# --- Size -------------------------------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow(client_of, province, constant_queries):
    def more_rows():
        for number in range(3):
            assignment = AssignmentFactory(
                task=TaskFactory(),
                responsible=province.responsible,
                deadline_on=province.today - timedelta(days=number),
            )
            ReportFactory(assignment=assignment)
            MessageFactory(state=MessageState.FAILED)

    ReportFactory(assignment=province.assignments[3])
    browser = client_of(secretary())

    constant_queries(lambda: browser.get(URL), more_rows, below=OVERVIEW_QUERIES)


def test_forty_and_four_hundred_assignments_take_the_same_queries(client_of, today, constant_queries):
    task, person = TaskFactory(), member()
    browser = client_of(secretary())

    def give(number):
        assignments_in_bulk(number, task=task, responsible=person, deadline_on=today - timedelta(days=5))

    give(40)
    constant_queries(lambda: browser.get(URL), lambda: give(360), below=OVERVIEW_QUERIES)


def test_work_that_nobody_received_in_time_is_counted_with_its_list(client_of):
    given_long_ago = AssignmentFactory()
    AssignmentFactory(at=at_time(date(2024, 10, 10), 9))
    receive_assignment(
        received := AssignmentFactory(), by=Actor(received.responsible), at=at_time(date(2024, 10, 1), 9)
    )
    browser = client_of(secretary())

    figure = browser.get(URL).context["other_figures"][-1]

    assert (figure.label, figure.value) == ("Chưa nhận việc", 1)
    assert [row.assignment for row in browser.get(figure.url).context["rows"]] == [given_long_ago]


# --- The calendar of next year ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("person", "is_told"), [(secretary, True), (leader, False), (inspector, False)])
def test_in_the_last_quarter_the_secretariat_is_told_what_next_year_lacks(client_of, province, person, is_told):
    CalendarDayFactory(day=date(2025, 1, 1))

    page = page_of(client_of(person()).get(URL))

    assert ("Lịch làm việc năm 2025 còn 1 ngày chưa được thông báo chính thức xác nhận." in page) == is_told


def test_before_the_last_quarter_nobody_is_told(client_of, province, clock):
    clock.move_to(at_time(date(2024, 9, 30), 9))

    assert client_of(secretary()).get(URL).context["calendar_ahead"] is None
