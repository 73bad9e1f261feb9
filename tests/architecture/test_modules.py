"""What import-linter cannot say: which row of the grid may know what of Django and Celery."""

import ast
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models

import tasks_app.models as hub

ROOT = Path(settings.BASE_DIR)
APP = ROOT / "tasks_app"
MODULES = sorted(path for path in APP.rglob("*.py") if "migrations" not in path.parts)
NAMES = [path.relative_to(APP).as_posix() for path in MODULES]

ROWS = {
    "urls",
    "views",
    "jobs",
    "admin",
    "books",
    "actions",
    "forms",
    "notices",
    "permissions",
    "queries",
    "models",
    "wording",
    "rules",
    "enums",
}
# What is no row of the grid, each with its reason to be.
OTHER_CELLS = {
    "common/actors.py",  # who acts, and for whom
    "common/addresses.py",  # where a person may be led on to
    "common/charts/drawing.py",  # where everything of a line chart stands
    "common/charts/labels.py",
    "common/charts/lines.py",
    "common/charts/mini.py",
    "common/charts/scales.py",
    "common/charts/tiles.py",
    "common/caching.py",  # Redis as a cache, and what stands in for it
    "common/clock.py",
    "common/dates.py",
    "common/encryption.py",  # secrets that are stored and read again
    "common/files.py",  # what an uploaded file is, by its content
    "common/incidents.py",  # errors are reported to a service outside
    "common/logs.py",  # what a line of the log is
    "common/metrics.py",  # what a process counts
    "common/replica.py",  # from which copy of the database boards are read
    "common/packages.py",  # how much a reader would make of an office file
    "common/shortcuts.py",  # the one table of keys: access keys, sheet and script
    "common/joins.py",  # what belongs to a row, in its own statement
    "common/paging.py",  # how the database cuts a long list
    "common/stamps.py",  # what is kept of the database's answers, and until when
    "common/sheets/cells.py",  # what goes into a spreadsheet, and how it is written
    "common/sheets/csv.py",
    "common/sheets/xlsx.py",
    "common/text.py",
    "common/tokens.py",  # keys of machines
    "common/uploads.py",  # a request that is too large is turned away while it comes in
    "feeds/rendering.py",  # events become a calendar
    "documents/letterheads/appendices.py",
    "documents/letterheads/conclusions.py",
    "documents/letterheads/reports.py",
    "documents/letterheads/heads.py",  # official paper in two styles, by python-docx
    "documents/letterheads/paper.py",
    "documents/letterheads/letters.py",
    "documents/letterheads/sheets.py",
    "documents/checking.py",  # whether a file of the office can be a template
    "documents/pdf.py",  # a Word document becomes a PDF
    "help/rendering.py",  # a text in Markdown becomes a page
    "documents/rendering.py",  # a Word template and its fields become a document
    "indicators/loading.py",  # indicators and targets from their file
    "mailing/rendering.py",  # a template becomes a mail
    "people/adapters.py",  # what allauth asks of us
    "people/middleware.py",
    "people/openid.py",  # what an OpenID provider is asked, and what of its answers is believed
    "site/middleware.py",  # the number of a request, and what every answer says in its head
    "plan/loading.py",  # the plan of a year from its file
    "site/context.py",  # the frame around every page
    "site/toolbox.py",  # what the page of tools lists
}
OUTSIDE_THE_GRID = {"management", "templatetags"}
EDGE = {"views", "jobs", "admin", "middleware", "adapters", "context", "management"}

# package: rows (file names without .py, or folders) that may import it
ONLY_IN = {
    "django.http": {"views", "books", "middleware", "templatetags"},
    "django.shortcuts": {"views"},
    "django.contrib.messages": {"views", "admin"},
    "django.forms": {"forms", "admin", "books"},  # a book says in words what a form was asked for
    "crispy_forms": {"forms"},
    "tasks_app.common.clock": EDGE,
    "django.dispatch": set(),
    # After migrations, which nobody calls, the triggers are put in place.
    "django.db.models.signals": {"apps"},
}
# package: the only files that may import it
ONLY_BY = {
    "django.core.mail": {"mailing/actions/letters.py", "mailing/actions/transport.py"},
    "smtplib": {"mailing/actions/letters.py", "mailing/actions/transport.py"},
    # Besides the jobs, the health page asks whether the broker is there, and the metrics tell the timetable.
    "celery": {
        *("jobs.py", "audit/jobs.py", "dashboard/jobs.py", "exports/jobs.py", "imports/jobs.py", "mailing/jobs.py"),
        "people/jobs.py",
        *("plan/jobs.py", "reminders/jobs.py", "reorganisations/jobs.py", "reporting/jobs.py"),
        *("site/jobs.py", "site/views/frame.py", "site/views/figures.py"),
    },
}
CLOCK_READERS = {"common/clock.py"}
CLOCK_READINGS = {
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "datetime.now",
    "datetime.utcnow",
    "date.today",
}
WRITES = {"save", "delete", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in zip(NAMES, MODULES, strict=True)}


