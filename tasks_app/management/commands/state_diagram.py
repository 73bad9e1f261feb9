from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from tasks_app.plan.enums import State
from tasks_app.plan.rules import IN_FORCE, TRANSITIONS

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "state-machine.md"
HEAD = """# The states of an assignment

Printed from `tasks_app/plan/rules.py` by `manage.py state_diagram`; `make check` compares. State is stored; whether an
assignment is late is never stored but follows from its dates and a day.

"""


class Command(BaseCommand):
    help = "Prints the state diagram of an assignment into docs/state-machine.md, or compares it (--check)."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing, fail where the file differs")

    def handle(self, *args, check: bool, **options):
        text = HEAD + _diagram() + _labels()
        if not check:
            DOCUMENT.write_text(text, encoding="utf-8")
        elif not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != text:
            raise CommandError("docs/state-machine.md is out of date; run manage.py state_diagram")


def _diagram() -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {State.DRAFT.value}"]
    for before in State:
        lines += [f"    {before.value} --> {after.value}" for after in State if after in TRANSITIONS[before]]
        if not TRANSITIONS[before]:
            lines.append(f"    {before.value} --> [*]")
    return "\n".join([*lines, "```", "", ""])


def _labels() -> str:
    rows = ["| state | tiếng Việt | English | counted on boards |", "|---|---|---|---|"]
    for state in State:
        with translation.override("vi"):
            vietnamese = str(state.label)
        with translation.override("en"):
            english = str(state.label)
        rows.append(f"| `{state.value}` | {vietnamese} | {english} | {'yes' if state in IN_FORCE else 'no'} |")
    return "\n".join(rows) + "\n"
