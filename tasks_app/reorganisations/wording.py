"""What people read of a reorganisation: the steps it can take, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tasks_app.reorganisations.enums import ReorganisationState


@dataclass(frozen=True)
class Step:
    """Something that can be done with a reorganisation as it stands. ``asks``: needs a reason."""

    name: str
    label: Promise
    text: Promise
    asks: bool = False
    is_main: bool = False


PLAN = Step(
    "plan",
    _("Plan it"),
    _(
        "On its day everything below happens by itself, shortly after midnight. Until then nothing of the work changes,"
        " and it can be prepared again."
    ),
    is_main=True,
)
APPLY = Step(
    "apply",
    _("Let it take effect now"),
    _("Its day has come. Open work, focal officers and oversight pass on from today; earlier days stay as they were."),
    is_main=True,
)
PREPARE = Step(
    "prepare",
    _("Prepare it again"),
    _("It does not take effect until it is planned again. The organisations go on as if nothing was planned."),
)
CANCEL = Step(
    "cancel",
    _("Do not carry it out"),
    _("It stays in the list with the reason. The organisations go on as before."),
    asks=True,
)
REVERSE = Step(
    "reverse",
    _("Reverse it"),
    _(
        "Everything that passed goes back from today on. The days in between keep showing what held on them. This is"
        " possible until something is reported, decided or moved again."
    ),
    asks=True,
)
STEPS = {one.name: one for one in (PLAN, APPLY, PREPARE, CANCEL, REVERSE)}
STEPS_IN = {
    ReorganisationState.DRAFT: (PLAN, CANCEL),
    ReorganisationState.PLANNED: (APPLY, PREPARE, CANCEL),
    ReorganisationState.APPLIED: (REVERSE,),
    ReorganisationState.REVERSED: (),
    ReorganisationState.CANCELLED: (),
}
HINDRANCES = {
    "reports": _("Reports were sent since for work that passed on."),
    "steps": _("The state of work that passed on has changed since."),
    "moved": _("Work that passed on has passed on again."),
    "given": _("Work was given since to organisations that began by it."),
    "later": _("A later reorganisation concerns the same organisations."),
}


def steps_in(state: ReorganisationState, *, day: date, today: date) -> list[Step]:
    """What can be done with a reorganisation in this state that takes effect on ``day``."""
    return [one for one in STEPS_IN[ReorganisationState(state)] if one is not APPLY or day <= today]


VERBS = {
    "reorganisation.begun": _("Begun"),
    "reorganisation.edited": _("Title, day or document changed"),
    "reorganisation.lines_added": _("Organisations and their successor added"),
    "reorganisation.alteration_added": _("A change of name, type or district added"),
    "reorganisation.line_removed": _("A line taken out"),
    "reorganisation.allotted": _("Open work given to chosen organisations"),
    "reorganisation.planned": _("Planned for its day"),
    "reorganisation.prepared_again": _("Prepared again"),
    "reorganisation.cancelled": _("Not to be carried out"),
    "reorganisation.applied": _("Took effect"),
    "reorganisation.reversed": _("Taken back"),
}


@dataclass(frozen=True)
class Happened:
    """A line of the record. ``quote``: the reason, word for word."""

    title: Promise
    at: datetime
    who: str
    quote: str


def happened(entry) -> Happened:
    """``entry``: a ``journal.Entry`` about a reorganisation, with its people."""
    return Happened(VERBS[entry.verb], entry.at, entry.who, entry.details.get("reason", ""))
