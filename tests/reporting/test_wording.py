"""What people read of where an assignment stands."""

import pytest

from tasks_app.plan.enums import State
from tasks_app.reporting.wording import steps


@pytest.mark.parametrize(
    ("state", "done", "current"),
    [
        (State.DRAFT, [], None),
        (State.ASSIGNED, [], 0),
        (State.IN_PROGRESS, [0], 1),
        (State.RETURNED, [0], 1),
        (State.SUBMITTED, [0, 1], 2),
        (State.COMPLETED, [0, 1, 2, 3], 3),
        (State.SUSPENDED, [0], None),
        (State.CANCELLED, [0], None),
        (State.CARRIED_OVER, [0], None),
    ],
)
def test_the_steps_say_how_far_work_has_come_and_nothing_of_what_rests(state, done, current):
    found = steps(state)

    assert [index for index, step in enumerate(found) if step.done] == done
    assert [index for index, step in enumerate(found) if step.current] == ([] if current is None else [current])
