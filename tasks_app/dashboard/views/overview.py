from __future__ import annotations

from datetime import datetime

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from tasks_app.calendar.permissions import can_keep_calendar
from tasks_app.calendar.queries import year_ahead
from tasks_app.common import clock
from tasks_app.dashboard.permissions import can_see_overview
from tasks_app.dashboard.queries import board, first_to_review, health, not_received_in_time
from tasks_app.dashboard.views import rows
from tasks_app.mailing.queries import hold_of_everything
from tasks_app.people.queries import Standing
from tasks_app.plan.enums import Status
from tasks_app.plan.models import Assignment, Plan
from tasks_app.plan.queries import current_plan, in_order, with_names, yardstick
from tasks_app.plan.rules import Yardstick, timeliness
from tasks_app.plan.views import AssignmentRow, assignments_url
from tasks_app.plan.wording import shares, shown
from tasks_app.reminders.permissions import can_see_outbox
from tasks_app.reporting.permissions import can_open_review_queue
from tasks_app.reporting.queries import waiting_extensions, waiting_report


class Overview(LoginRequiredMixin, TemplateView):
    """How the plan stands today: a sentence, the figures, what is overdue, what waits, and who has what."""

    template_name = "dashboard/overview.html"
    shown_overdue = 10
    shown_waiting = 5

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_see_overview(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        now, who = clock.now(), self.request.standing
        plan = current_plan(on=now.date())
        context = super().get_context_data(plan=plan, now=now, **kwargs)
        if plan is None:
            return context
        by = yardstick(plan, today=now.date())
        ahead = year_ahead(today=now.date()) if can_keep_calendar(who) else None
        return context | {"calendar_ahead": ahead} | self.figures(plan, by, who) | self.alarms(who, now)

    def figures(self, plan: Plan, by: Yardstick, who: Standing) -> dict:
        figures = board(plan, by)
        key_tasks = [line.key_task for line in figures.key_tasks]
        reports, waiting = first_to_review(self.shown_waiting)
        waiting_rows = [waiting_report(report, today=by.today, calendar=by.calendar) for report in reports]
        reviews = can_open_review_queue(who)
        return {
            "board": figures,
            "task_sentence": rows.task_sentence(figures),
            "completed_url": assignments_url(state="completed"),
            "all_url": reverse("assignment_list"),
            "overdue_url": assignments_url(status=Status.OVERDUE.value, sort="-days"),
            "most_overdue": rows.key_task_row(figures.most_overdue) if figures.most_overdue else None,
            "bucket_figures": rows.bucket_figures(figures.tally),
            "other_figures": rows.other_figures(
                figures.tally,
                plan,
                rows.reports_waiting(waiting, longest_wait=waiting_rows[0].waits if waiting_rows else 0)
                if reviews
                else rows.assignments_waiting(figures.tally),
                rows.extensions_waiting(waiting_extensions()),
                not_received=not_received_in_time(plan, by),
            ),
            "key_tasks": [rows.key_task_row(line) for line in figures.key_tasks],
            "legend": shares(figures.tally.counts, url=lambda status: assignments_url(status=status.value)),
            "groups": [
                (title, [rows.organisation_row(line, key_tasks) for line in lines])
                for title, lines in rows.groups(figures)
            ],
            "key_to_cells": rows.key_to_cells(),
            "overdue_rows": self.longest_overdue(plan, by),
            "waiting_rows": waiting_rows,
            "waiting": waiting,
            "reviews": reviews,
        }

    def longest_overdue(self, plan: Plan, by: Yardstick) -> list[AssignmentRow]:
        overdue = with_names(Assignment.objects.of_plan(plan)).in_status(Status.OVERDUE, by)
        return [
            AssignmentRow(one, shown(timeliness(one.facts, by)))
            for one in in_order(overdue, "-days", by)[: self.shown_overdue]
        ]

    def alarms(self, who: Standing, now: datetime) -> dict:
        real_now = clock.real_now()
        its = health(now=now, real_now=real_now)
        return {
            "alarms": rows.health_in_words(its, real_now=real_now),
            "delivered_at": its.outbox.delivered_at,
            "sees_outbox": can_see_outbox(who),
            "held": hold_of_everything(now),
        }
