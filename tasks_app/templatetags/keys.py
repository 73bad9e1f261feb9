"""Keys of the keyboard, as the one table has them (tasks_app.common.shortcuts)."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks_app.common import shortcuts

register = template.Library()


@register.simple_tag
def accesskey(name: str) -> SafeString:
    """The attribute for what is reached, or pressed, with Alt and this key. ``name``: of the shortcut."""
    return format_html('accesskey="{}"', shortcuts.ACCESS_KEYS[name])


@register.simple_tag
def single_keys() -> str:
    """What the script listens to, for ``data-shortcuts``."""
    return shortcuts.single_keys()
