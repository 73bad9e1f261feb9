"""Organisations by key tasks. Its rows are written here and not by a template: there are thousands of cells, and a
template takes ten times as long for each of them."""

from html import escape
from weakref import WeakKeyDictionary

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tasks_app.plan.enums import Status
from tasks_app.plan.wording import CSS, ICON
from tasks_app.templatetags.components import icon

register = template.Library()

NOTHING = '<td class="no">–</td>'


@register.inclusion_tag("components/matrix.html")
def matrix(table, label_id: str):
    """Organisations by key tasks. ``table``: see tasks_app.dashboard.views.matrix; ``label_id``: of its heading."""
    if table not in _written:
        _written[table] = _Written(table)
    return {"key_tasks": table.key_tasks, "label_id": label_id, "bodies": _written[table].bodies()}


class _Written:
    """The rows of a table, and the icons that the page has to draw for them."""

    def __init__(self, table):
        write = _Cells()
        self._bodies = mark_safe("".join(write.body(group) for group in table.groups))
        self._icons = tuple(ICON[status] for status in write.marks)

    def bodies(self) -> SafeString:
        for name in self._icons:
            icon(name)
        return self._bodies


# As long as somebody keeps the table; views keep it until something is written.
_written: WeakKeyDictionary = WeakKeyDictionary()


@register.inclusion_tag("components/matrix_sheet.html")
def matrix_sheet(table):
    """The same on paper: units beside localities, with the numbers of the key tasks for their names."""
    write = _Cells()
    groups = [(group.name, mark_safe(write.body(group))) for group in table.groups]
    return {"key_tasks": table.key_tasks, "groups": groups}


class _Cells:
    """Writes rows. What is the same in all cells of a status is made once."""

    def __init__(self):
        overdue, completed = _("overdue"), _("completed")
        self.overdue_words = format_html('<span class="visually-hidden"> {}, {} </span>', overdue, completed)
        self.key_unit = format_html(' <span class="hm-note">{}</span>', _("key unit"))
        self.drawn: dict[tuple, tuple[str, str]] = {}
        self.marks = {status: icon(ICON[status]) + _words(status) for status in Status if CSS[status]}

    def body(self, group) -> str:
        rows = "".join(map(self.row, group.rows))
        return f"<tbody>{self.total(group)}{rows}</tbody>"

    def total(self, group) -> str:
        row = group.total
        name = f'{_text(row.name, row.url)} <span class="pill">{group.number}</span>'
        cells = "".join(self.cell_of_total(cell) if cell else NOTHING for cell in row.cells)
        return f'<tr class="grp"><th scope="rowgroup">{name}</th>{cells}{self.sum(row.sum)}</tr>'

    def row(self, row) -> str:
        name = _text(row.name, row.url) + (self.key_unit if row.is_key_unit else "")
        cells = "".join(self.cell(cell) if cell else NOTHING for cell in row.cells)
        return f'<tr><th scope="row">{name}</th>{cells}{self.sum(row.sum)}</tr>'

    def cell(self, cell) -> str:
        its = cell.worst, cell.overdue, cell.completed
        if its not in self.drawn:
            inside = f"{self.marks[cell.worst]}{self.overdue(cell)}<span>{cell.completed}</span>"
            self.drawn[its] = f'<td class="c {CSS[cell.worst]}"><a href="', f'">{inside}</a></td>'
        before, after = self.drawn[its]
        return f"{before}{escape(cell.url)}{after}"

    def cell_of_total(self, cell) -> str:
        inside = mark_safe(f"{self.overdue(cell)}<span>{cell.completed}</span>")
        return f'<td class="t">{_text(inside, cell.url)}</td>'

    def overdue(self, cell) -> str:
        return f"<b>{cell.overdue}</b>{self.overdue_words}" if cell.overdue else ""

    def sum(self, its) -> str:
        overdue = _text(its.overdue, its.overdue_url, "muted" if its.overdue == "0" else "red fw-semibold")
        share = f'<b>{its.share}</b> <span class="muted">{its.completed}</span>'
        return f'<td class="r nw">{share}</td><td class="r">{overdue}</td>'


def _words(status: Status) -> str:
    """What the colour and the symbol say; of overdue work its number says it."""
    if status == Status.OVERDUE:
        return ""
    return format_html('<span class="visually-hidden">{}, {} </span>', status.label, _("completed"))


def _text(text: str, url: str, css: str = "") -> str:
    """A text, as a link where there is an address."""
    css = f"plain {css}".strip()
    if not url:
        return f'<span class="{css}">{conditional_escape(text)}</span>'
    return f'<a class="{css}" href="{conditional_escape(url)}">{conditional_escape(text)}</a>'
