"""Names that lead to the pages of what they name, wherever a page prints them, for those who may open these.

A page that answers for a past day (``asked_day`` in its context) leads to the same day.
"""

from django import template
from django.utils.html import format_html

from tasks_app.dashboard.permissions import can_follow_organisation, can_see_member
from tasks_app.plan.views import Links

register = template.Library()


@register.simple_tag(takes_context=True)
def organisation_name(context, organisation, sees_work: bool = False):
    """``sees_work``: whether the one who looks sees some of its work here, so that its page is there for him."""
    who = context.request.standing
    may_open = sees_work or can_follow_organisation(who, organisation.pk)
    return _name(context, organisation, "organisation_detail", may_open)


@register.simple_tag(takes_context=True)
def member_name(context, person):
    """Of one who is, or was, a member of the committee; a draft may lack him."""
    if person is None:
        return "–"
    return _name(context, person, "member_detail", can_see_member(context.request.standing, person.pk))


def _name(context, thing, page: str, may_open: bool):
    if not may_open:
        return str(thing)
    asked_day = context.get("asked_day")
    url = (asked_day.links if asked_day else Links()).to(page, thing.pk)
    return format_html('<a class="plain" href="{}">{}</a>', url, thing)
