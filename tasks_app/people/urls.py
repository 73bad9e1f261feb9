from django.urls import path

from tasks_app.people import views

SECOND_FACTOR = "accounts/2fa"

urlpatterns = [
    path("delegations/", views.DelegationList.as_view(), name="delegation_list"),
    path("delegations/<int:pk>/end/", views.EndDelegation.as_view(), name="delegation_end"),
    path("delegations/<int:pk>/act/", views.act_for, name="act_for"),
    path("acting/stop/", views.act_for_oneself, name="act_for_oneself"),
    path("devices/", views.Devices.as_view(), name="devices"),
    path("typed/", views.typed_text, name="typed_text"),
    path(f"{SECOND_FACTOR}/", views.ShowSecondFactor.as_view(), name="second_factor"),
    path(f"{SECOND_FACTOR}/activate/", views.ActivateSecondFactor.as_view(), name="second_factor_activate"),
    path(f"{SECOND_FACTOR}/deactivate/", views.DeactivateSecondFactor.as_view(), name="second_factor_deactivate"),
    path(f"{SECOND_FACTOR}/recovery-codes/", views.RecoveryCodes.as_view(), name="recovery_codes"),
    path(f"{SECOND_FACTOR}/recovery-codes/renew/", views.RenewRecoveryCodes.as_view(), name="recovery_codes_renew"),
    path(f"{SECOND_FACTOR}/recovery-codes/file/", views.RecoveryCodesFile.as_view(), name="recovery_codes_file"),
    # By the names that allauth leads to.
    path(f"{SECOND_FACTOR}/authenticate/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path(f"{SECOND_FACTOR}/reauthenticate/", views.ProveAgain.as_view(), name="mfa_reauthenticate"),
]
