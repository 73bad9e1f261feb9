"""The ways between the pages of reminders, on whichever of them one is."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from tasks_app.reminders.permissions import can_hold_mail, can_see_outbox, can_see_reminders

register = template.Library()


@register.inclusion_tag("reminders/places.html", takes_context=True)
def reminder_places(context, current: str):
    """The pages of reminders that the one who looks may open. ``current``: the URL name of the one in view."""
    who = context["request"].standing
    offered = [
        (can_see_reminders(who), "reminder_list", _("Next mails")),
        (can_see_outbox(who), "message_list", _("Outbox")),
        (can_see_reminders(who), "reminder_ledger", _("Ledger")),
        (can_see_reminders(who), "ladder_list", _("Rules")),
        (can_hold_mail(who), "hold_list", _("Holds")),
        (True, "calendar_year", _("Working calendar")),
    ]
    return {"places": [(reverse(name), label, name == current) for allowed, name, label in offered if allowed]}
