"""Sections I to VII of a report, in the active language: sentences, and the cells of their tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.documents.rules import (
    AssignmentLine,
    Figures,
    IndicatorLine,
    KeyTaskLine,
    MemberLine,
    OrganisationLine,
    ReportFacts,
    TaskLine,
    TaskNumbers,
)
from tasks_app.documents.wording.figures import (
    NOTHING,
    day,
    decimal,
    in_a_sentence,
    listed,
    named,
    per_cent,
    percent,
    scope_name,
    sentence,
    share,
    shortened,
    some,
    whole,
)
from tasks_app.indicators.enums import IndicatorUnit
from tasks_app.indicators.rules import Goal, read_period
from tasks_app.indicators.wording import figure, goal_in_words
from tasks_app.plan.enums import TaskStatus
from tasks_app.reporting.wording import ROMAN as QUARTERS
from tasks_app.reporting.wording import period_name

RESULT_LENGTH = 180
RESULTS_SHOWN = 2  # of a task; the appendix has all of them
BEST_SHOWN = 5


# --- I. The numbers ---------------------------------------------------------------------------------------------------


def general(facts: ReportFacts) -> list[str]:
    """The sentences of the first section."""
    sentences = [_tasks_sentence(facts), _due_sentence(facts), _work_sentence(facts), _rate_sentence(facts.figures)]
    return [*(one for one in sentences if one), *compared(facts)]


def _by_status(numbers: TaskNumbers) -> str:
    """What there is none of is left out."""
    words = [
        (numbers.done, _("%(number)s completed")),
        (numbers.in_progress, _("%(number)s in progress")),
        (numbers.not_started, _("%(number)s not started")),
        (numbers.unassigned, _("%(number)s without an assignment in force")),
    ]
    return listed(its % {"number": share(number, numbers.total)} for number, its in words if number)


def _tasks_sentence(facts: ReportFacts) -> str:
    return _("By the end of %(day)s, of the %(total)s tasks of the plan of %(year)s: %(parts)s.") % {
        "day": day(facts.scope.day),
        "total": whole(facts.tasks.total),
        "year": facts.year,
        "parts": _by_status(facts.tasks),
    }


def _due_sentence(facts: ReportFacts) -> str:
    due = facts.due_tasks
    if not due.total:
        return _("No task is due by the end of quarter %(quarter)s.") % {"quarter": QUARTERS[facts.quarter]}
    return _("%(total)s tasks are due by the end of quarter %(quarter)s, of which %(parts)s.") % {
        "total": whole(due.total),
        "quarter": QUARTERS[facts.quarter],
        "parts": _by_status(due),
    }


def _work_sentence(facts: ReportFacts) -> str:
    its = facts.figures
    if not its.total:
        return _("No assignment is in force.")
    return _(
        "The tasks are given to their lead organisations as %(total)s assignments: %(on_time)s completed on time, "
        "%(late)s completed late, %(pending)s not completed and in time, %(overdue)s not completed and overdue."
    ) % {
        "total": whole(its.total),
        "on_time": share(its.on_time, its.total),
        "late": share(its.late, its.total),
        "pending": share(its.pending, its.total),
        "overdue": share(its.overdue, its.total),
    }


def _rate_sentence(its: Figures) -> str:
    if its.completion_rate is None:
        return ""
    said = _("The completion rate is %(rate)s (%(completed)s of %(base)s completed or overdue)") % {
        "rate": percent(its.completion_rate),
        "completed": whole(its.completed),
        "base": whole(its.completed + its.overdue),
    }
    if its.undated:
        said += _("; %(number)s assignments without a fixed deadline are in no on-time rate") % {
            "number": whole(its.undated)
        }
    return f"{said}."


def compared(facts: ReportFacts) -> list[str]:
    """What changed against the time before; nothing where there is none."""
    if facts.before is None:
        return []
    before, now = facts.before.figures, facts.figures
    against = _("Compared with %(before)s (figures of %(day)s)") % {
        "before": in_a_sentence(scope_name(facts.before.scope)),
        "day": day(facts.before.scope.day),
    }
    if not facts.before.scope.kind:
        against = _("Compared with %(day)s") % {"day": day(facts.before.scope.day)}
    parts = [
        _("completed assignments %(change)s") % {"change": _change(before.completed, now.completed)},
        _("overdue assignments %(change)s") % {"change": _change(before.overdue, now.overdue)},
    ]
    if before.completion_rate is not None and now.completion_rate is not None:
        change = _rate_change(before.completion_rate, now.completion_rate)
        parts.append(_("the completion rate %(change)s") % {"change": change})
    return [f"{against}: {'; '.join(parts)}."]


def _change(before: int, now: int) -> str:
    values = {"by": whole(abs(now - before)), "before": whole(before), "now": whole(now)}
    if now == before:
        return _("unchanged (%(now)s)") % values
    if now > before:
        return _("up by %(by)s (from %(before)s to %(now)s)") % values
    return _("down by %(by)s (from %(before)s to %(now)s)") % values


def _rate_change(before: float, now: float) -> str:
    values = {"by": decimal(abs(round(now - before, 1))), "before": percent(before), "now": percent(now)}
    if now == before:
        return _("unchanged (%(now)s)") % values
    if now > before:
        return _("up by %(by)s points (from %(before)s to %(now)s)") % values
    return _("down by %(by)s points (from %(before)s to %(now)s)") % values


# --- II. By key task --------------------------------------------------------------------------------------------------


def key_task(line: KeyTaskLine) -> dict:
    return {
        "number": line.number,
        "title": named(line.text).rstrip(". "),
        "short": named(line.short),
        "sentence": _key_task_sentence(line),
        "results": [one for task in line.tasks if (one := task_results(task))],
        **numbers(line.figures),
        "tasks": whole(len(line.tasks)),
    }


def _key_task_sentence(line: KeyTaskLine) -> str:
    if not line.tasks:
        return _("No task of this key task is entered in the plan.")
    its = TaskNumbers(len(line.tasks), *(line.number_of(status) for status in TaskStatus))
    said = _("%(total)s tasks, of which %(parts)s.") % {"total": whole(its.total), "parts": _by_status(its)}
    return f"{said} {_part_sentence(line.figures)}"


def _part_sentence(its: Figures) -> str:
    """Of a part of the work: its shares, and its rate."""
    if not its.total:
        return _("No assignment is in force.")
    return _(
        "%(total)s assignments: %(on_time)s completed on time, %(late)s completed late, %(pending)s in time, "
        "%(overdue)s overdue; completion rate %(rate)s."
    ) % {name: value for name, value in numbers(its).items() if name != "undated"}


def numbers(its: Figures) -> dict[str, str]:
    """The cells of a row of figures."""
    return {
        "total": whole(its.total),
        "on_time": whole(its.on_time),
        "late": whole(its.late),
        "pending": whole(its.pending),
        "in_progress": whole(its.in_progress),
        "not_started": whole(its.not_started),
        "overdue": whole(its.overdue),
        "rate": percent(its.completion_rate),
    }


def task_results(task: TaskLine) -> str:
    """The newest results of a task that were reported and accepted in the time; "" where there are none."""
    said = [(line, line.results) for line in task.assignments if line.results and line.results.is_recent]
    if not said:
        return ""
    said.sort(key=lambda pair: pair[1].on, reverse=True)
    quoted = [
        f"{named(line.organisation)}: {shortened(results.text, RESULT_LENGTH).rstrip('.')}"
        for line, results in said[:RESULTS_SHOWN]
    ]
    head = _("Task %(number)s (%(title)s)") % {"number": task.number, "title": named(task.title)}
    if task.figures.total > 1:
        head = _("%(head)s, %(completed)s of %(total)s assignments completed") % {
            "head": head,
            "completed": whole(task.figures.completed),
            "total": whole(task.figures.total),
        }
    return sentence(f"{head}. {'; '.join(quoted)}")


# --- III. By member, unit and locality --------------------------------------------------------------------------------


def member(number: int, line: MemberLine) -> dict:
    return {
        "no": number,
        "name": line.name,
        "position": named(line.position),
        **numbers(line.figures),
        "before": percent(line.rate_before),
        "organisations": whole(line.organisations),
        "overseen_overdue": whole(line.overseen.overdue),
    }


def members(lines: Sequence[MemberLine]) -> list[str]:
    """How many answer for how much, and who has overdue work."""
    answering = [line for line in lines if line.figures.total]
    if not answering:
        return [_("No member answers for work in force.")]
    total = _(
        "Members who answer for work: %(number)s. Their assignments: %(work)s, %(completed)s completed, "
        "%(overdue)s overdue."
    ) % {
        "number": whole(len(answering)),
        "work": whole(sum(line.figures.total for line in answering)),
        "completed": whole(sum(line.figures.completed for line in answering)),
        "overdue": whole(sum(line.figures.overdue for line in answering)),
    }
    late = sorted((line for line in answering if line.figures.overdue), key=lambda line: -line.figures.overdue)
    names = listed(f"{line.name} ({whole(line.figures.overdue)})" for line in late)
    return [total, _("With overdue work: %(names)s.") % {"names": names}] if late else [total]


def units(lines: Sequence[OrganisationLine]) -> list[str]:
    return _organisations(lines, _("departments and units"))


def localities(lines: Sequence[OrganisationLine]) -> list[str]:
    return _organisations(lines, _("localities"))


def _organisations(lines: Sequence[OrganisationLine], what: str) -> list[str]:
    """What is said of the units, or the localities: the best, the last, and who has overdue work."""
    if not lines:
        return [_("None of the %(what)s leads work in force.") % {"what": what}]
    total = _(
        "%(number)s %(what)s lead work in force: %(work)s assignments, %(completed)s completed, %(overdue)s overdue."
    ) % {
        "number": whole(len(lines)),
        "what": what,
        "work": whole(sum(line.figures.total for line in lines)),
        "completed": whole(sum(line.figures.completed for line in lines)),
        "overdue": whole(sum(line.figures.overdue for line in lines)),
    }
    return [total, *_ranked(lines, what), *_overdue(lines)]


def _ranked(lines: Sequence[OrganisationLine], what: str) -> list[str]:
    ranked = sorted((line for line in lines if line.rank), key=lambda line: line.rank)
    if not ranked:
        return [_("None has enough work that was due to be ranked.")]
    first = [line for line in ranked if line.rank == 1]
    last = [line for line in ranked if line.rank == ranked[-1].rank and line.rank != 1]
    said = [
        _("Ranked by the on-time rate (%(number)s %(what)s have enough work that was due), first: %(first)s.")
        % {"number": whole(len(ranked)), "what": what, "first": _with_rates(first)}
    ]
    if last:
        said.append(_("Last: %(last)s.") % {"last": _with_rates(last)})
    return [" ".join(said)]


def _with_rates(lines: Sequence[OrganisationLine]) -> str:
    return some((f"{named(line.name)} ({percent(line.on_time_rate)})" for line in lines), BEST_SHOWN)


def _overdue(lines: Sequence[OrganisationLine]) -> list[str]:
    late = sorted((line for line in lines if line.figures.overdue), key=lambda line: -line.figures.overdue)
    if not late:
        return [_("None of them has overdue work.")]
    names = listed(f"{named(line.name)} ({whole(line.figures.overdue)})" for line in late)
    return [_("With overdue work: %(names)s.") % {"names": names}]


# --- IV. Indicators ---------------------------------------------------------------------------------------------------


def indicator(number: int, line: IndicatorLine) -> dict:
    goal = Goal(line.goal, line.goal_is_strict) if line.goal is not None else None
    return {
        "no": number,
        "name": named(line.name),
        "period": _short_period(line.period),
        "goal": _spaced(goal_in_words(goal, line.direction, line.unit), line.unit) or NOTHING,
        "value": _spaced(figure(line.value, line.unit), line.unit),
        "before": _spaced(figure(line.before, line.unit), line.unit),
        "attained": {True: _("Attained"), False: _("Not attained"), None: NOTHING}[line.attained],
    }


def _short_period(code: str) -> str:
    period = read_period(code) if code else None
    return period_name(period.kind, period.last) if period else NOTHING


def _spaced(text: str, unit: IndicatorUnit) -> str:
    """A page writes "95%", a document "95 %"."""
    return per_cent(text.removesuffix("%")) if unit == IndicatorUnit.PERCENT and text.endswith("%") else text


def indicators_sentence(lines: Sequence[IndicatorLine]) -> str:
    read = [line for line in lines if line.value is not None]
    if not read:
        return _("No reading of an indicator has been entered.")
    judged = [line for line in read if line.attained is not None]
    said = _("Of %(total)s indicators %(read)s have readings.") % {"total": whole(len(lines)), "read": whole(len(read))}
    if not judged:
        return said
    attained = sum(line.attained for line in judged)
    return f"{said} " + _("Of %(judged)s with a target, %(attained)s attain it and %(missed)s do not.") % {
        "judged": whole(len(judged)),
        "attained": whole(attained),
        "missed": whole(len(judged) - attained),
    }


# --- VII. What comes next ---------------------------------------------------------------------------------------------


def next_sentence(facts: ReportFacts) -> str:
    due = facts.due_next
    if not due:
        return _("No open assignment is due between %(day)s and %(until)s.") % _next_days(facts)
    return _("Between %(day)s and %(until)s, %(number)s open assignments of %(tasks)s tasks are due:") % {
        **_next_days(facts),
        "number": whole(len(due)),
        "tasks": whole(len({task.key for task, _line in due})),
    }


def _next_days(facts: ReportFacts) -> dict[str, str]:
    return {"day": day(facts.scope.day + timedelta(days=1)), "until": day(facts.next_until)}


def next_tasks(facts: ReportFacts) -> list[dict]:
    """The tasks of which something is due in the time that comes next, in the order of their first deadline."""
    by_task: dict[TaskLine, list[AssignmentLine]] = defaultdict(list)
    keys: dict[int, TaskLine] = {}
    for task, line in facts.due_next:
        by_task[keys.setdefault(task.key, task).key].append(line)
    return [
        {
            "no": number,
            "task": f"{keys[key].number}. {named(keys[key].title)}",
            "organisations": _who(lines),
            "number": whole(len(lines)),
            "until": _span(lines),
        }
        for number, (key, lines) in enumerate(by_task.items(), 1)
    ]


def _who(lines: Sequence[AssignmentLine]) -> str:
    if len(lines) <= BEST_SHOWN:
        return listed(named(line.organisation) for line in lines)
    units = sum(not line.is_locality for line in lines)
    parts = [
        ngettext("%(number)d unit", "%(number)d units", units) % {"number": units} if units else "",
        ngettext("%(number)d locality", "%(number)d localities", len(lines) - units) % {"number": len(lines) - units}
        if len(lines) > units
        else "",
    ]
    return listed(part for part in parts if part)


def _span(lines: Iterable[AssignmentLine]) -> str:
    days = sorted({line.deadline_on for line in lines})
    return day(days[0]) if len(days) == 1 else f"{day(days[0])} – {day(days[-1])}"


def extensions(facts: ReportFacts) -> list[str]:
    """The extensions that wait for an answer: those of a task for the same days on one line."""
    together: dict[tuple, list[str]] = defaultdict(list)
    for task, line in facts.asked_for_more:
        together[task.number, named(task.title), line.deadline_on, line.asked_until].append(named(line.organisation))
    return [
        _("Task %(number)s (%(title)s), from %(deadline)s to %(asked)s: %(organisations)s.")
        % {
            "number": number,
            "title": title,
            "deadline": day(deadline),
            "asked": day(asked),
            "organisations": listed(organisations),
        }
        for (number, title, deadline, asked), organisations in together.items()
    ]
