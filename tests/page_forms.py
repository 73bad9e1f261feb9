"""The forms of a page as a browser has them, so that programs can work on the pages as people do."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

NEVER_SENT = {"submit", "button", "reset", "image", "file"}  # but by the press of it, or with a file that was chosen


@dataclass
class Form:
    """``fields``: what is sent if nothing is touched but a button; a name may have several values."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, **changes: str) -> list[tuple[str, str]]:
        """Name and value, in order, with other values for some names."""
        values = self.fields | {name: [value] for name, value in changes.items()}
        return [(name, value) for name, its in values.items() for value in its]


def form_at(page: str, action: str) -> Form | None:
    """The page's form that is sent to this address, None where it has none. A form without an address has ""."""
    reader = _Reader()
    reader.feed(page)
    return next((form for form in reader.forms if form.action == action), None)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._text: tuple[str, list[str]] | None = None
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag, attrs):
        its = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(its.get("action", ""))
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "input":
            self._input(its, is_checked="checked" in its)
        elif tag == "textarea":
            self._text = its.get("name", ""), []
        elif tag == "select":
            self._select, self._options = its.get("name", ""), []
        elif tag == "option" and self._select is not None:
            self._options.append((its.get("value", ""), "selected" in its))

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._text:
            name, parts = self._text
            self._add(name, "".join(parts).removeprefix("\n"))
            self._text = None
        elif tag == "select" and self._select is not None:
            if self._options:
                chosen = [value for value, is_selected in self._options if is_selected]
                self._add(self._select, chosen[0] if chosen else self._options[0][0])
            self._select = None

    def handle_data(self, data):
        if self._text:
            self._text[1].append(data)

    def _input(self, its: dict[str, str], *, is_checked: bool) -> None:
        kind = its.get("type", "text")
        if kind in NEVER_SENT or (kind in ("radio", "checkbox") and not is_checked):
            return
        self._add(its.get("name", ""), its.get("value", "on" if kind == "checkbox" else ""))

    def _add(self, name: str, value: str) -> None:
        if name and self._form is not None:
            self._form.fields.setdefault(name, []).append(value)
