"""Small marks of the pages of indicators; written here, because rankings have hundreds of them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tasks_app.templatetags.components import icon

register = template.Library()

UNKNOWN = mark_safe('<span class="muted">–</span>')


@register.simple_tag
def move(its) -> SafeString:
    """Against the period before. ``its``: icon, by, said (indicators.wording.Move), or None where it is not known."""
    if its is None:
        return UNKNOWN
    return format_html(
        '<span class="nw" title="{said}">{icon} <span aria-hidden="true">{by}</span>'
        '<span class="visually-hidden">{said}</span></span>',
        said=its.said,
        icon=icon(its.icon),
        by=its.by,
    )
