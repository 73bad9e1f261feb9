from django.urls import path

from tasks_app.plan.views import AssignmentList, DecideOnAssignment, TaskDetail, TaskList

urlpatterns = [
    path("assignments/", AssignmentList.as_view(), name="assignment_list"),
    path("assignments/<int:pk>/decide/<slug:act>/", DecideOnAssignment.as_view(), name="assignment_decide"),
    path("tasks/", TaskList.as_view(), name="task_list"),
    path("tasks/<int:pk>/", TaskDetail.as_view(), name="task_detail"),
]
