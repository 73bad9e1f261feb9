from django.urls import path

from tasks_app.exports import views

urlpatterns = [
    path("exports/", views.ExportList.as_view(), name="export_list"),
    path("exports/log/", views.ExportLog.as_view(), name="export_log"),
    path("exports/<int:pk>/", views.export_file, name="export_file"),
    path("exports/page/<slug:file_format>/", views.page_export, name="page_export"),
]
