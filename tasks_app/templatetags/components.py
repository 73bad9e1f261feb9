"""The interface's components.

A tag is named like its template in ``templates/components/`` and declares its parameters here, so that a typo is an
error. The values are plain objects of the domain (a timeliness, a share, a step …); no tag queries the database.
"""

import re
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache

from bs_icon_templates.templatetags.bs_icons import bs_icon
from django import template
from django.http import QueryDict
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format, localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from tasks_app.common.dates import local_day

register = template.Library()

NOTHING = mark_safe("–")

# What people send and others answer: reports, and requests for an extension.
REPORT_ICONS = {
    "draft": "pencil",
    "submitted": "send",
    "accepted": "check2",
    "returned": "reply",
    "requested": "send",
    "proposed": "hourglass-split",
    "approved": "check2",
    "refused": "x-lg",
    "withdrawn": "arrow-counterclockwise",
}

# level of a message: (class, icon, ARIA role)
NOTES = {
    "success": ("s-done", "check-circle-fill", "status"),
    "info": ("s-ontime", "info-circle-fill", "status"),
    "warning": ("s-soon", "exclamation-circle-fill", "status"),
    "error": ("s-over soft", "exclamation-triangle-fill", "alert"),
}


# Small marks, without a template of their own


@register.simple_tag
def icon(name: str) -> SafeString:
    """A Bootstrap icon by name, drawn in the text's size and colour; decoration, hidden from screen readers."""
    used = _used_icons.get()
    if used is None:
        return mark_safe(f'<svg class="i" viewBox="0 0 16 16" aria-hidden="true">{_drawing(name)}</svg>')
    used[name] = _drawing(name)
    return mark_safe(f'<svg class="i" aria-hidden="true"><use href="#icon-{name}"/></svg>')


@cache
def _drawing(name: str) -> str:
    return re.sub(r"\s*</?svg[^>]*>\s*", "", bs_icon(name))


# The icons of the page being rendered; outside of one each icon carries its own drawing. A context variable, because
# components are rendered in contexts of their own.
_used_icons: ContextVar[dict[str, str] | None] = ContextVar("_used_icons", default=None)


@register.tag
def icon_sprite(parser, token):
    """``{% icon_sprite %} … {% endicon_sprite %}``: draws each icon used inside once, in front."""
    nodelist = parser.parse(("endicon_sprite",))
    parser.delete_first_token()
    return SpriteNode(nodelist)


class SpriteNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        used: dict[str, str] = {}
        token = _used_icons.set(used)
        try:
            content = self.nodelist.render(context)
        finally:
            _used_icons.reset(token)
        symbols = "".join(
            f'<symbol id="icon-{name}" viewBox="0 0 16 16">{drawing}</symbol>' for name, drawing in used.items()
        )
        sprite = (
            f'<svg width="0" height="0" class="position-absolute" aria-hidden="true" data-sprite>{symbols}</svg>'
            if used
            else ""
        )
        return mark_safe(sprite + content)


@register.simple_tag
def day(value, weekday: bool = False) -> SafeString:
    """A date as it is written in the active language: 15/10/2024 or 15 Oct 2024, on request after its weekday.

    Of a moment it is the day in local time.
    """
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = local_day(value)
    return _day(value, weekday, get_language())


@lru_cache(maxsize=4096)
def _day(value: date, weekday: bool, _language: str) -> SafeString:
    text = date_format(value, "DATE_FORMAT")
    if weekday:
        text = f"{date_format(value, 'l')}, {text}"
    return format_html('<time datetime="{}">{}</time>', value.strftime("%Y-%m-%d"), text)


@register.simple_tag
def moment(value) -> SafeString:
    """An aware moment in local time, to the minute."""
    if value is None:
        return NOTHING
    local = localtime(value)
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), date_format(local, "DATETIME_FORMAT")
    )


# State and time. What stands in each row of a list is written here: a template takes several times as long for it.


@register.simple_tag
def status_chip(timeliness) -> SafeString:
    """How an assignment stands. ``timeliness``: css, icon, label. Without css (out of force) an outline."""
    css = f"chip {timeliness.css}".strip()
    return format_html('<span class="{}">{}{}</span>', css, icon(timeliness.icon), timeliness.label)


@register.inclusion_tag("components/report_chip.html")
def report_chip(state):
    """The state of a report or of a request (a TextChoices member); such states have no colour."""
    return {"label": state.label, "icon_name": REPORT_ICONS[state.value]}


@register.simple_tag
def deadline(timeliness) -> SafeString:
    """When: the distance in words, then the date.

    ``timeliness``: css, icon, distance, deadline_on, counts_until_on (shown where it is another day), note.
    """
    due_on, until = timeliness.deadline_on, timeliness.counts_until_on
    parts = [format_html(_("due %(date)s") % {"date": "{}"}, day(due_on))] if due_on else []
    if until is not None and until != due_on:
        parts.append(format_html(_("counted until %(date)s") % {"date": "{}"}, day(until)))
    if timeliness.note:
        parts.append(conditional_escape(timeliness.note))
    return format_html(
        '<div class="{}"><b>{}{}</b> <span class="small muted">{}</span></div>',
        f"when {timeliness.css}".strip(),
        icon(timeliness.icon),
        timeliness.distance,
        mark_safe(", ".join(parts)),
    )


@register.inclusion_tag("components/steps.html")
def steps(items):
    """The way of a thing. ``items``: objects with label, done, current; phones show the current one only."""
    items = list(items)
    return {"items": items, "total": len(items)}


