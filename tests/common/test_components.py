"""What the tags of the interface make of a value."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

EVENING_IN_LONDON = datetime(2024, 10, 14, 18, 30, tzinfo=UTC)  # 01:30 on the 15th in Nghệ An


@pytest.mark.parametrize(
    ("value", "shown"), [(date(2024, 10, 14), "14/10/2024"), (EVENING_IN_LONDON, "15/10/2024"), (None, "–")]
)
def test_a_day_is_the_day_in_nghe_an(value, shown):
    page = Template("{% load components %}{% day value %}").render(Context({"value": value}))

    assert shown in page
