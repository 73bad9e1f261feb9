from __future__ import annotations

import json
from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from tasks_app.common import clock
from tasks_app.imports import queries, wording
from tasks_app.imports.actions import begin_plan, enter_rows
from tasks_app.imports.enums import Refusal, Remark, Verdict
from tasks_app.imports.rules import JudgedRow, Table, Unreadable, best_grid, judge, read_file, read_rows, texts_of
from tasks_app.management.console import ConsoleCommand
from tasks_app.planning.actions import PlanningRefused

CANNOT_BE_READ = 2


class Command(ConsoleCommand):
    help = gettext_noop(
        "Reads the table of tasks of a plan from an Excel or Word file and enters the rows that are in order as drafts "
        "into the plan of a year; rows with errors are left out and said. With --dry-run nothing is entered."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help=_("a table of tasks, .xlsx or .docx"))
        parser.add_argument("--year", type=int, required=True, help=_("the year of the plan"))
        parser.add_argument("--dry-run", action="store_true", help=_("only say what would be entered"))
        parser.add_argument("--motto", default="", help=_("of a plan that is begun; else that of the plan before"))
        parser.add_argument("--key-task", type=int, metavar="N", help=_("where rows belong that name no key task"))
        parser.add_argument("--json", action="store_true", help=_("say it as JSON on standard output"))
        parser.add_argument("--language", choices=["vi", "en"], help=_("of the messages; without it CONSOLE_LANGUAGE"))

    def handle(self, *args, file, year, dry_run, language, **options):
        with translation.override(language or get_language()):
            table = self._read(file)
            rows = judge(table, queries.known(year, plan=queries.plan_of(year)))
            if options["json"]:
                self.stdout.write(json.dumps({"rows": [as_json(row) for row in rows]}, ensure_ascii=False, indent=2))
            else:
                for row in rows:
                    self.stdout.write(as_line(row))
            self._count(rows)
            if not dry_run:
                self._enter(year, table, rows, motto=options["motto"], key_task=options["key_task"])

    def _read(self, file: Path) -> Table:
        try:
            with file.open("rb") as content:
                found = best_grid(read_file(content, file.name))
            if found is None:
                raise Unreadable(Refusal.NO_TABLE)
        except Unreadable as refused:
            self._give_up(str(wording.REFUSALS[refused.refusal]))
        except OSError as error:
            self._give_up(str(error))
        grid, heading = found
        return read_rows(grid, heading, heading.columns)

    def _enter(self, year: int, table: Table, rows: list[JudgedRow], *, motto: str, key_task: int | None) -> None:
        """What the plan has already is not entered again, so that the command can be repeated."""
        new = [row for row in rows if not any(note.remark == Remark.IN_PLAN for note in row.notes)]
        at = clock.now()
        try:
            with transaction.atomic():
                plan = queries.plan_of(year) or begin_plan(year, motto=motto, by=None, at=at)
                entered = enter_rows(plan, new, table.key_tasks, key_task=key_task, by=None, at=at)
        except PlanningRefused as refused:
            raise CommandError(str(refused)) from refused
        counts = {"entered": len(entered), "left": len(rows) - len(entered), "year": year}
        self.stderr.write(_("Plan of %(year)d: %(entered)d tasks entered as drafts, %(left)d rows left out.") % counts)

    def _give_up(self, reason: str):
        self.stderr.write(reason)
        raise SystemExit(CANNOT_BE_READ)

    def _count(self, rows: list[JudgedRow]) -> None:
        number = {verdict: sum(row.verdict == verdict for row in rows) for verdict in Verdict}
        self.stderr.write(
            _("%(rows)d tasks read: %(ok)d in order, %(warning)d to be checked, %(error)d to be corrected.")
            % {"rows": len(rows), "ok": number["ok"], "warning": number["warning"], "error": number["error"]}
        )


def as_json(row: JudgedRow) -> dict:
    """A row as other programs read it."""
    return {
        "row": row.number,
        "key_task": row.key_task,
        "content": row.content,
        "lead": row.lead.named.name if row.lead and row.lead.named else None,
        "coordinating": texts_of(row.coordinating),
        "deliverable": row.deliverable,
        "deadline": row.deadline.on.isoformat() if row.deadline.on else None,
        "deadline_words": row.deadline.words,
        "verdict": row.verdict.value,
        "messages": [wording.sentence(note) for note in row.notes],
    }


def as_line(row: JudgedRow) -> str:
    lead = row.lead.named.name if row.lead and row.lead.named else "–"
    on = f"{row.deadline.on:%d/%m/%Y}" if row.deadline.on else row.deadline.words or "–"
    said = "; ".join(wording.sentence(note) for note in row.notes)
    return " | ".join([wording.place(row.number), str(row.verdict.label), row.content, lead, on, said])
