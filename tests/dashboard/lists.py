"""Numbers on a page that are links, and how many things the lists behind them hold."""

from __future__ import annotations

import re
from html import unescape
from http import HTTPStatus

from django.urls import reverse

ASSIGNMENTS, TASKS = reverse("assignment_list"), reverse("task_list")
LINK = re.compile(r'<a\b[^>]*href="([^"]+)"[^>]*>(.*?)</a>(\s*<b class="num">[\d.]+</b>)?', re.DOTALL)


def page_of(response) -> str:
    return re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]


def numbered_links(page: str) -> dict[str, int]:
    """Address -> number, of the links to lists: "12", a big figure, an entry of a legend, "See all 12".

    A rate stands for its numerator, which is written under it.
    """
    links = {unescape(url): _number(inside, beside) for url, inside, beside in LINK.findall(page)}
    return {url: number for url, number in links.items() if number is not None and url.startswith((ASSIGNMENTS, TASKS))}


def _number(inside: str, beside: str) -> int | None:
    text = re.sub(r"<[^>]+>", " ", beside or inside)
    if "<b" in inside:
        big, small = re.search(r"<b[^>]*>(.*?)</b>\s*(?:<small>(.*?)</small>)?", inside, re.DOTALL).groups()
        text = small if "%" in big or "–" in big else big
    found = re.search(r"^\s*(?:\D+ )?(\d+)(?!\S*[/.])", text)
    return int(found[1]) if found else None


def listed(client, url: str) -> int:
    response = client.get(url)
    assert response.status_code == HTTPStatus.OK, url
    if url.startswith(TASKS):
        return response.context["count"]
    assert not response.context["filters"].form.errors, url
    return response.context["page_obj"].paginator.count
