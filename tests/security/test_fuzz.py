"""Addresses and forms with what nobody types: never a fault, never a change of what is somebody else's.

The same few examples in each run of the suite; `make fuzz` tries many more, other ones each time.
"""

from __future__ import annotations

import os
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.architecture.test_urls import browser_of, path_of
from tests.conftest import client_with
from tests.security.pages import Field, Form, forms_of, parameters_of
from tests.security.values import anything, nasty
from tests.uploads import DOCX, PAGE, PDF, XLSX, chosen, read_out
from tests.urls_and_roles import ADDRESSES, Address

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
ALWAYS_ASKED = ("page", "day", "next", "format", "unknown")


def tries(number: int):
    """So many examples beside SQLite; beside PostgreSQL, which knows NUL and large numbers otherwise, a third."""
    usual = number if connection.vendor == "sqlite" else max(number // 3, 2)
    its = settings.get_profile("suite")
    return settings(
        its,
        max_examples=EXAMPLES or usual,
        derandomize=not EXAMPLES,
        phases=[Phase.explicit, Phase.generate, Phase.shrink] if EXAMPLES else [Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(autouse=True)
def _as_often_as_it_takes(settings):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, (0, 1))


@pytest.fixture
def client_of(standing_sessions, db):
    return client_with(standing_sessions)


def opened_by(address: Address) -> list[str]:
    """Who is shown the page, at most two that differ most: who may most and who may least."""
    those = [person for person, status in address.answers.items() if status == 200]
    order = ("anonymous", "nobody", "officer", "member", "other_member", "leader", "inspector", "administrator")
    few = [person for person in order if person in those][:1]
    return [*dict.fromkeys([person for person in ("secretary", *reversed(order)) if person in those][:1] + few)]


def pages() -> list[tuple[Address, str]]:
    shown = {}
    for address in ADDRESSES:
        if address.method == "GET" and (persons := opened_by(address)):
            shown.setdefault((address.name, address.args and address.args[0]), (address, persons[0]))
    return list(shown.values())


def is_well(response) -> bool:
    read_out(response)
    return response.status_code < 500


@pytest.mark.parametrize(("address", "person"), pages(), ids=str)
def test_no_parameter_breaks_a_page(address, person, world, client_of):
    browser, path = browser_of(person, world, client_of), path_of(address, world)
    first = browser.get(path)
    read_out(first)
    is_page = not first.streaming and first.headers.get("Content-Type", "").startswith("text/html")
    names = sorted((parameters_of(first.content, path) if is_page else set()) | set(ALWAYS_ASKED))
    pairs = st.lists(st.tuples(st.sampled_from(names), anything), min_size=1, max_size=6)
    every = nasty.map(lambda value: [(name, value) for name in names])

    @tries(8)
    @given(every | pairs)
    def holds(query):
        assert is_well(browser.get(f"{path}?{urlencode(query, errors='surrogatepass')}"))

    holds()


# --- Forms ------------------------------------------------------------------------------------------------------------

# They stand around every page, and are tried once, on a page of their own.
OF_THE_FRAME = ("set_language", "account_logout", "act_for_oneself")
FILES = (("tep.pdf", PDF), ("bang.xlsx", XLSX), ("van-ban.docx", DOCX), ("trang.html", PAGE), ("../../x.pdf", PDF))
# Nobody but who may decide on everything ever changes these.
OTHERS = (
    *("draft", "completed", "waiting_report", "official_report", "period", "plan", "merger", "meeting", "inspection"),
    *("api_key", "other_key", "leader", "secretary", "administrator", "unit", "other_unit", "message", "hold"),
    *("delegation", "calendar_day", "indicator", "target", "draft_plan", "draft_work", "group", "plan_file"),
)
OF_THE_MEMBER = ("saved_view", "file", "workbook", "feed", "own", "overdue", "request", "member")
OF_ANOTHER = ("other_view", "other_file", "other_workbook", "other_feed", "other", "overseen", "other_member")
NOT_HIS = {
    "member": (*OTHERS, *OF_ANOTHER),
    "other_member": (*OTHERS, *OF_THE_MEMBER),
    "officer": (*OTHERS, *(one for one in OF_THE_MEMBER if one not in ("own", "overdue", "request")), *OF_ANOTHER),
    "nobody": (*OTHERS, *OF_THE_MEMBER, *OF_ANOTHER),
}


def form_pages() -> list[tuple[Address, str]]:
    """Each page with a form, as those who differ most of those who may open it."""
    shown = {}
    for address in ADDRESSES:
        if address.method == "GET" and "POST" in address.methods:
            for person in opened_by(address):
                shown.setdefault((address.name, person, address.args and address.args[0]), (address, person))
    return list(shown.values())


def state_of(world, names) -> dict:
    rows = {name: getattr(world, name) for name in names}
    return {name: type(one)._base_manager.filter(pk=one.pk).values().first() for name, one in rows.items()}


def keys_of(world) -> list[str]:
    return [str(one.pk) for one in vars(world).values() if hasattr(one, "pk")]


def filled(form: Form, keys: list[str]) -> st.SearchStrategy:
    """What might be sent instead of the form: each field as it is shown, left out, doubled, or with something else."""

    def values(field: Field) -> st.SearchStrategy:
        shown, offered = st.just(field.values), st.sampled_from(field.choices or field.values or [""])
        other = st.one_of(anything, st.sampled_from(keys), offered)
        if field.kind == "file":
            return st.lists(st.sampled_from(FILES), max_size=2)
        return st.one_of(shown, shown, offered.map(lambda one: [one]), st.lists(other, max_size=2))

    fields = {field.name: values(field) for field in form.fields if field.name != "csrfmiddlewaretoken"}
    buttons = st.sampled_from(form.buttons or [("", "")])
    return st.fixed_dictionaries(fields).flatmap(
        lambda typed: buttons.map(lambda button: typed | ({button[0]: [button[1]]} if button[0] else {}))
    )


def sent(browser: Client, form: Form, typed: dict) -> object:
    def as_bytes(value):
        return chosen(*value) if isinstance(value, tuple) else value.encode("utf-8", "surrogatepass")

    data = {name: [as_bytes(value) for value in values] for name, values in typed.items()}
    path = f"{form.path}?{form.query}" if form.query else form.path
    cookies = dict(browser.cookies)
    try:
        with transaction.atomic():
            response = browser.post(path, data)
            read_out(response)
            transaction.set_rollback(True)
    finally:
        browser.cookies.clear()
        browser.cookies.update(cookies)
    return response


@pytest.mark.parametrize(("address", "person"), form_pages(), ids=str)
def test_no_field_breaks_a_form(address, person, world, client_of):
    """And a key of what is somebody else's, in whatever field, changes nothing of it."""
    browser, path = browser_of(person, world, client_of), path_of(address, world)
    around = {reverse(name) for name in OF_THE_FRAME}
    found = forms_of(browser.get(path).content, path)
    forms = [form for form in found if form.method == "POST" and form.path not in around and "act-for" not in form.path]
    if not forms:
        return  # a page that waits for ticks, or says that nothing can be done now
    not_his = NOT_HIS.get(person, ())
    before, keys = state_of(world, not_his), keys_of(world)

    @tries(6)
    @given(st.sampled_from(forms).flatmap(lambda form: st.tuples(st.just(form), filled(form, keys))))
    def holds(case):
        form, typed = case
        with transaction.atomic():
            response = sent(browser, form, typed)
            assert response.status_code < 500
            assert state_of(world, not_his) == before

    holds()
