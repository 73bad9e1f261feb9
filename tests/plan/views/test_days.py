"""Addresses that keep the day."""

from datetime import date

import pytest

from tasks_app.plan.views import Links


@pytest.mark.parametrize("links", [Links(), Links(date(2024, 6, 30))])
def test_a_pattern_is_filled_to_the_address_itself(links):
    pattern = links.pattern("assignment_list", "organisation", "status")

    assert pattern.format(organisation=7, status="overdue") == links.assignments(organisation=7, status="overdue")
