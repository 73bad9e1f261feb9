"""What happens to people: they are invited, appointed, given organisations to oversee, act for others, and leave."""

from tasks_app.people.actions.accounts import (
    AccountRefused,
    PersonConflict,
    accept_invitation,
    choose_language,
    close_first_steps,
    edit_person,
    invite_again,
    invite_person,
    let_in_again,
    open_first_steps,
    revoke_invitation,
    shut_out,
)
from tasks_app.people.actions.appointments import (
    AppointmentRefused,
    appoint,
    assign_oversight,
    assign_oversights,
    end_appointment,
    end_oversight,
)
from tasks_app.people.actions.delegations import DelegationRefused, end_delegation, grant_delegation
from tasks_app.people.actions.loading import PEOPLE, load_people
from tasks_app.people.actions.sign_ins import (
    clear_away_sessions,
    connect_sign_on,
    disconnect_sign_on,
    follow_session,
    note_sign_in,
    sign_out_elsewhere,
    tell_of_wrong_passwords,
)

__all__ = [
    "PEOPLE",
    "AccountRefused",
    "AppointmentRefused",
    "DelegationRefused",
    "PersonConflict",
    "accept_invitation",
    "appoint",
    "assign_oversight",
    "assign_oversights",
    "choose_language",
    "clear_away_sessions",
    "close_first_steps",
    "connect_sign_on",
    "disconnect_sign_on",
    "edit_person",
    "end_appointment",
    "end_delegation",
    "end_oversight",
    "follow_session",
    "grant_delegation",
    "invite_again",
    "invite_person",
    "let_in_again",
    "load_people",
    "note_sign_in",
    "open_first_steps",
    "revoke_invitation",
    "shut_out",
    "sign_out_elsewhere",
    "tell_of_wrong_passwords",
]
