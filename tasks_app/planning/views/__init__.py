"""The pages on which a plan is made, put in force and closed."""

from tasks_app.planning.views.frame import PlannersPage
from tasks_app.planning.views.giving import EditDraft, GivePage, SetMember, TakeBack
from tasks_app.planning.views.groups import GroupDetail, GroupList, GroupMembers, KeyUnits, NewGroup, RenameGroup
from tasks_app.planning.views.parts import (
    EditClause,
    EditKeyTask,
    EditShortcoming,
    EditSourceDocument,
    MoveKeyTask,
    NewBasisDocument,
    NewClause,
    NewKeyTask,
    NewShortcoming,
    RemoveClause,
    RemoveKeyTask,
    RemoveShortcoming,
)
from tasks_app.planning.views.plans import CopyPlan, EditPlan, NewPlan, PlanEditor, PlanList
from tasks_app.planning.views.publishing import CarryOver, ClosePlan, ConfirmDeadlines, CoveragePage, PublishPlan
from tasks_app.planning.views.tasks import EditTask, IssueTask, NewTask, RemoveTask

__all__ = [
    "CarryOver",
    "ClosePlan",
    "ConfirmDeadlines",
    "CopyPlan",
    "CoveragePage",
    "EditClause",
    "EditDraft",
    "EditKeyTask",
    "EditPlan",
    "EditShortcoming",
    "EditSourceDocument",
    "EditTask",
    "GivePage",
    "GroupDetail",
    "GroupList",
    "GroupMembers",
    "IssueTask",
    "KeyUnits",
    "MoveKeyTask",
    "NewBasisDocument",
    "NewClause",
    "NewGroup",
    "NewKeyTask",
    "NewPlan",
    "NewShortcoming",
    "NewTask",
    "PlanEditor",
    "PlanList",
    "PlannersPage",
    "PublishPlan",
    "RemoveClause",
    "RemoveKeyTask",
    "RemoveShortcoming",
    "RemoveTask",
    "RenameGroup",
    "SetMember",
    "TakeBack",
]
