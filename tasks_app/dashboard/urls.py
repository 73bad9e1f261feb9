from django.urls import path

from tasks_app.dashboard.views import CompareDays, MatrixPage, MovedList, Overview

urlpatterns = [
    path("overview/", Overview.as_view(), name="overview"),
    path("overview/matrix/", MatrixPage.as_view(), name="matrix"),
    path("comparison/", CompareDays.as_view(), name="comparison"),
    path("comparison/<slug:move>/", MovedList.as_view(), name="comparison_list"),
]
