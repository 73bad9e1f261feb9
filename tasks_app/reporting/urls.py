from django.urls import path

from tasks_app.reporting import views

urlpatterns = [
    path("my-work/", views.MyWork.as_view(), name="my_work"),
    path("assignments/<int:pk>/", views.AssignmentPage.as_view(), name="assignment_detail"),
    path("assignments/<int:pk>/report/", views.EditReport.as_view(), name="report_edit"),
    path("evidence/<int:pk>/", views.evidence_file, name="evidence_file"),
    path("reports/", views.ReviewQueue.as_view(), name="report_list"),
    path("reports/decide/<slug:decision>/", views.DecideReports.as_view(), name="reports_decide"),
    path("reports/<int:pk>/review/", views.ReviewReport.as_view(), name="report_review"),
    path("periods/", views.PeriodList.as_view(), name="period_list"),
    path("periods/national/", views.period_enter_national, name="period_enter_national"),
    path("periods/enter/", views.EnterPeriod.as_view(), name="period_enter"),
    path("periods/<int:pk>/", views.PeriodDetail.as_view(), name="period_detail"),
    path("periods/<int:pk>/edit/", views.MovePeriod.as_view(), name="period_edit"),
    path("periods/<int:pk>/close/", views.ClosePeriod.as_view(), name="period_close"),
    path("assignments/<int:pk>/extension/ask/", views.AskForExtension.as_view(), name="extension_ask"),
    path("assignments/<int:pk>/extension/open/", views.OpenExtension.as_view(), name="extension_open"),
    path("extensions/", views.ExtensionQueue.as_view(), name="extension_list"),
    path("extensions/<int:pk>/", views.ExtensionPage.as_view(), name="extension_detail"),
    path("extensions/<int:pk>/propose/", views.ProposeOnExtension.as_view(), name="extension_propose"),
    path("extensions/<int:pk>/decide/", views.DecideExtension.as_view(), name="extension_decide"),
    path("extensions/<int:pk>/withdraw/", views.WithdrawExtension.as_view(), name="extension_withdraw"),
]
