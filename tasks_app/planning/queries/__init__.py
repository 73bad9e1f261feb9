"""What is seen of a plan while it is made."""

from tasks_app.planning.queries.checking import checklist_of, checklist_of_task
from tasks_app.planning.queries.given import (
    given_of_document,
    given_of_key_task,
    given_of_plan,
    given_of_task,
    given_of_words,
)
from tasks_app.planning.queries.groups import (
    MemberChange,
    TickSection,
    groups_with_numbers,
    member_changes,
    members_on,
    tick_sections,
)
from tasks_app.planning.queries.leads import choices_on, group_members, overseers, possible_members
from tasks_app.planning.queries.pages import (
    Carrying,
    Coverage,
    Editor,
    carrying,
    coverage,
    editor,
    open_work,
    people_told_by_publishing,
    plans,
    unconfirmed,
    unissued_tasks,
    work_of,
    work_of_plan,
)
from tasks_app.planning.queries.record import recent_entries

__all__ = [
    "Carrying",
    "Coverage",
    "Editor",
    "MemberChange",
    "TickSection",
    "carrying",
    "checklist_of",
    "checklist_of_task",
    "choices_on",
    "coverage",
    "editor",
    "given_of_document",
    "given_of_key_task",
    "given_of_plan",
    "given_of_task",
    "given_of_words",
    "group_members",
    "groups_with_numbers",
    "member_changes",
    "members_on",
    "open_work",
    "overseers",
    "people_told_by_publishing",
    "plans",
    "possible_members",
    "recent_entries",
    "tick_sections",
    "unconfirmed",
    "unissued_tasks",
    "work_of",
    "work_of_plan",
]
