"""What is to be pressed on a phone is large enough."""

import pytest
from django.urls import reverse

from tests.browser.conftest import WIDTHS
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)

LEAST = 24  # pixels, WCAG 2.5.8


def test_on_a_phone_the_numbers_of_a_table_can_be_hit(world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=min(WIDTHS))
    here.open(reverse("overview"))

    boxes = [link.bounding_box() for link in here.page.locator("section[aria-labelledby=h-key-tasks] td a").all()]

    assert boxes
    assert all(box["height"] >= LEAST and box["width"] >= LEAST for box in boxes)
    assert here.sideways <= 0
