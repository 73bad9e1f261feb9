from django.urls import path

from tasks_app.dashboard.views import Overview

urlpatterns = [path("overview/", Overview.as_view(), name="overview")]
