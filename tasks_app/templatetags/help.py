"""Words of the glossary beside what they stand on. An unknown word is an error, so that no link leads nowhere."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tasks_app.help.wording import GLOSSARY
from tasks_app.templatetags.components import icon

register = template.Library()


@register.simple_tag
def term(key: str) -> SafeString:
    """A link to what a word means: of a chip, of the head of a column."""
    its = GLOSSARY[key]
    says = _("What “%(term)s” means") % {"term": its.name}
    url = reverse("glossary")
    return format_html(
        '<a class="term no-print" href="{}#{}">{}<span class="visually-hidden">{}</span></a>',
        url,
        its.key,
        icon("question-circle"),
        says,
    )


@register.inclusion_tag("components/terms.html")
def terms(*keys: str):
    """What some words of a page mean, folded; ``keys`` of the glossary."""
    return {"terms": [GLOSSARY[key] for key in keys]}
