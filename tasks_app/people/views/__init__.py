from tasks_app.people.views.acting import act_for, act_for_oneself
from tasks_app.people.views.delegations import DelegationList, EndDelegation
from tasks_app.people.views.devices import Devices
from tasks_app.people.views.sign_on import SignIn
from tasks_app.people.views.typed import KeepsTextMixin, csrf_failed, typed_before, typed_text

__all__ = [
    "DelegationList",
    "Devices",
    "EndDelegation",
    "KeepsTextMixin",
    "SignIn",
    "act_for",
    "act_for_oneself",
    "csrf_failed",
    "typed_before",
    "typed_text",
]
