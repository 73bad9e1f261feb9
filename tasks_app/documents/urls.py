from django.urls import path

from tasks_app.documents import views

TEMPLATE = "documents/templates/<str:kind>/<str:letterhead>/<str:language>"

urlpatterns = [
    path("documents/reports/", views.ReportList.as_view(), name="official_report_list"),
    path("documents/reports/new/", views.MakeReport.as_view(), name="official_report_make"),
    path("documents/reports/<int:pk>/", views.ShowReport.as_view(), name="official_report_detail"),
    path("documents/reports/<int:pk>/figures/", views.official_report_take, name="official_report_take"),
    path("documents/reports/<int:pk>/file/", views.TakeReportOut.as_view(), name="official_report_out"),
    path("documents/report-files/<int:pk>/", views.official_report_file, name="official_report_file"),
    path("documents/reports/<int:pk>/issue/", views.IssueReport.as_view(), name="official_report_issue"),
    path("documents/letters/", views.LetterList.as_view(), name="letter_list"),
    path("documents/conclusions/<int:pk>/", views.ConclusionNotice.as_view(), name="conclusion_notice"),
    path("documents/follow-up/", views.FollowUpSheets.as_view(), name="follow_up_all"),
    path("documents/follow-up/<int:pk>/", views.FollowUpSheets.as_view(), name="follow_up"),
    path("documents/templates/", views.TemplateList.as_view(), name="template_list"),
    path(f"{TEMPLATE}/", views.ShowTemplate.as_view(), name="template_detail"),
    path(f"{TEMPLATE}/take/", views.template_take, name="template_take"),
    path(f"{TEMPLATE}/reset/", views.template_reset, name="template_reset"),
    path("documents/letterheads/<str:letterhead>/", views.EditLetterhead.as_view(), name="letterhead_edit"),
]
