"""Numbers that stand alone as links on a board's page, and how many rows the lists have to which they lead."""

from __future__ import annotations

import re
from http import HTTPStatus

from django.urls import reverse

TASKS = reverse("task_list")
NUMBER = re.compile(r'<a\b[^>]*href="([^"]+)"[^>]*>\s*(?:Xem cả )?([\d.]+)\s*</a>')


def page_of(response) -> str:
    """What the page says, without the form that takes it out, which is another for each person and moment."""
    page = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return re.sub(r'<form class="take-out.*?</form>', "", page, flags=re.DOTALL)


def numbered_links(page: str) -> list[tuple[str, int]]:
    return [(url.replace("&amp;", "&"), int(number.replace(".", ""))) for url, number in NUMBER.findall(page)]


def listed(client, url: str) -> int:
    response = client.get(url)
    assert response.status_code == HTTPStatus.OK, url
    if url.startswith(TASKS):
        return response.context["count"]
    if "filters" in response.context:
        assert not response.context["filters"].form.errors, url
    return response.context["page_obj"].paginator.count
