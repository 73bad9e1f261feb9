"""A wrong setting is found before a user finds it."""

from datetime import date

from tasks_app import checks


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
