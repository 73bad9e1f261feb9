"""The keys of the product: one table. The sheet of help, the access keys and the script have theirs from here.

An access key goes with Alt, so it fires only when it is meant, and works without scripts. A single key needs the
script; it rests while somebody types and can be switched off. Letters are chosen so that what turns them into
Vietnamese on the way (Telex) leaves them alone: no w, and after "g" no vowel, behind which "j" and "x" would be tones.
None is a single key and an access key at once, but for "j", which is what comes next in both.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Shortcut:
    """``name``: what templates and the script call it; ``text``: what its keys do."""

    name: str
    keys: tuple[str, ...]
    text: Promise


# The main places, by URL name: the access key, and the letter after "g". Their words are those of the navigation.
PLACES = {
    "overview": "t",
    "my_work": "v",
    "my_organisations": "l",
    "task_list": "p",
    "assignment_list": "c",
    "report_list": "b",
    "extension_list": "h",
    "reminder_list": "n",
    "tools": "m",
}

# With Alt, wherever they stand on a page.
EVERYWHERE = (
    Shortcut("search", ("q",), _("Go to the search")),
    Shortcut("main", ("s",), _("Press the main button: send, save, confirm")),
    Shortcut("sheet", ("0",), _("Show these shortcuts")),
)
REVIEW = (
    Shortcut("accept", ("1",), _("Accept the report")),
    Shortcut("return", ("2",), _("Return the report")),
    Shortcut("next_report", ("j",), _("Skip to the next report")),
)
ACCESS_KEYS = {one.name: one.keys[0] for one in (*EVERYWHERE, *REVIEW)} | PLACES

GO = Shortcut("go", ("g",), _("and a letter of a main place: go there"))
SINGLE = (
    Shortcut("search", ("/",), _("Go to the search")),
    Shortcut("next", ("j",), _("Next row of a list")),
    Shortcut("previous", ("k",), _("Previous row of a list")),
    Shortcut("tick", ("x",), _("Tick the row, or take the tick away")),
    GO,
    Shortcut("sheet", ("?",), _("Show these shortcuts")),
)
# Keys that every browser has, said where they help.
ALWAYS = (
    Shortcut("open", ("Enter",), _("Open the row that has the focus")),
    Shortcut("arrows", ("↑", "↓", "←", "→"), _("In a matrix: from cell to cell")),
    Shortcut("escape", ("Esc",), _("Close a menu or this sheet")),
)


def single_keys() -> str:
    """For the script: the name of each single key, by the key, as JSON."""
    return json.dumps({one.keys[0]: one.name for one in SINGLE}, separators=(",", ":"))