@register.inclusion_tag("components/rules_line.html")
def rules_line(stages):
    """When one is reminded. ``stages``: css, icon, mark (T–10), label, told, copies ("" for none), number (or None)."""
    return {"stages": stages}


@register.inclusion_tag("components/timeline.html")
def timeline(events):
    """What happened, newest first. ``events``: icon, css, title, at (aware), who, detail, quote; "" is left out."""
    return {"events": events}


# Figures


@register.simple_tag
def progress(percent) -> SafeString:
    """A percentage with its bar; None is "–"."""
    return _progress(percent, get_language())


@lru_cache(maxsize=512)
def _progress(percent, _language: str) -> SafeString:
    if percent is None:
        words = _("no progress reported")
        inside = format_html('<span aria-hidden="true">–</span><span class="visually-hidden">{}</span>', words)
        return format_html('<span class="progress-value"><span>{}</span></span>', inside)
    bar = '<svg class="bar" aria-hidden="true"><rect class="f" width="{}" height="100%"/></svg>'
    return format_html(
        '<span class="progress-value"><span>{}%</span>' + bar + "</span>",
        floatformat(percent, -1),
        f"{min(max(percent, 0), 100):.0f}%",
    )


@register.inclusion_tag("components/stacked_bar.html")
def stacked_bar(shares):
    """Shares of a whole in the order given. ``shares``: css, label, count; none or only zeros: a neutral bar."""
    shares = [share for share in shares if share.count]
    total = sum(share.count for share in shares)
    segments, before = [], 0
    for share in shares:
        # Texts, because a template would write decimals with the language's comma.
        x, width = f"{before * 100 / total:.2f}%", f"{share.count * 100 / total:.2f}%"
        segments.append({"css": share.css, "x": x, "width": width})
        before += share.count
    return {"segments": segments, "label": ", ".join(f"{share.label} {localize(share.count)}" for share in shares)}


@register.inclusion_tag("components/legend.html")
def legend(shares):
    """The key to a stacked bar, with counts. ``shares``: css, label, count and, where it has a list, url."""
    return {"shares": shares}


@register.inclusion_tag("components/big_figures.html")
def big_figures(figures):
    """Up to five figures. ``figures``: label, value, context (its base), url ("" where there is no list), css."""
    return {"figures": figures}


@register.inclusion_tag("components/facts.html")
def facts(rows):
    """Two to six attributes. ``rows``: pairs of a label and a text, or a list of texts; an empty value is "–"."""
    return {"rows": [(label, value, isinstance(value, (list, tuple))) for label, value in rows]}


# Messages and empty places


@register.inclusion_tag("components/message_note.html")
def message_note(level: str, text, takes_focus: bool = False):
    """What came of an action. ``level``: success, info, warning or error; ``takes_focus``: when the page opens."""
    css, icon_name, role = NOTES[level]
    return {"css": css, "icon_name": icon_name, "role": role, "text": text, "takes_focus": takes_focus}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form):
    """What has to be put right, each line a link to its field; nothing for a form without errors.

    A crispy form prints it by itself. A page that wants it elsewhere calls the tag before the form: it shows once.
    """
    if getattr(form, "error_summary_shown", False):
        return {"errors": []}
    form.error_summary_shown = True
    errors = [{"target": "", "label": "", "text": text} for text in form.non_field_errors()]
    for field in form:
        # A group of radio buttons has no one input of its own id: its first button is the place to go to.
        target = "" if field.is_hidden else field.id_for_label or f"{field.auto_id}_0"
        errors += [{"target": target, "label": field.label, "text": text} for text in field.errors]
    return {"errors": errors}


@register.inclusion_tag("components/left_out.html")
def left_out(form):
    """Which filters of a list were not understood; nothing where all were. Nothing has to be put right, so no alarm."""
    return {"labels": [field.label for field in form if field.errors]}


@register.inclusion_tag("components/keep_note.html")
def keep_note():
    """Goes with a form that has ``data-keep`` (static/js/keep_form.js): offers what was written but never arrived."""
    return {}


@register.inclusion_tag("components/autosave_note.html")
def autosave_note():
    """Goes with a form that has ``data-autosave`` (static/js/autosave.js): when the draft was saved, or why not."""
    return {}


@register.inclusion_tag("components/upload_note.html")
def upload_note():
    """Goes with a form that has a field for files (static/js/upload_limit.js): which are too large to be sent."""
    return {}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title, text, action_url="", action_label=""):
    """A list with nothing in it: why, and what next."""
    return {"title": title, "text": text, "action_url": action_url, "action_label": action_label}


@register.inclusion_tag("components/calm_state.html")
def calm_state(title, text):
    """Nothing to do, and what comes next."""
    return {"title": title, "text": text}


# Ways through


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(items):
    """``items``: pairs of a label and an address; the page itself comes last, with an empty address."""
    return {"items": items}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page_obj, query: str = ""):
    """Back and on, where there is more than one page.

    The request's other parameters are kept, or those of ``query`` ("state=overdue&key=1") where it is given.
    """
    return {"page_obj": page_obj, "parameters": QueryDict(query) if query else context.request.GET}


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context, label, field: str, current: str):
    """The words of a column head as a link that sorts by ``field``, and the other way round when it does already."""
    return {
        "label": label,
        "ascending": current == field,
        "descending": current == f"-{field}",
        "target": f"-{field}" if current == field else field,
        "parameters": context.request.GET,
    }


@register.inclusion_tag("components/language_switch.html", takes_context=True)
def language_switch(context):
    """The other language, by its own name, for the page in view."""
    code = "en" if get_language() == "vi" else "vi"
    return {"code": code, "name": get_language_info(code)["name_local"], "next": context.request.get_full_path()}
