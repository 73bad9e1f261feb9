"""Organisations by rank. The rows are written here and not by a template, as those of the matrix are: six hundred of
them with eight numbers each take a template a third of a second."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from tasks_app.templatetags.components import icon

register = template.Library()


@register.inclusion_tag("components/rank_table.html")
def rank_table(rows, heads, caption: str, before_name: str = "", ranked: bool = True):
    """``rows``: see tasks_app.dashboard.views.ranks; ``heads``: of their numbers; ``before_name``: with what the ranks
    are compared, if with anything; without ``ranked`` those who have no rank."""
    against = _("Against %(before_name)s") % {"before_name": before_name} if ranked and before_name else ""
    write = _Rows(against, is_ranked=ranked)
    return {
        "heads": heads,
        "caption": caption,
        "against": against,
        "ranked": ranked,
        "rows": mark_safe("".join(map(write.row, rows))),
    }


class _Rows:
    """What is the same in all rows is made once. On a phone there is room for few numbers."""

    def __init__(self, against: str, *, is_ranked: bool):
        self.is_ranked, self.against = is_ranked, conditional_escape(against)
        self.rank_label, self.rate_label = conditional_escape(_("Rank")), conditional_escape(_("On time"))

    def row(self, row) -> str:
        rank = f'<td class="r num fw-semibold" data-l="{self.rank_label}">{row.rank}</td>' if self.is_ranked else ""
        url, name = conditional_escape(row.due.url), conditional_escape(row.name)
        movement = self.movement(row.movement) if self.against else ""
        head = f'<th scope="row"><a class="plain" href="{url}">{name}</a></th>'
        return f"<tr>{rank}{head}{self.rate(row)}{''.join(map(self.cell, row.cells))}{movement}</tr>"

    def rate(self, row) -> str:
        of = "/".join(_link(cell, "muted") for cell in (row.on_time, row.due))
        return f'<td class="r nw" data-l="{self.rate_label}"><b>{row.rate}</b> {of}</td>'

    def cell(self, cell) -> str:
        if cell.is_first:
            return f'<td class="r" data-l="{conditional_escape(cell.label)}">{_link(cell, f"plain {cell.css}")}</td>'
        return f'<td class="r ranks-aside">{_link(cell, "plain muted")}</td>'

    def movement(self, its) -> str:
        mark = icon(its.icon) if its.icon else ""
        seen = format_html('{} <span aria-hidden="true">{}</span>', mark, its.text)
        return f'<td class="r nw" data-l="{self.against}">{seen}{_hidden(its.words)}</td>'


def _hidden(words: str) -> str:
    return format_html('<span class="visually-hidden">{}</span>', words)


def _link(cell, css: str) -> str:
    return f'<a class="{css}" href="{conditional_escape(cell.url)}">{cell.text}</a>'
