from django.urls import path

from tasks_app.finding.views import SearchPage

urlpatterns = [
    path("search/", SearchPage.as_view(), name="search"),
]
