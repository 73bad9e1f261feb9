"""Urging from pages of columns which do not know of reminders: the button, and the boxes to tick."""

from django import template

from tasks_app.reminders import rules
from tasks_app.reminders.permissions import can_urge, can_urge_all

register = template.Library()


@register.inclusion_tag("reminders/urge_button.html", takes_context=True)
def urge_button(context, assignment):
    """A button for who may urge the assignment, while somebody has to act; nothing for everybody else."""
    may = can_urge(context["request"].standing, assignment) and rules.can_be_urged(assignment.state)
    return {
        "assignment": assignment,
        "can_be_urged": may,
        "urged_today": False,  # pressing twice is answered with courtesy
        "anchor": "",
        "frame": context["frame"],
        "request": context["request"],
        "csrf_token": context["csrf_token"],
    }


@register.simple_tag(takes_context=True)
def ticks_to_urge(context, offered: bool) -> bool:
    """Whether the rows of a list, where it offers that, have boxes to urge several of them together."""
    return offered and can_urge_all(context["request"].standing)


@register.inclusion_tag("reminders/urge_tick.html")
def urge_tick(assignment):
    """A box that ticks an assignment for ``reminders/urge_dock.html``, while somebody has to act on it."""
    return {"assignment": assignment, "can_be_ticked": rules.can_be_urged(assignment.state)}
