from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.management.console import ConsoleCommand
from tasks_app.plan.enums import Act, State
from tasks_app.plan.rules import IN_FORCE, TRANSITIONS, TURN, steps_from

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "state-machine.md"
HEAD = """# The states of an assignment

Printed from `tasks_app/plan/rules/workflow.py` by `manage.py state_diagram`; `make check` compares. State is stored;
whether an assignment is late is never stored but follows from its dates and a day.

"""


class Command(ConsoleCommand):
    help = gettext_noop(
        "Prints the state diagram of an assignment into docs/state-machine.md, or compares it (--check)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help=_("change nothing, fail where the file differs"))

    def handle(self, *args, check: bool, **options):
        text = HEAD + _diagram() + _states() + _steps()
        if not check:
            DOCUMENT.write_text(text, encoding="utf-8")
        elif not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != text:
            raise CommandError(_("docs/state-machine.md is out of date; run manage.py state_diagram."))


def _diagram() -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {State.DRAFT.value}"]
    for before in State:
        following = steps_from(before)
        lines += [
            f"    {before.value} --> {after.value}: {', '.join(act.value for act in acts)}"
            for after, acts in sorted(following.items(), key=lambda item: list(State).index(item[0]))
        ]
        if not following:
            lines.append(f"    {before.value} --> [*]")
    return "\n".join([*lines, "```", "", ""])


def _states() -> str:
    rows = ["| state | tiếng Việt | English | counted on boards | whose turn |", "|---|---|---|---|---|"]
    for state in State:
        turn = TURN[state]
        counted = "yes" if state in IN_FORCE else "no"
        rows.append(f"| `{state.value}` | {_in('vi', state)} | {_in('en', state)} | {counted} | {turn or 'nobody'} |")
    return "\n".join(rows) + "\n"


def _steps() -> str:
    rows = ["", "| step | tiếng Việt | English | by | needs | tells |", "|---|---|---|---|---|---|"]
    for act in Act:
        step = TRANSITIONS[act]
        rows.append(
            f"| `{act.value}` | {_in('vi', act)} | {_in('en', act)} | {step.by} | {_all(step.needs)} |"
            f" {_all(step.tells)} |"
        )
    return "\n".join(rows) + "\n"


def _in(language: str, choice: State | Act) -> str:
    with translation.override(language):
        return str(choice.label)


def _all(choices: Iterable[TextChoices]) -> str:
    return ", ".join(sorted(choices)) or "–"
