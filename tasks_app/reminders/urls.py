from django.urls import path

from tasks_app.reminders import views
from tasks_app.reporting.views import AssignmentPage

AssignmentPage.beside["reminders"] = views.history_of

urlpatterns = [
    path("my-organisations/", views.MyOrganisations.as_view(), name="my_organisations"),
    path("assignments/urge/", views.UrgeTogether.as_view(), name="assignments_urge"),
    path("assignments/<int:pk>/urge/", views.urge_assignment, name="assignment_urge"),
    path("reminders/", views.Tomorrow.as_view(), name="reminder_list"),
    path("reminders/tomorrow/<int:pk>/", views.PreviewOfMail.as_view(), name="reminder_preview"),
    path("reminders/tomorrow/<int:pk>/html/", views.preview_html, name="reminder_preview_html"),
    path("reminders/ledger/", views.Ledger.as_view(), name="reminder_ledger"),
    path("reminders/mine/", views.MyReminders.as_view(), name="reminder_mine"),
    path("reminders/rules/", views.LadderList.as_view(), name="ladder_list"),
    path("reminders/rules/<slug:subject>/edit/", views.EditLadder.as_view(), name="ladder_edit"),
    path("reminders/rules/<slug:subject>/reset/", views.ResetLadder.as_view(), name="ladder_reset"),
    path("messages/", views.Outbox.as_view(), name="message_list"),
    path("messages/act/", views.act_on_messages, name="messages_act"),
    path("messages/<int:pk>/act/", views.act_on_message, name="message_act"),
    path("holds/", views.Holds.as_view(), name="hold_list"),
    path("holds/<int:pk>/end/", views.end_hold, name="hold_end"),
    path("messages/<int:pk>/", views.ShowMessage.as_view(), name="message_detail"),
    path("messages/<int:pk>/html/", views.message_html, name="message_html"),
]
