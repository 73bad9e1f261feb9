"""A report as the fields of its Word template, in the active language: what a template of the office may use."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.documents.rules import ReportFacts, Scope
from tasks_app.documents.wording import appendices, assembled, sections
from tasks_app.documents.wording.figures import (
    NOTHING,
    day,
    in_a_sentence,
    named,
    paper,
    scope_name,
    whole,
)
from tasks_app.plan.enums import Frequency
from tasks_app.plan.rules import quarter
from tasks_app.reporting.rules import half_of
from tasks_app.reporting.wording import ROMAN as QUARTERS

# What is typed into a report, and the heading under which it stands.
TEXTS = {
    "opening": gettext_lazy("Opening remark"),
    "shortcomings": gettext_lazy("Shortcomings of the period and their causes"),
    "difficulties": gettext_lazy("Difficulties and obstacles"),
    "proposals": gettext_lazy("Proposals"),
    "next": gettext_lazy("Tasks of the next period"),
}


def title(facts: ReportFacts) -> str:
    """The abstract line: "Kết quả thực hiện nhiệm vụ cải cách hành chính quý III/2024"."""
    return _("Results of the tasks of administrative reform, %(period)s") % {
        "period": in_a_sentence(scope_name(facts.scope))
    }


def first_texts(facts: ReportFacts) -> dict[str, str]:
    """What the texts say before anybody has edited them."""
    return {
        "opening": "",
        "shortcomings": assembled.causes(facts),
        "difficulties": assembled.difficulties(facts),
        "proposals": assembled.proposals(facts),
        "next": "",
    }


def fields(facts: ReportFacts, texts: Mapping[str, str], *, title: str, row_for_each_assignment: bool = False) -> dict:
    """Every field that the template of a report knows; strings, lists of strings, and lists of rows of strings."""
    return {
        "title": title,
        "period": in_a_sentence(scope_name(facts.scope)),
        "cut_off": day(facts.scope.day),
        "first_day": day(facts.scope.first),
        "year": str(facts.year),
        "committee": named(facts.committee),
        "plan_document": paper(facts.order) if facts.order else "",
        "preliminary": "" if facts.scope.is_final else preliminary(facts.scope),
        "texts": {name: paragraphs(texts.get(name, "")) for name in TEXTS},
        "general": sections.general(facts),
        "key_tasks": [sections.key_task(line) for line in facts.key_tasks],
        "total": _total(facts),
        "members": [sections.member(number, line) for number, line in enumerate(facts.members, 1)],
        "members_said": sections.members(facts.members),
        "units": sections.units(facts.units),
        "localities": sections.localities(facts.localities),
        "indicators": [sections.indicator(number, line) for number, line in enumerate(facts.indicators, 1)],
        "indicators_sentence": sections.indicators_sentence(facts.indicators),
        "shortcomings": _shortcomings(facts),
        "next_sentence": sections.next_sentence(facts),
        "next_tasks": sections.next_tasks(facts),
        "extensions": sections.extensions(facts),
        "appendix_1": appendices.tasks_by_key_task(facts, row_for_each_assignment=row_for_each_assignment),
        "appendix_2": appendices.organisations(facts),
        "appendix_3": appendices.overdue_rows(facts),
        "ranking_note": _ranking_note(facts),
    }


def _ranking_note(facts: ReportFacts) -> str:
    said = _(
        "Ranked by the on-time completion rate of work with a deadline; with fewer than %(least)s assignments that "
        "were due none is ranked."
    ) % {"least": facts.least_due}
    if facts.before is None:
        return said
    before = in_a_sentence(scope_name(facts.before.scope))
    return f"{said} " + _("The rank is compared with that of %(before)s.") % {"before": before}


def _total(facts: ReportFacts) -> dict[str, str]:
    """The last row of tables that part the work: by key task, by member, by organisation."""
    words = dict.fromkeys(("no", "number", "rank", "change", "before", "on_time_rate", "position"), "")
    words |= {"name": _("Total"), "short": _("Total"), "tasks": whole(facts.tasks.total)}
    return words | sections.numbers(facts.figures)


def preliminary(scope: Scope) -> str:
    return _("Preliminary figures of %(day)s; they have not been closed yet.") % {"day": day(scope.day)}


def paragraphs(text: str) -> list[str]:
    return [line for line in (line.strip() for line in text.splitlines()) if line]


def _shortcomings(facts: ReportFacts) -> list[dict]:
    return [
        {
            "no": line.number,
            "text": named(line.text),
            "state": str(line.state.label),
            "tasks": ", ".join(line.tasks) or NOTHING,
        }
        for line in facts.shortcomings
    ]


def file_name(scope: Scope, ending: str) -> str:
    """In plain letters, as mail and old file systems bear it: "BC_CCHC_Quy-II-2024_2024-06-14.docx"."""
    return f"BC_CCHC_{_part_of_name(scope)}{scope.day:%Y-%m-%d}.{ending}"


def _part_of_name(scope: Scope) -> str:
    year, week, _weekday = scope.day.isocalendar()
    return {
        Frequency.WEEKLY: f"Tuan-{week}-{year}_",
        Frequency.MONTHLY: f"Thang-{scope.day.month}-{scope.day.year}_",
        Frequency.QUARTERLY: f"Quy-{QUARTERS[quarter(scope.day)]}-{scope.day.year}_",
        Frequency.HALF_YEAR: f"6-thang-{'dau' if half_of(scope.day) == 1 else 'cuoi'}-nam-{scope.day.year}_",
        Frequency.YEAR: f"Nam-{scope.day.year}_",
    }.get(scope.kind, "")
