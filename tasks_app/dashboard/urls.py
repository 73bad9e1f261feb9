from django.urls import path

from tasks_app.dashboard.views import MatrixPage, Overview

urlpatterns = [
    path("overview/", Overview.as_view(), name="overview"),
    path("overview/matrix/", MatrixPage.as_view(), name="matrix"),
]
