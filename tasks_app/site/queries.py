"""The frame around every page, and whether the machinery behind the pages is alive."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tasks_app.api.permissions import can_have_keys
from tasks_app.common.models import JobRun
from tasks_app.common.replica import ReplicaState, replica_state
from tasks_app.common.shortcuts import PLACES
from tasks_app.dashboard.permissions import can_see_overview
from tasks_app.dashboard.queries import JobHealth, health
from tasks_app.documents.permissions import can_make_reports, can_see_reports, can_see_templates
from tasks_app.exports.permissions import can_export
from tasks_app.feeds.permissions import can_have_feeds
from tasks_app.finding.enums import ListPage
from tasks_app.finding.permissions import can_search, can_share_views
from tasks_app.finding.queries import Views, views_of_page
from tasks_app.help.queries import FirstSteps, first_steps
from tasks_app.mailing import rules as mailing_rules
from tasks_app.mailing.queries import OutboxHealth, open_messages, outbox_health
from tasks_app.options.queries import options
from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.people.permissions import can_see_delegations
from tasks_app.people.queries import Capacity, Standing
from tasks_app.plan.models import Plan
from tasks_app.plan.permissions import can_follow_all, can_see_plan
from tasks_app.plan.queries import current_plan
from tasks_app.reminders.permissions import can_be_reminded, can_see_my_organisations, can_see_reminders
from tasks_app.reporting.permissions import answers_extensions, can_open_review_queue
from tasks_app.reporting.queries import waiting_for
from tasks_app.site.toolbox import can_see_tools


@dataclass(frozen=True)
class NavItem:
    """``place``: the URL name of the page; ``key``: with Alt it leads there."""

    url: str
    label: str
    icon: str
    current: bool
    badge: int | None = None
    key: str = ""
    place: str = ""


@dataclass(frozen=True)
class Frame:
    """What the layout shows around a page. ``demo_day`` is None where the time is real.

    ``views``: the saved views of a list that can have some; None on other pages.
    ``person`` is who has signed in, ``capacity`` whom he acts for, or may; ``text_waits``: something that he typed
    elsewhere was not sent; ``mark``: in whose name a form of this page is opened; ``own_page``: that of a member of the
    committee, "" for others; ``files``: how many files are made for him, or wait for him; ``first_steps``: what a page
    shows at its top to who is new.
    """

    nav: list[NavItem]
    motto: str
    plan_year: int | None
    demo_day: date | None
    demo_data: bool
    person: Person | None
    now: datetime
    capacity: Capacity | None = None
    sees_delegations: bool = False
    sees_periods: bool = False
    sees_reports: bool = False
    makes_reports: bool = False
    can_have_keys: bool = False
    sees_templates: bool = False
    can_be_reminded: bool = False
    can_have_feeds: bool = False
    own_page: str = ""
    can_search: bool = False
    text_waits: bool = False
    mark: str = ""
    views: Views | None = None
    can_share_views: bool = False
    can_export: bool = False
    files: int = 0
    first_steps: FirstSteps | None = None
    offers_second_factor: bool = False


def frame(
    who: Standing | None,
    *,
    path: str,
    now: datetime,
    demo_day: date | None,
    capacity: Capacity | None = None,
    waits: bool = False,
    page: str | None = "",
    query: str = "",
    files: int = 0,
) -> Frame:
    """The frame for a person (None: not signed in); one query for the plan besides those of standing and capacity.

    For who answers requests for an extension one more counts those that wait for him, and one more for the saved views
    of a list. ``page``: the URL name of the page; ``query``: what its address asks for.
    """
    plan: Plan | None = current_plan(on=now.date())
    return Frame(
        nav=_nav(who, path) if who else [],
        motto=plan.motto if plan else "",
        plan_year=plan.year if plan else None,
        demo_day=demo_day,
        demo_data=bool(plan and plan.is_demonstration),
        person=capacity.person if capacity else None,
        now=now,
        capacity=capacity,
        sees_delegations=bool(who and can_see_delegations(who)),
        sees_periods=bool(who and can_follow_all(who)),
        sees_reports=bool(who and can_see_reports(who)),
        makes_reports=bool(who and can_make_reports(who)),
        can_have_keys=bool(who and can_have_keys(who)),
        sees_templates=bool(who and can_see_templates(who)),
        own_page=reverse("member_detail", args=[who.person.pk]) if who and who.is_(Role.MEMBER, Role.LEADER) else "",
        # Who acts for another is mailed for him, whatever he is himself.
        can_be_reminded=bool(who and can_be_reminded(who, is_deputy=bool(capacity and capacity.held))),
        can_have_feeds=bool(who and not who.acting and can_have_feeds(who)),
        can_search=bool(who and can_search(who)),
        text_waits=waits,
        mark=capacity.name.mark if capacity else "",
        views=_views(who, capacity, page, query) if who and capacity else None,
        can_share_views=bool(who and can_share_views(who)),
        can_export=bool(who and can_export(who)),
        files=files,
        first_steps=first_steps(who, page) if who else None,
        offers_second_factor=settings.SECOND_FACTOR != "off",
    )


def _views(who: Standing, capacity: Capacity, page: str | None, query: str) -> Views | None:
    """They are the person's own, whomever he acts for."""
    if page not in ListPage.values or not can_search(who):
        return None
    return views_of_page(capacity.person, ListPage(page), asked=query)


