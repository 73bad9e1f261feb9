from django.urls import path

from tasks_app.reminders.views import (
    MyOrganisations,
    Outbox,
    ShowMessage,
    UrgeTogether,
    message_html,
    urge_assignment,
)

urlpatterns = [
    path("my-organisations/", MyOrganisations.as_view(), name="my_organisations"),
    path("assignments/urge/", UrgeTogether.as_view(), name="assignments_urge"),
    path("assignments/<int:pk>/urge/", urge_assignment, name="assignment_urge"),
    path("messages/", Outbox.as_view(), name="message_list"),
    path("messages/<int:pk>/", ShowMessage.as_view(), name="message_detail"),
    path("messages/<int:pk>/html/", message_html, name="message_html"),
]
