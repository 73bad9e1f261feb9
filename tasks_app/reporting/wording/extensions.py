"""What people read of extensions."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tasks_app.plan.enums import State, Status
from tasks_app.plan.rules import Timeliness
from tasks_app.plan.wording import shown
from tasks_app.reporting.rules import Obstacle

NEW_DEADLINES = {
    "not_after_the_old": gettext_lazy("The new deadline has to lie after the one in force."),
    "passed": gettext_lazy("This day has passed. Ask for a day from today on."),
    "far_off": gettext_lazy("This day lies beyond the end of the next year. Look at the year again."),
}


def obstacle_in_words(obstacle: Obstacle, *, state: State, limit: int) -> str:
    """Why no extension can be asked for, in one sentence."""
    match obstacle:
        case Obstacle.NOT_WORKED_ON:
            return _("This assignment is “%(state)s”, so its deadline cannot be extended now.") % {
                "state": State(state).label
            }
        case Obstacle.NO_DEADLINE:
            return _("This assignment has no fixed deadline, so there is nothing to extend.")
        case Obstacle.IS_WAITING:
            return _("A request for an extension of this deadline is already waiting for an answer.")
        case Obstacle.LIMIT_REACHED:
            return ngettext(
                "The plan allows %(limit)d extension of a deadline; only a leader of the Steering Committee "
                "can open another.",
                "The plan allows %(limit)d extensions of a deadline; only a leader of the Steering Committee "
                "can open another.",
                limit,
            ) % {"limit": limit}


def times_extended(number: int) -> str:
    """ "extended once", for the brackets beside a deadline; empty where it never was."""
    if number == 0:
        return ""
    if number == 1:
        return _("extended once")
    return ngettext("extended %(number)d time", "extended %(number)d times", number) % {"number": number}


def original_in_words(now: Timeliness, originally: Timeliness) -> str:
    """How late work is by its original deadline, where the deadline in force tells another story."""
    if originally.status not in (Status.OVERDUE, Status.LATE) or originally.calendar_days == now.calendar_days:
        return ""
    label = shown(originally).label
    return _("By the original deadline: %(how_late)s") % {"how_late": label[0].lower() + label[1:]}
