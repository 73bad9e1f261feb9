from django.urls import path

from tasks_app.plan.views import AssignmentList, TaskDetail, TaskList

urlpatterns = [
    path("assignments/", AssignmentList.as_view(), name="assignment_list"),
    path("tasks/", TaskList.as_view(), name="task_list"),
    path("tasks/<int:pk>/", TaskDetail.as_view(), name="task_detail"),
]
