"""What a page offers to whoever looks at it: its forms with their fields, and the parameters of its links."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from lxml import html

TYPED_NOWHERE = {"submit", "button", "reset", "image"}


@dataclass
class Field:
    """``values``: what it holds as it is shown; ``choices``: all that can be chosen, empty where anything is typed."""

    name: str
    kind: str
    values: list[str]
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    method: str
    path: str
    query: str
    fields: list[Field]
    buttons: list[tuple[str, str]]

    @property
    def values(self) -> dict[str, list[str]]:
        """What a browser sends where nothing is changed."""
        return {one.name: list(one.values) for one in self.fields if one.values}


def read(content: bytes) -> html.HtmlElement:
    return html.fromstring(content, parser=html.HTMLParser(encoding="utf-8"))


def forms_of(content: bytes, path: str) -> list[Form]:
    """The forms of a page, with the fields that name one by ``form="…"`` too."""
    page = read(content)
    return [_form(page, one, path) for one in page.iter("form")]


def parameters_of(content: bytes, path: str) -> set[str]:
    """The names that the page's address is asked with: those of its forms by GET, and of its links to itself."""
    names = {one.name for form in forms_of(content, path) if form.method == "GET" for one in form.fields}
    for link in read(content).iter("a"):
        parts = urlsplit(link.get("href", ""))
        if parts.path in ("", path):
            names |= {name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
    return names


def _form(page: html.HtmlElement, form: html.HtmlElement, path: str) -> Form:
    parts = urlsplit(form.get("action") or path)
    inside = list(form.iter("input", "select", "textarea", "button"))
    if form.get("id"):
        beside = page.xpath("//*[@form=$its]", its=form.get("id"))
        inside += [one for one in beside if one not in inside]
    its = Form((form.get("method") or "get").upper(), parts.path or path, parts.query, [], [])
    for one in inside:
        _take(its, one)
    return its


def _take(form: Form, one: html.HtmlElement) -> None:
    name, kind = one.get("name"), one.get("type", "text") if one.tag == "input" else one.tag
    if not name or one.get("disabled") is not None:
        return
    if one.tag == "button" or kind in TYPED_NOWHERE:
        form.buttons.append((name, one.get("value", "")))
        return
    known = next((other for other in form.fields if other.name == name), None)
    if known is None:
        known = Field(name, kind, [])
        form.fields.append(known)
    if one.tag == "select":
        options = list(one.iter("option"))
        known.choices += [option.get("value", option.text or "") for option in options]
        chosen = [option for option in options if option.get("selected") is not None] or (
            options[:1] if one.get("multiple") is None else []
        )
        known.values += [option.get("value", option.text or "") for option in chosen]
    elif kind in ("checkbox", "radio"):
        known.choices.append(one.get("value", "on"))
        if one.get("checked") is not None:
            known.values.append(one.get("value", "on"))
    elif one.tag == "textarea":
        known.values.append(one.text or "")
    elif kind != "file":
        known.values.append(one.get("value", ""))
