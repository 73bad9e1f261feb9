"""What comes from outside is what was looked at: the same bytes, the right driver, nothing unlocked."""

import hashlib
import re
from base64 import b64encode
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import is_psycopg3

ROOT = Path(settings.BASE_DIR)
BOOTSTRAP = {
    "css/bootstrap.min.css": "sRIl4kxILFvY47J16cr9ZwB07vP4J8+LH7qKQnuqkuIAvNWLzeN8tE5YBujZqJLB",
}


@pytest.mark.parametrize(("name", "sha384"), BOOTSTRAP.items())
def test_bootstrap_is_the_published_one(name, sha384):
    path = Path(find_spec("django_include_bootstrap").origin).parent / "static" / name
    assert b64encode(hashlib.sha384(path.read_bytes()).digest()).decode() == sha384


def test_the_driver_is_the_one_of_production():
    # Django takes psycopg 3 when it can import it, and a test tool may bring it along.
    assert not is_psycopg3


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_locked_with_a_hash(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[A-Za-z0-9])", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE), flags=re.MULTILINE)[1:]
    assert packages
    assert [package.split()[0] for package in packages if "==" not in package or "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_names_no_index(name):
    assert re.findall(r"--(?!hash)[a-z-]+|https?:|file:", (ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_the_lock_holds_what_is_asked_for(name):
    asked = re.findall(
        r"^([A-Za-z][A-Za-z0-9-]+)", (ROOT / f"{name}.in").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    locked = re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==", (ROOT / f"{name}.txt").read_text(encoding="utf-8"), re.M)
    assert sorted({package.lower() for package in asked} - set(locked)) == []


def test_both_locks_agree():
    run_time, development = (
        dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert {name: run_time[name] for name in run_time.keys() & development.keys()} == {
        name: development[name] for name in run_time.keys() & development.keys()
    }