def _nav(who: Standing, path: str) -> list[NavItem]:
    offered = [
        (can_see_overview(who), "overview", _("Overview"), "bar-chart-line"),
        (who.has_work, "my_work", _("My work"), "list-check"),
        (can_see_my_organisations(who), "my_organisations", _("Units, localities"), "buildings"),
        (can_see_plan(who), "task_list", _("Plan"), "journal-text"),
        (can_see_plan(who), "assignment_list", _("Assignments"), "card-checklist"),
        (can_open_review_queue(who), "report_list", _("Review reports"), "clipboard-check"),
        (answers_extensions(who), "extension_list", _("Extensions"), "calendar-plus"),
        (can_see_reminders(who), "reminder_list", _("Reminders"), "bell"),
        (can_see_tools(who), "tools", _("Tools"), "tools"),
    ]
    here = reverse("my_work" if who.has_work else "overview") if path == reverse("home") else path
    return [
        NavItem(reverse(name), label, icon, here.startswith(_places(who, name)), _badge(who, name), PLACES[name], name)
        for allowed, name, label, icon in offered
        if allowed
    ]


def _places(who: Standing, name: str) -> tuple[str, ...]:
    """Where the addresses begin that a link stands for.

    Mails and holds are among the pages of reminders; indicators are a board, and for who sees no boards a part of the
    plan.
    """
    others = {
        "reminder_list": ["message_list", "hold_list"],
        "tools": ["person_list", "reorganisation_list"],
        "overview" if can_see_overview(who) else "task_list": ["indicator_list", "shortcoming_list"],
    }
    if can_see_overview(who):
        others["overview"] += ["ranking", "comparison", "organisation_list", "member_list"]
    return tuple(reverse(one) for one in [name, *others.get(name, [])])


def _badge(who: Standing, name: str) -> int | None:
    """How many things wait for him behind a link, where that is one cheap query."""
    return (waiting_for(who) or None) if name == "extension_list" else None


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. ``age_seconds``: how old what it speaks of is, where it has an age."""

    name: str
    is_well: bool
    detail: str
    age_seconds: int | None = None


def job_findings(*, now: datetime, real_now: datetime, up_for: timedelta) -> list[Finding]:
    """Whether mail may leave from here; how old the last successes of planner and sender and oldest unsent mail are.

    What failed, is unknown or was given up unsent is told beside it but is no illness any more: the overview shows it
    to those who can act. Right after a start there is nothing to judge by: ages count only once the process is older
    than they may be.
    """
    its = health(now=now, real_now=real_now)
    outbox = _aged("outbox", its.outbox.waits, its.outbox.is_late, mailing_rules.IS_LATE_AFTER, up_for)
    may_leave = its.bar is None
    detail = its.bar.value if its.bar else ("allowed" if settings.MAIL_ENABLED else "to files")
    return [
        Finding("mail", is_well=may_leave, detail=detail),
        _job("reminders", its.planner, options().planner_is_late_after, real_now, up_for),
        _job("delivery", its.sender, options().sender_is_late_after, real_now, up_for),
        replace(outbox, detail=f"{outbox.detail}, {_told_beside(its.outbox)}"),
    ]


def _job(name: str, its: JobHealth, limit: timedelta, real_now: datetime, up_for: timedelta) -> Finding:
    age = real_now - its.succeeded_at if its.succeeded_at else None
    return _aged(name, age, its.is_late, limit, up_for)


def _told_beside(outbox: OutboxHealth) -> str:
    last = outbox.delivered_at.isoformat(timespec="seconds") if outbox.delivered_at else "never"
    return (
        f"failed: {outbox.failed}, unknown: {outbox.unknown}, expired unsent: {outbox.expired}, last delivered: {last}"
    )


def _aged(name: str, age: timedelta | None, is_late: bool, limit: timedelta, up_for: timedelta) -> Finding:
    return Finding(
        name,
        is_well=not is_late or up_for <= limit,
        detail=f"limit {int(limit.total_seconds())} s",
        age_seconds=None if age is None else int(age.total_seconds()),
    )


@dataclass(frozen=True)
class Machinery:
    """What is measured of jobs, outbox and replica. ``open_messages``: how many mails by state, of those that are still
    to go out or to be looked at by a person; ``replica``: None where there is none."""

    jobs: list[JobRun]
    outbox: OutboxHealth
    open_messages: dict[str, int]
    replica: ReplicaState | None


def machinery(*, now: datetime) -> Machinery:
    """Three queries, one more for the calendar where mail about work waits, and one of the replica."""
    return Machinery(
        jobs=list(JobRun.objects.order_by("name")),
        outbox=outbox_health(at=now),
        open_messages=open_messages(),
        replica=replica_state(),
    )
