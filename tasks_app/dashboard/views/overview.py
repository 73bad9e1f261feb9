from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import get_language

from tasks_app.calendar.permissions import can_keep_calendar
from tasks_app.calendar.queries import year_ahead
from tasks_app.common import clock
from tasks_app.common.charts import LineChart
from tasks_app.common.enums import Part
from tasks_app.common.stamps import kept_rows
from tasks_app.dashboard.queries import (
    Board,
    attention,
    board,
    changes_between,
    first_to_review,
    health,
    localities_of,
    longest_overdue,
    not_received_in_time,
    overdue_by_age,
    progress_over_year,
    waiting_extensions_on,
)
from tasks_app.dashboard.views import panels, rows
from tasks_app.dashboard.views.frame import BoardPage
from tasks_app.dashboard.views.health import health_in_words
from tasks_app.dashboard.views.localities import tile_map
from tasks_app.dashboard.views.matrix import overview_matrix
from tasks_app.mailing.queries import hold_of_everything
from tasks_app.people.queries import Standing
from tasks_app.plan.enums import State, Status
from tasks_app.plan.queries import plan_day
from tasks_app.plan.rules import timeliness
from tasks_app.plan.wording import shares, shown
from tasks_app.reminders.permissions import can_see_outbox
from tasks_app.reorganisations.models import Reorganisation
from tasks_app.reorganisations.permissions import can_reorganise
from tasks_app.reorganisations.queries import blocked_reorganisations
from tasks_app.reporting.permissions import can_open_review_queue
from tasks_app.reporting.queries import waiting_report


class Overview(BoardPage):
    """How the plan stands on a day: a sentence, the figures, what is overdue, what waits, and who has what."""

    template_name = "dashboard/overview.html"
    shown_overdue = 10
    shown_waiting = 5

    def get_context_data(self, **kwargs):
        who = self.request.standing
        others = {"meeting_url": self.links.to("meeting"), "print_url": self.links.to("overview_print")}
        context = super().get_context_data(**others, **kwargs)
        if self.plan is None:
            return context
        context |= {"calendar_ahead": None} | self.figures(who)
        return context if self.plan_day.is_past else context | self.alarms(who)

    def figures(self, who: Standing) -> dict:
        day, links = self.plan_day, self.links
        figures = board(day)
        return self.summary(figures) | {
            "map_url": links.to("locality_map"),
            "overdue_panel": panels.overdue_panel(overdue_by_age(day), links),
            "attention": panels.attention_panel(attention(day), links),
            "changes": self.changes(),
            "tiles": tile_map(localities_of(figures, day), links),
            "alarms": [],
            "held": None,
            "delivered_at": None,
            "sees_outbox": can_see_outbox(who),
            **self.waiting(who, figures),
        }

    def summary(self, figures: Board) -> dict:
        """What stands on paper as well."""
        links = self.links
        return {
            "board": figures,
            "task_sentence": rows.task_sentence(figures, links),
            "completed_url": links.assignments(state=State.COMPLETED.value),
            "all_url": links.assignments(),
            "overdue_url": links.assignments(status=Status.OVERDUE.value, sort="-days"),
            "most_overdue": rows.key_task_row(figures.most_overdue, links) if figures.most_overdue else None,
            "bucket_figures": rows.bucket_figures(figures.tally, links),
            "key_tasks": [rows.key_task_row(line, links) for line in figures.key_tasks],
            "legend": shares(figures.tally.counts, url=lambda status: links.assignments(status=status.value)),
            **overview_matrix(self.plan_day, links, get_language()),
            "key_to_cells": rows.key_to_cells(),
            "overdue_rows": self.longest_overdue(),
            "progress": self.progress(),
        }

    def waiting(self, who: Standing, figures) -> dict:
        day = self.plan_day
        reports, waiting = first_to_review(day, self.shown_waiting)
        waiting_rows = [waiting_report(report, today=day.day, calendar=day.by.calendar) for report in reports]
        reviews = can_open_review_queue(who) and not day.is_past
        others = [
            rows.reports_waiting(waiting, longest_wait=waiting_rows[0].waits if waiting_rows else 0)
            if reviews
            else rows.assignments_waiting(figures.tally, self.links),
            rows.extensions_waiting(waiting_extensions_on(day), self.links),
        ]
        others = rows.other_figures(figures.tally, self.plan, self.links, *others)
        if not day.is_past:
            others.append(rows.not_received(not_received_in_time(day)))
        return {
            "other_figures": others,
            "waiting_rows": waiting_rows,
            "waiting": waiting,
            "reviews": reviews,
        }

    def progress(self) -> LineChart | None:
        progress = progress_over_year(self.plan_day)
        return panels.progress_chart(progress, self.plan.year) if progress else None

    def changes(self) -> panels.ChangesPanel:
        since = self.plan_day.day - panels.NEWS_OF
        if self.plan.starts_on < self.plan_day.day:
            since = max(since, self.plan.starts_on)
        before = plan_day(self.plan, since, today=self.today)
        return panels.changes_panel(changes_between(before, self.plan_day), since, self.links)

    def longest_overdue(self) -> list[rows.OverdueRow]:
        by = self.plan_day.by
        overdue, _number = longest_overdue(self.plan_day, self.plan_day.assignments(), self.shown_overdue)
        return [rows.OverdueRow(one, shown(timeliness(one.facts, by))) for one in overdue]

    def alarms(self, who: Standing) -> dict:
        real_now = clock.real_now()
        its = health(now=self.now, real_now=real_now)
        return {
            "blocked": self.blocked() if can_reorganise(who) else (),
            "calendar_ahead": year_ahead(today=self.today) if can_keep_calendar(who) else None,
            "alarms": health_in_words(its, real_now=real_now),
            "delivered_at": its.outbox.delivered_at,
            "held": hold_of_everything(self.now),
        }

    def blocked(self) -> Sequence[Reorganisation]:
        return kept_rows(blocked_reorganisations(on=self.today), Part.ORGANISATIONS)


class PrintOverview(Overview):
    """The overview on three sheets of paper: how the plan stands, who has what, and what is longest overdue."""

    template_name = "dashboard/overview_print.html"
    shown_overdue = 40

    def get_context_data(self, **kwargs):
        return super().get_context_data(back_url=self.links.to("overview"), **kwargs)

    def figures(self, who: Standing) -> dict:
        return self.summary(board(self.plan_day))

    def alarms(self, who: Standing) -> dict:
        """What is wrong with the machinery is not what a meeting reads."""
        return {}
