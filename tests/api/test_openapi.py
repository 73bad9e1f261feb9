"""The description of the interface for programs, and that the interface keeps to it: exercised by schemathesis."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from tests.factories import AssignmentFactory, PeriodFactory, ReportFactory, api_key, set_options

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(db) -> str:
    return api_key()[1]


RESOURCES = (
    "plan",
    "tasks",
    "periods",
    "organisations",
    "assignments",
    "assignments/{assignment}",
    "assignments/{assignment}/reports",
    "figures",
    "ranking",
    "indicators",
)
BOUNDED = settings(
    max_examples=30,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def _one_connection():
    """The end of a request would end the connection, and with it the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
@pytest.mark.parametrize("resource", RESOURCES)
def test_it_answers_as_it_is_described(resource, mode, key, province):
    """With right and with wrong parameters: the status, the type and the shape of what comes back are in the
    description, nothing wrong is taken for right, and nothing breaks."""
    set_options(api_reads_a_minute=10_000)
    PeriodFactory(plan=province.plan)
    ReportFactory(assignment=AssignmentFactory(task=province.tasks[0]))
    schema = schemathesis.openapi.from_wsgi(reverse("api_openapi"), get_wsgi_application())
    del schema.raw_schema["paths"][f"/api/v1/{resource}"]["get"]["security"]  # the key is always there

    @BOUNDED
    @given(schema[f"/api/v1/{resource}"]["GET"].as_strategy(generation_mode=mode))
    def answers(case):
        # The program that tries it does not unpack what comes compressed.
        case.call_and_validate(headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"})

    answers()


def test_programs_find_the_description_without_a_key():
    response = Client().get(reverse("api_openapi"))

    its = response.json()
    assert its["openapi"].startswith("3.1")
    assert set(its["paths"]) == {f"/api/v1/{one}" for one in RESOURCES}
    assert its["components"]["securitySchemes"]["Bearer"]["scheme"] == "bearer"
    for path in its["paths"].values():
        assert set(path) == {"get"}
        assert path["get"]["description"]
        assert {"200", "401", "403", "404", "422", "429"} <= set(path["get"]["responses"])
