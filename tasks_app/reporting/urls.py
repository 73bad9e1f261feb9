from django.urls import path

from tasks_app.reporting.views import AssignmentPage, DecideReports, EditReport, MyWork, ReviewQueue, ReviewReport

urlpatterns = [
    path("my-work/", MyWork.as_view(), name="my_work"),
    path("assignments/<int:pk>/", AssignmentPage.as_view(), name="assignment_detail"),
    path("assignments/<int:pk>/report/", EditReport.as_view(), name="report_edit"),
    path("reports/", ReviewQueue.as_view(), name="report_list"),
    path("reports/decide/<slug:decision>/", DecideReports.as_view(), name="reports_decide"),
    path("reports/<int:pk>/review/", ReviewReport.as_view(), name="report_review"),
]
