from django.urls import path

from tasks_app.personnel import views

ONE = "people/<int:pk>"

urlpatterns = [
    path("people/", views.PersonList.as_view(), name="person_list"),
    path("people/invite/", views.InvitePerson.as_view(), name="person_invite"),
    path(f"{ONE}/", views.PersonDetail.as_view(), name="person_detail"),
    path(f"{ONE}/edit/", views.EditPerson.as_view(), name="person_edit"),
    path(f"{ONE}/invitation/", views.invitation_send, name="invitation_send"),
    path(f"{ONE}/appoint/", views.AppointPerson.as_view(), name="person_appoint"),
    path(f"{ONE}/oversight/", views.AssignOversight.as_view(), name="oversight_assign"),
    path(f"{ONE}/replace/", views.ReplaceMember.as_view(), name="person_replace"),
    path(f"{ONE}/deactivate/", views.CloseAccount.as_view(), name="person_deactivate"),
    path(f"{ONE}/reactivate/", views.person_reactivate, name="person_reactivate"),
    path(f"{ONE}/sign-on/remove/", views.person_sign_on_remove, name="person_sign_on_remove"),
    path(f"{ONE}/sign-out/", views.person_sign_out, name="person_sign_out"),
    path(f"{ONE}/second-factor/reset/", views.ResetSecondFactor.as_view(), name="person_second_factor_reset"),
    path("people/roles/<int:pk>/end/", views.EndAppointment.as_view(), name="appointment_end"),
    path("people/oversights/<int:pk>/end/", views.EndOversight.as_view(), name="oversight_end"),
    path("invitation/<str:token>/", views.accept_invitation, name="invitation_accept"),
]
