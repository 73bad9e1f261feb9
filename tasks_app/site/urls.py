from django.urls import path

from tasks_app.site.views import OptionHistory, OptionList, SetOptions

urlpatterns = [
    path("settings/", OptionList.as_view(), name="option_list"),
    path("settings/<slug:section>/", SetOptions.as_view(), name="option_edit"),
    path("settings/<slug:section>/history/", OptionHistory.as_view(), name="option_history"),
]
