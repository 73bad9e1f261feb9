from django.urls import path

from tasks_app.exports import views

urlpatterns = [
    path("exports/", views.ExportList.as_view(), name="export_list"),
    path("exports/log/", views.ExportLog.as_view(), name="export_log"),
    path("exports/<int:pk>/", views.export_file, name="export_file"),
    path("exports/text/", views.page_text, name="page_text"),
    path("exports/page/<slug:file_format>/", views.page_export, name="page_export"),
    path("my-work/offline/", views.OfflineWork.as_view(), name="offline_work"),
    path("my-work/offline/workbook/", views.offline_download, name="offline_download"),
    path("my-work/offline/<int:pk>/", views.OfflineUploadPage.as_view(), name="offline_upload"),
    path("my-work/offline/<int:pk>/workbook/", views.offline_again, name="offline_again"),
]
