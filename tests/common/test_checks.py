"""A wrong setting is found before a user finds it."""

from datetime import date

import pytest
from django.db import connection

from tasks_app import checks
from tasks_app.common.dates import at_time
from tasks_app.mailing.models import MailPermit


def found(settings, check, **values) -> list[str]:
    for name, value in values.items():
        setattr(settings, name, value)
    return [message.id for message in check(None)]


def test_production_refuses_a_demonstration_day(settings):
    check = checks.no_demonstration_clock_in_production

    assert found(settings, check, PRODUCTION=True, DEMO_DAY=date(2024, 10, 15)) == ["tasks_app.E001"]
    assert found(settings, check, PRODUCTION=True, DEMO_DAY=None) == []
    assert found(settings, check, PRODUCTION=False, DEMO_DAY=date(2024, 10, 15)) == []


def test_production_wants_links_that_lead_somewhere(settings):
    check = checks.mail_links_lead_somewhere

    assert found(settings, check, PRODUCTION=True, SITE_URL="http://127.0.0.1:8000") == ["tasks_app.W001"]
    assert found(settings, check, PRODUCTION=True, SITE_URL="https://cchc.example.vn") == []
    assert found(settings, check, PRODUCTION=False, SITE_URL="http://127.0.0.1:8000") == []


@pytest.mark.parametrize(
    ("enabled", "marker", "ids"), [(True, "reform", ["tasks_app.W002"]), (True, "8f2c1b7a90d3", []), (False, "", [])]
)
def test_the_mail_marker_is_no_word_that_another_installation_may_have(settings, enabled, marker, ids):
    check = checks.the_mail_marker_is_no_word_of_all_days

    assert found(settings, check, MAIL_ENABLED=enabled, MAIL_MARKER=marker) == ids


@pytest.mark.parametrize(
    ("production", "roles", "ids"),
    [
        (True, [], ["tasks_app.W004"]),
        (True, ["secretariat"], ["tasks_app.W004"]),
        (True, ["administrator"], []),
        (False, [], []),
    ],
)
def test_production_wants_a_second_factor_of_administrators(settings, production, roles, ids):
    check = checks.administrators_have_a_second_factor

    assert found(settings, check, PRODUCTION=production, SECOND_FACTOR_OBLIGATORY_FOR=roles) == ids


@pytest.mark.parametrize("path", ["people", "accounts", "api", "static", "healthz"])
def test_the_administration_takes_no_word_by_which_pages_begin(settings, path):
    check = checks.the_administration_stands_in_no_pages_way

    assert found(settings, check, ADMIN_PATH=path) == ["tasks_app.E002"]
    assert found(settings, check, ADMIN_PATH="quan-tri") == []


def asked(databases) -> list[str]:
    return [message.msg for message in checks.mail_that_is_enabled_may_leave(None, databases=databases)]


@pytest.mark.django_db
def test_mail_that_is_enabled_and_may_not_leave_is_found_where_the_database_is_asked(settings):
    settings.MAIL_ENABLED, settings.MAIL_MARKER = True, "8f2c1b7a90d3"

    assert asked(None) == []
    assert asked(["default"]) == ["Đã bật MAIL_ENABLED nhưng không thư nào được gửi (nobody_allowed)."]
    MailPermit.objects.create(pk=1, marker="8f2c1b7a90d3", at=at_time(date(2024, 10, 15), 8))
    assert asked(["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_before_the_first_migration_it_is_not_asked(settings):
    settings.MAIL_ENABLED, settings.MAIL_MARKER = True, "8f2c1b7a90d3"
    with connection.schema_editor() as editor:
        editor.delete_model(MailPermit)
    try:
        assert asked(["default"]) == []
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(MailPermit)
