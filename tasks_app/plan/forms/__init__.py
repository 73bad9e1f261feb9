"""What may be typed about assignments: the filters of the lists, and decisions."""

from tasks_app.plan.forms.contributions import ContributionDatesForm, ContributionForm
from tasks_app.plan.forms.days import AS_OF, AsOfForm
from tasks_app.plan.forms.decisions import BasisFieldsMixin, DecisionForm
from tasks_app.plan.forms.filters import (
    ALL,
    NOT_KNOWN,
    AppliedMixin,
    AssignmentFilter,
    GroupMixin,
    TaskFilter,
    filter_helper,
)

__all__ = [
    "ALL",
    "AS_OF",
    "NOT_KNOWN",
    "AppliedMixin",
    "AsOfForm",
    "AssignmentFilter",
    "BasisFieldsMixin",
    "ContributionDatesForm",
    "ContributionForm",
    "DecisionForm",
    "GroupMixin",
    "TaskFilter",
    "filter_helper",
]
