from django.urls import path

from tasks_app.plan.views import (
    AssignmentList,
    DecideOnAssignment,
    EditContribution,
    EditContributionDates,
    TaskDetail,
    TaskList,
    receive_assignment,
)

urlpatterns = [
    path("assignments/", AssignmentList.as_view(), name="assignment_list"),
    path("assignments/<int:pk>/decide/<slug:act>/", DecideOnAssignment.as_view(), name="assignment_decide"),
    path("assignments/<int:pk>/receive/", receive_assignment, name="assignment_receive"),
    path("assignments/<int:pk>/contributions/", EditContributionDates.as_view(), name="contribution_dates"),
    path("contributions/<int:pk>/", EditContribution.as_view(), name="contribution_edit"),
    path("tasks/", TaskList.as_view(), name="task_list"),
    path("tasks/<int:pk>/", TaskDetail.as_view(), name="task_detail"),
]
