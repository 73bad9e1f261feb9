from django.urls import path

from tasks_app.people.views import DelegationList, Devices, EndDelegation, act_for, act_for_oneself, typed_text

urlpatterns = [
    path("delegations/", DelegationList.as_view(), name="delegation_list"),
    path("delegations/<int:pk>/end/", EndDelegation.as_view(), name="delegation_end"),
    path("delegations/<int:pk>/act/", act_for, name="act_for"),
    path("acting/stop/", act_for_oneself, name="act_for_oneself"),
    path("devices/", Devices.as_view(), name="devices"),
    path("typed/", typed_text, name="typed_text"),
]
