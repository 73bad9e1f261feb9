"""The indicators and targets of 2024, and the readings that the demonstration invents."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time, local_day
from tasks_app.indicators.actions import set_target
from tasks_app.indicators.models import IndicatorDefinition, IndicatorReading, IndicatorTarget
from tasks_app.indicators.queries import indicator_lines
from tasks_app.plan.models import Plan
from tests.factories import READ_AT, secretary

pytestmark = pytest.mark.django_db

# domain.md §2: what the plan of 2024 asks for
TARGETS = {
    "on_time": (Decimal(95), False),
    "satisfaction": (Decimal(90), False),
    "satisfaction_land": (Decimal(85), True),
    "sipas": (Decimal(86), True),
    "satisfaction_services": (Decimal(85), True),
}


@pytest.fixture
def ready():
    for command in ("load_organisations", "load_plan"):
        call_command(command)


def targets() -> dict:
    return {row.definition.code: (row.value, row.is_strict) for row in IndicatorTarget.objects.newest()}


def test_the_targets_are_those_of_the_plan_and_no_others(ready, capsys):
    call_command("load_indicators")

    assert targets() == TARGETS
    assert IndicatorTarget.objects.filter(source_document__key="kh-cchc-2024").count() == len(TARGETS)
    assert str(IndicatorDefinition.objects.count()) in capsys.readouterr().out


def test_each_has_its_reporters_and_links(ready):
    call_command("load_indicators")

    for indicator in IndicatorDefinition.objects.all():
        assert indicator.groups.exists() == indicator.by_organisation, indicator.code
        assert indicator.key_tasks.exists(), indicator.code
    digitised = IndicatorDefinition.objects.get(code="digitised_records")
    assert [one.number for one in digitised.shortcomings.all()] == [5]


def test_repeating_it_changes_nothing_that_was_edited(ready, capsys):
    call_command("load_indicators")
    IndicatorDefinition.objects.filter(code="on_time").update(name_vi="Tên khác")
    on_time = IndicatorDefinition.objects.get(code="on_time")
    set_target(on_time, Plan.objects.get(), None, by=Actor(secretary()), at=READ_AT)
    before = list(IndicatorTarget.objects.values_list())

    call_command("load_indicators")

    assert IndicatorDefinition.objects.get(code="on_time").name_vi == "Tên khác"
    assert list(IndicatorTarget.objects.values_list()) == before
    assert "0" in capsys.readouterr().out.splitlines()[-1]


def test_without_the_plan_it_is_refused():
    with pytest.raises(CommandError, match="2024"):
        call_command("load_indicators")
    assert not IndicatorDefinition.objects.exists()


# --- The demonstration ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("demonstration")
def test_the_readings_are_labelled_and_none_is_of_the_future():
    readings = IndicatorReading.objects.all()

    assert set(readings.values_list("source", flat=True)) == {"Số liệu trình diễn"}
    assert max(readings.values_list("at", flat=True)) < at_time(date(2024, 10, 15), 8)
    assert all(reading.period_to < local_day(reading.at) for reading in readings)


@pytest.mark.usefixtures("demonstration")
def test_the_board_has_what_a_board_should_show():
    """Values before and behind their targets, some organisations that did not report, and one corrected reading."""
    lines = {line.definition.code: line for line in indicator_lines(today=date(2024, 10, 15))}

    assert all(line.its for code, line in lines.items() if code not in ("sipas", "satisfaction_services"))
    by_organisation = [line for line in lines.values() if line.expected]
    assert all(0 < line.reported < line.expected for line in by_organisation)
    assert all(40 <= line.its.value <= 100 for line in by_organisation)
    assert IndicatorReading.objects.filter(supersedes__isnull=False).count() == 1
