"""The row of tabs between boards, on boards of columns which do not know the dashboard."""

from django import template

from tasks_app.dashboard.permissions import can_see_overview
from tasks_app.dashboard.views.frame import tabs
from tasks_app.plan.views import Links

register = template.Library()


@register.inclusion_tag("components/tabs_between_boards.html", takes_context=True)
def board_tabs(context, links: Links):
    """For who follows the whole province; nothing for the others, to whom the other boards do not exist."""
    request = context["request"]
    if not can_see_overview(request.standing):
        return {"tabs": []}
    return {"tabs": tabs(request.resolver_match.url_name, links)}
