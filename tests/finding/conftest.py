from collections.abc import Callable

import pytest

from tasks_app.finding.queries import Search
from tasks_app.people.models import Person
from tasks_app.people.queries import standing
from tasks_app.plan.queries import current_plan, yardstick


@pytest.fixture
def search(db, today) -> Callable[..., Search]:
    """A search of a person: ``search("do luong", person)``."""

    def of(text: str, person: Person) -> Search:
        plan = current_plan(on=today)
        by = yardstick(plan, today=today) if plan else None
        return Search(text, standing(person, on=today), plan, by, on=today)

    return of