def imported(tree: ast.Module) -> set[str]:
    """Every name that is imported, wherever in the file, with the module it comes from."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def imports_package(tree: ast.Module, package: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for name in imported(tree))


def rows_of(name: str) -> set[str]:
    return set(Path(name).with_suffix("").parts)


def calls(tree: ast.Module) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_every_file_is_a_cell_of_the_grid():
    """Who knows the row knows the file; a cell that became too long is a package of the same name."""
    cells = {name for name in NAMES if name.count("/") and Path(name).parts[0] not in OUTSIDE_THE_GRID}
    odd = {name for name in cells if not name.endswith("__init__.py") and not rows_of(name) & ROWS}

    assert odd == OTHER_CELLS


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_is_known_only_to_its_rows(package, trees):
    strangers = [
        name for name, tree in trees.items() if imports_package(tree, package) and not rows_of(name) & ONLY_IN[package]
    ]

    assert strangers == []


@pytest.mark.parametrize("package", ONLY_BY)
def test_a_package_is_known_only_to_its_file(package, trees):
    assert {name for name, tree in trees.items() if imports_package(tree, package)} <= ONLY_BY[package]


def test_only_the_clock_reads_the_time(trees):
    readers = {
        name: ast.unparse(call)
        for name, tree in trees.items()
        for call in calls(tree)
        if ".".join(ast.unparse(call.func).split(".")[-2:]) in CLOCK_READINGS
    }

    assert set(readers) <= CLOCK_READERS, readers


def test_no_text_for_people_hides_in_an_f_string(trees):
    """The extraction of messages does not look into f-strings, so such a text would stay English."""
    hidden = [
        f"{name}: {ast.unparse(call)}"
        for name, tree in trees.items()
        for string in ast.walk(tree)
        if isinstance(string, ast.JoinedStr)
        for call in calls(string)
        if ast.unparse(call.func) in {"_", "gettext", "ngettext", "gettext_lazy"}
    ]

    assert hidden == []


def test_nothing_is_scheduled_by_a_time_or_a_countdown(trees):
    """Redis hands out a job again whose time lies beyond its visibility timeout: mails would go out twice."""
    scheduled = [
        f"{name}: {ast.unparse(call)}"
        for name, tree in trees.items()
        for call in calls(tree)
        if {keyword.arg for keyword in call.keywords} & {"eta", "countdown"}
    ]

    assert scheduled == []


def test_views_write_nothing_themselves(trees):
    writing = [
        f"{name}: {ast.unparse(call)}"
        for name, tree in trees.items()
        if "views" in rows_of(name)
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES
    ]

    assert writing == []


def test_no_module_is_a_drawer_for_everything():
    assert not {Path(name).stem for name in NAMES} & {"utils", "helpers", "misc", "tools", "constants", "signals"}


@pytest.mark.parametrize(
    "column", sorted({Path(name).parts[0] for name in NAMES if "models" in rows_of(name)} - {"models.py"})
)
def test_every_model_is_in_the_hub(column):
    module = import_module(f"tasks_app.{column}.models")
    here = {
        name
        for name, thing in vars(module).items()
        if isinstance(thing, type)
        and issubclass(thing, models.Model)
        and thing.__module__.startswith(module.__name__)
        and not thing._meta.abstract
    }

    assert here
    assert here <= set(hub.__all__)


@pytest.mark.parametrize(
    "column", sorted(path.parent.name for path in APP.glob("*/jobs.py") if path.parent.name != "common")
)
def test_every_job_is_in_the_hub_and_has_the_name_of_its_column(column):
    from celery import current_app

    import_module("tasks_app.jobs")
    here = {name for name, job in current_app.tasks.items() if job.__module__ == f"tasks_app.{column}.jobs"}

    assert here
    assert {name.partition(".")[0] for name in here} == {column}


def test_the_timetable_names_only_jobs_that_exist():
    from reform.celery import TIMETABLE, app

    import_module("tasks_app.jobs")

    assert set(TIMETABLE) <= set(app.tasks)


def test_assignments_are_saved_in_one_place():
    """Only there does a change begin the next phase, on which the figures of past days stand; new ones begin theirs."""
    saved = [
        (path.relative_to(APP).as_posix(), [keyword.arg for keyword in node.keywords])
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "assignment.save"
    ]

    assert saved == [
        ("plan/actions/assignments.py", ["force_insert"]),
        ("plan/actions/phases.py", ["update_fields"]),
        ("plan/actions/phases.py", ["update_fields"]),  # of drafts, of which no phase tells
    ]
