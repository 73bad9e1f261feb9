"""Two people at one report at the same moment, on a real PostgreSQL."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.documents.actions import edit_report, issue_report, make_report
from tasks_app.documents.models import OfficialReport
from tests.at_once import at_once
from tests.factories import AssignmentFactory, secretary

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

DAY = date(2024, 10, 15)
NOW = at_time(DAY, 10)


def kinds(results) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def new_report() -> OfficialReport:
    return make_report(AssignmentFactory().task.key_task.plan, DAY, by=Actor(secretary()), at=NOW)


def test_of_two_who_save_at_once_one_is_shown_the_others_words():
    report = new_report()

    one, other = Actor(secretary()), Actor(secretary())

    def save(text: str, by: Actor):
        typed = report.texts | {"opening": text}
        return edit_report(report, typed, title=report.title, version=1, by=by, at=NOW)

    results = at_once(lambda: save("Một", one), lambda: save("Hai", other))

    assert kinds(results) == ["OfficialReport", "ReportChanged"]
    [saved] = (one for one in results if isinstance(one, OfficialReport))
    report.refresh_from_db()
    assert (report.opening, report.version) == (saved.opening, 2)


def test_a_report_is_issued_once_or_saved_but_never_changed_after():
    report = new_report()

    one, other = Actor(secretary()), Actor(secretary())

    def issue(number: str, by: Actor):
        return issue_report(report, number=number, issued_on=DAY, version=1, by=by, at=NOW)

    assert kinds(at_once(lambda: issue("1-BC", one), lambda: issue("2-BC", other))) == [
        "OfficialReport",
        "ReportIsIssued",
    ]
    report.refresh_from_db()
    assert report.number in ("1-BC", "2-BC")
