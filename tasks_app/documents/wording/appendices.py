"""The three appendices of a report, as rows of words in the active language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.documents.rules import AssignmentLine, KeyTaskLine, OrganisationLine, ReportFacts, Said, TaskLine
from tasks_app.documents.wording.figures import (
    NOTHING,
    day,
    listed,
    members_besides,
    named,
    paper,
    percent,
    roman,
    shortened,
    some,
    whole,
)
from tasks_app.documents.wording.sections import numbers
from tasks_app.plan.enums import Status

NAMED = 3  # lead organisations, members and coordinating organisations of a collective task; the rest are counted
TEXT_LENGTH = 220


def tasks_by_key_task(facts: ReportFacts, *, row_for_each_assignment: bool = False) -> list[dict]:
    """Appendix I: groups with Roman numerals; a row for each task, or for each of its assignments."""
    return [_group(line, row_for_each_assignment=row_for_each_assignment) for line in facts.key_tasks]


def _group(line: KeyTaskLine, *, row_for_each_assignment: bool) -> dict:
    rows = []
    for task in line.tasks:
        if row_for_each_assignment and len(task.assignments) > 1:
            rows += [_row(f"{task.number}.{place}", task, [one]) for place, one in enumerate(task.assignments, 1)]
        else:
            rows.append(_row(task.number, task, task.assignments))
    return {"numeral": roman(line.number), "title": named(line.text).rstrip(". "), "rows": rows}


def _row(number: str, task: TaskLine, lines: Sequence[AssignmentLine]) -> dict:
    return {
        "no": number,
        "task": named(task.title),
        "document": paper(task.order) if task.order else NOTHING,
        "member": some((line.member for line in lines), NAMED, members_besides) or NOTHING,
        "lead": some((named(line.organisation) for line in lines), NAMED) or NOTHING,
        "coordinating": some((named(one) for line in lines for one in line.coordinating), NAMED) or NOTHING,
        "deliverable": named(task.deliverable),
        "deadline": _deadline(task, lines),
        "result": _result(lines),
        "status": _status(task, lines),
        "cause": _cause(lines),
    }


def _deadline(task: TaskLine, lines: Sequence[AssignmentLine]) -> str:
    """The original one, and where it was moved, to when; of a collective task, how many were moved."""
    if len(lines) == 1:
        return deadline(lines[0])
    moved = sum(line.extended > 0 for line in lines)
    said = day(task.deadline_on) or named(task.deadline_words)
    if moved:
        said += "; " + _("moved for %(number)s") % {"number": whole(moved)}
    return said


def deadline(line: AssignmentLine) -> str:
    if line.deadline_on is None:
        return _("No fixed deadline")
    if line.original_on and line.original_on != line.deadline_on:
        return f"{day(line.original_on)} → {day(line.deadline_on)}"
    return day(line.deadline_on)


def _result(lines: Sequence[AssignmentLine]) -> str:
    if len(lines) == 1:
        return result(lines[0])
    done = sum(line.status in (Status.DONE, Status.LATE) for line in lines)
    papers = sum(len(line.papers) for line in lines)
    if not lines:
        return NOTHING
    said = _("%(done)s of %(total)s completed") % {"done": whole(done), "total": whole(len(lines))}
    if papers:
        said += "; " + ngettext("%(number)d document", "%(number)d documents", papers) % {"number": papers}
    return said


def result(line: AssignmentLine) -> str:
    """The documents that prove it, or what was reported last."""
    if line.papers:
        return "; ".join(paper(one) for one in line.papers)
    return text(line.results) or NOTHING


def text(said: Said | None) -> str:
    return shortened(said.text, TEXT_LENGTH) if said else ""


def _status(task: TaskLine, lines: Sequence[AssignmentLine]) -> str:
    if not lines:
        return _("No assignment in force")
    if len(lines) == 1:
        return status(lines[0])
    counts = Counter(line.status for line in lines)
    return "; ".join(f"{one.label}: {whole(counts[one])}" for one in Status if counts[one])


def status(line: AssignmentLine) -> str:
    if line.status in (Status.OVERDUE, Status.LATE):
        late = ngettext("%(number)s day", "%(number)s days", line.days) % {"number": whole(line.days)}
        return f"{line.status.label} ({late})"
    return str(line.status.label)


def _cause(lines: Sequence[AssignmentLine]) -> str:
    if len(lines) == 1:
        return " ".join(part for part in (text(lines[0].difficulties), text(lines[0].proposals)) if part) or NOTHING
    overdue = [named(line.organisation) for line in lines if line.status == Status.OVERDUE]
    return _("Overdue: %(names)s") % {"names": listed(overdue)} if overdue else NOTHING


def organisations(facts: ReportFacts) -> list[dict]:
    """Appendix II: units and localities, each in the official order."""
    groups = [(_("Units"), facts.units), (_("Localities"), facts.localities)]
    return [
        {"title": f"{letter}. {title}", "rows": organisation_rows(lines)}
        for letter, (title, lines) in zip("AB", groups, strict=True)
        if lines
    ]


def organisation_rows(lines: Sequence[OrganisationLine]) -> list[dict]:
    """Units, or localities, as they come."""
    return [
        {
            "no": number,
            "name": named(line.name),
            **numbers(line.figures),
            "on_time_rate": percent(line.on_time_rate),
            "rank": str(line.rank) if line.rank else NOTHING,
            "change": _change(line),
        }
        for number, line in enumerate(lines, 1)
    ]


def _change(line: OrganisationLine) -> str:
    """Against the rank before: up, down, the same; a dash where one of them is not there."""
    if line.rank is None or line.rank_before is None:
        return NOTHING
    risen = line.rank_before - line.rank
    if risen == 0:
        return _("unchanged")
    return (_("up %(by)d") if risen > 0 else _("down %(by)d")) % {"by": abs(risen)}


def overdue_rows(facts: ReportFacts) -> list[dict]:
    """Appendix III: what is overdue, the longest first."""
    return [
        {
            "no": number,
            "number": task.number,
            "task": named(task.title),
            "lead": named(line.organisation),
            "member": line.member,
            "deadline": deadline(line),
            "days": whole(line.days),
            "reason": text(line.difficulties) or _("No reason was reported"),
            "extended": _extended(line),
            "urged": _urged(line),
        }
        for number, (task, line) in enumerate(facts.overdue, 1)
    ]


def _extended(line: AssignmentLine) -> str:
    said = [whole(line.extended)]
    if line.asked_until:
        said.append(_("asked until %(day)s") % {"day": day(line.asked_until)})
    return "; ".join(said)


def _urged(line: AssignmentLine) -> str:
    if not line.urged:
        return "0"
    return _("%(number)s, last on %(day)s") % {"number": whole(line.urged), "day": day(line.urged_on)}
