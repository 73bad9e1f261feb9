from tasks_app.people.views.acting import act_for, act_for_oneself
from tasks_app.people.views.delegations import DelegationList, EndDelegation
from tasks_app.people.views.devices import Devices
from tasks_app.people.views.second_factor import (
    ActivateSecondFactor,
    DeactivateSecondFactor,
    ProveAgain,
    RecoveryCodes,
    RecoveryCodesFile,
    RenewRecoveryCodes,
    SecondStep,
    ShowSecondFactor,
    has_proved,
)
from tasks_app.people.views.sign_on import SignIn
from tasks_app.people.views.typed import KeepsTextMixin, csrf_failed, typed_before, typed_text

__all__ = [
    "ActivateSecondFactor",
    "DeactivateSecondFactor",
    "DelegationList",
    "Devices",
    "EndDelegation",
    "KeepsTextMixin",
    "ProveAgain",
    "RecoveryCodes",
    "RecoveryCodesFile",
    "RenewRecoveryCodes",
    "SecondStep",
    "ShowSecondFactor",
    "SignIn",
    "act_for",
    "act_for_oneself",
    "csrf_failed",
    "has_proved",
    "typed_before",
    "typed_text",
]
