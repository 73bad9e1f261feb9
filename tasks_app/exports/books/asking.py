"""A page is asked for what it shows, by its address and in a person's name, and answers with a book.

Its own ``dispatch`` runs: who may not open the page gets no file of it either, and what it is narrowed to is understood
by the same code. Only what it answers with is another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.views import View

from tasks_app.common.sheets import Book
from tasks_app.common.stamps import one_state
from tasks_app.dashboard.views.frame import BoardPage
from tasks_app.exports.rules import Text
from tasks_app.people.queries import Capacity, standing_in


@dataclass(frozen=True)
class PageBook:
    """A page that can be taken out. ``build`` makes the book or the text of it (a view set up with its request)."""

    page: type[View]
    build: Callable[[Any], Book | Text]


@dataclass(frozen=True)
class AskedBook:
    """``what``: the page's URL name; ``thing``: the primary key of what it is about, None where it is about none."""

    what: str
    thing: int | None
    query: str
    book: Book | Text


def asked_book(
    address: str,
    books: Mapping[str, PageBook],
    *,
    capacity: Capacity,
    on: date,
    read: Callable[[Callable[[], Book | Text]], Book | Text] = lambda build: build(),
) -> AskedBook:
    """The book of the page at an address, as a person in his capacity would see it on a day.

    ``read`` is given what makes the book of a board, once it is known that the person may see it, and calls it.

    Raises Http404 where there is no such page or book, or the person may not open it.
    """
    path, _mark, query = address.partition("?")
    try:
        match = resolve(path)
    except Resolver404:
        raise Http404 from None
    if match.url_name not in books:
        raise Http404
    request = _request(path, query, capacity=capacity, on=on)
    request.resolver_match = match
    with one_state():
        answer = _asked(books[match.url_name], read).as_view()(request, *match.args, **match.kwargs)
    if not isinstance(answer, Book | Text):  # the page led elsewhere: to the sign-in
        raise Http404
    return AskedBook(match.url_name, match.kwargs.get("pk"), query, answer)


def _asked(entry: PageBook, read: Callable) -> type[View]:
    class Asked(entry.page):
        def get(self, request, *args, **kwargs):
            if issubclass(entry.page, BoardPage):
                return read(lambda: entry.build(self))
            return entry.build(self)

    return Asked


def _request(path: str, query: str, *, capacity: Capacity, on: date) -> HttpRequest:
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.GET = QueryDict(query)
    request.META["QUERY_STRING"] = query
    request.user, request.capacity, request.actor = capacity.person, capacity, capacity.actor
    request.standing = SimpleLazyObject(lambda: standing_in(capacity, on=on))
    request.session = {}
    request.LANGUAGE_CODE = get_language()
    return request
