from django.urls import path

from tasks_app.reporting.views import (
    AskForExtension,
    AssignmentPage,
    DecideExtension,
    DecideReports,
    EditReport,
    ExtensionPage,
    ExtensionQueue,
    MyWork,
    OpenExtension,
    ProposeOnExtension,
    ReviewQueue,
    ReviewReport,
    WithdrawExtension,
)

urlpatterns = [
    path("my-work/", MyWork.as_view(), name="my_work"),
    path("assignments/<int:pk>/", AssignmentPage.as_view(), name="assignment_detail"),
    path("assignments/<int:pk>/report/", EditReport.as_view(), name="report_edit"),
    path("assignments/<int:pk>/extension/ask/", AskForExtension.as_view(), name="extension_ask"),
    path("assignments/<int:pk>/extension/open/", OpenExtension.as_view(), name="extension_open"),
    path("extensions/", ExtensionQueue.as_view(), name="extension_list"),
    path("extensions/<int:pk>/", ExtensionPage.as_view(), name="extension_detail"),
    path("extensions/<int:pk>/propose/", ProposeOnExtension.as_view(), name="extension_propose"),
    path("extensions/<int:pk>/decide/", DecideExtension.as_view(), name="extension_decide"),
    path("extensions/<int:pk>/withdraw/", WithdrawExtension.as_view(), name="extension_withdraw"),
    path("reports/", ReviewQueue.as_view(), name="report_list"),
    path("reports/decide/<slug:decision>/", DecideReports.as_view(), name="reports_decide"),
    path("reports/<int:pk>/review/", ReviewReport.as_view(), name="report_review"),
]
