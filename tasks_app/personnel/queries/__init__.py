"""Who has an account, what each is, and what hangs on him."""

from tasks_app.personnel.queries.left import LeftBehind, left_behind, open_work_of, oversights_left
from tasks_app.personnel.queries.people import (
    ListedPerson,
    PersonPage,
    listed_people,
    members_to_choose,
    people,
    person_page,
    powers_of,
)

__all__ = [
    "LeftBehind",
    "ListedPerson",
    "PersonPage",
    "left_behind",
    "listed_people",
    "members_to_choose",
    "open_work_of",
    "oversights_left",
    "people",
    "person_page",
    "powers_of",
]
