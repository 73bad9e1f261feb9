"""Beside which database a test runs: docs/decisions.md, 357."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import runs_beside
from tests.services import PAGES_BESIDE_POSTGRESQL

RULE, ACTION, PAGE = Path("tests/plan/test_rules.py"), Path("tests/plan/test_actions.py"), Path("tests/plan/views/x.py")
BOTH, SQLITE, POSTGRESQL = {"sqlite", "postgresql"}, {"sqlite"}, {"postgresql"}


def made(path: Path, *, marks=(), fixtures=()) -> SimpleNamespace:
    return SimpleNamespace(path=path, fixturenames=fixtures, get_closest_marker=lambda name: name in marks)


@pytest.mark.parametrize(
    ("item", "alone", "with_both"),
    [
        (made(RULE), SQLITE, SQLITE),
        (made(PAGE), SQLITE, SQLITE),
        (made(ACTION, marks={"django_db"}), BOTH, BOTH),
        (made(ACTION, fixtures=["db"]), BOTH, BOTH),
        (made(ACTION, marks={"django_db", "one_database"}), SQLITE, SQLITE),
        (made(PAGE, marks={"django_db"}), BOTH, POSTGRESQL),
        (made(PAGE, fixtures=["db"]), BOTH, POSTGRESQL),
        (made(PAGE, marks={"django_db", "one_database"}), SQLITE, SQLITE),
        (made(Path("views") / ACTION, marks={"django_db"}), BOTH, BOTH),
    ],
    ids=[
        *("rule", "words of a page", "action", "action by fixture", "once"),
        *("page", "page by fixture", "page once", "a checkout called views"),
    ],
)
def test_it_runs_somewhere_and_nowhere_in_vain(item, alone, with_both, monkeypatch):
    monkeypatch.delenv(PAGES_BESIDE_POSTGRESQL, raising=False)
    assert {vendor for vendor in BOTH if runs_beside(vendor, item)} == alone

    monkeypatch.setenv(PAGES_BESIDE_POSTGRESQL, "1")
    assert {vendor for vendor in BOTH if runs_beside(vendor, item)} == with_both
