"""What may be typed about assignments: the filters of the lists, and decisions."""

from tasks_app.plan.forms.decisions import BasisFieldsMixin, DecisionForm
from tasks_app.plan.forms.filters import AssignmentFilter, TaskFilter, filter_helper

__all__ = ["AssignmentFilter", "BasisFieldsMixin", "DecisionForm", "TaskFilter", "filter_helper"]
