from tasks_app.personnel.views.accounts import (
    CloseAccount,
    EditPerson,
    InvitePerson,
    ResetSecondFactor,
    accept_invitation,
    invitation_send,
    person_reactivate,
    person_sign_on_remove,
    person_sign_out,
)
from tasks_app.personnel.views.looking import PersonDetail, PersonList
from tasks_app.personnel.views.roles import AppointPerson, AssignOversight, EndAppointment, EndOversight, ReplaceMember

__all__ = [
    "AppointPerson",
    "AssignOversight",
    "CloseAccount",
    "EditPerson",
    "EndAppointment",
    "EndOversight",
    "InvitePerson",
    "PersonDetail",
    "PersonList",
    "ReplaceMember",
    "ResetSecondFactor",
    "accept_invitation",
    "invitation_send",
    "person_reactivate",
    "person_sign_on_remove",
    "person_sign_out",
]
