from django.urls import path

from tasks_app.meetings import views

urlpatterns = [
    path("meetings/", views.MeetingList.as_view(), name="meeting_list"),
    path("meetings/new/", views.NewMeeting.as_view(), name="meeting_new"),
    path("meetings/<int:pk>/", views.ShowMeeting.as_view(), name="meeting_detail"),
    path("meetings/<int:pk>/edit/", views.EditMeeting.as_view(), name="meeting_edit"),
    path("meetings/<int:pk>/agenda/", views.NewItem.as_view(), name="meeting_item_new"),
    path("meetings/<int:pk>/conclusion/", views.WriteConclusion.as_view(), name="meeting_conclusion"),
    path("meetings/<int:pk>/decisions/", views.DecideMeeting.as_view(), name="meeting_decide"),
    path("meetings/<int:pk>/amendments/", views.AmendMeeting.as_view(), name="meeting_amend"),
    path("meetings/<int:pk>/notice/", views.NumberNotice.as_view(), name="meeting_number"),
    path("meetings/<int:pk>/step/<slug:step>/", views.StepMeeting.as_view(), name="meeting_step"),
    path("meetings/agenda/<int:pk>/", views.EditItem.as_view(), name="meeting_item_edit"),
    path("meetings/agenda/<int:pk>/remove/", views.RemoveItem.as_view(), name="meeting_item_remove"),
]
