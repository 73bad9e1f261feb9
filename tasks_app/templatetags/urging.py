"""The button that urges, on pages of columns which do not know of reminders."""

from django import template

from tasks_app.reminders import rules
from tasks_app.reminders.permissions import can_urge

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
