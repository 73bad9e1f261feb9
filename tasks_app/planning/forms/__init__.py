"""What is asked for on the pages of a plan."""

from tasks_app.planning.forms.giving import CarryForm, DeadlinesForm, DraftForm, GiveForm, MemberForm
from tasks_app.planning.forms.groups import GroupForm, KeyUnitsForm, SinceForm, TicksForm
from tasks_app.planning.forms.plans import (
    ClauseForm,
    DocumentForm,
    KeyTaskForm,
    PlanForm,
    ShortcomingForm,
)
from tasks_app.planning.forms.tasks import TaskForm

__all__ = [
    "CarryForm",
    "ClauseForm",
    "DeadlinesForm",
    "DocumentForm",
    "DraftForm",
    "GiveForm",
    "GroupForm",
    "KeyTaskForm",
    "KeyUnitsForm",
    "MemberForm",
    "PlanForm",
    "ShortcomingForm",
    "SinceForm",
    "TaskForm",
    "TicksForm",
]
