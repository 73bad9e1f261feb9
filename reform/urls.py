from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import include, path, re_path

from tasks_app.people.permissions import can_open_administration, owes_second_factor
from tasks_app.people.views import SignIn, has_proved, sign_on


def opens_administration(request):
    """``is_staff`` alone would outlive the appointment as administrator.

    Where a second factor is obligatory, with one in this session: whatever way somebody came here.
    """
    its = request.user.is_active and request.user.is_staff and can_open_administration(request.standing)
    return its and (has_proved(request) or not owes_second_factor(request.standing))


def refused_or(sign_in):
    """Who has signed in and may not enter is told so, instead of being asked for a password again."""

    def entrance(request, extra_context=None):
        if not opens_administration(request):
            raise PermissionDenied
        return sign_in(request, extra_context)

    return entrance


admin.site.has_permission = opens_administration
# The admin's own sign-in would pass by allauth's throttling.
admin.site.login = secure_admin_login(refused_or(admin.site.login))

# Of allauth's addresses those that serve here. The others would let people add e-mail addresses by themselves.
accounts = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("signup/", account.signup, name="account_signup"),  # says that accounts are given out
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    # The sign-on by addresses of our own: allauth's would let a request choose what it is for, its scopes and more.
    path("sign-on/", sign_on.sign_on, name="account_sign_on"),
    path("sign-on/callback/", sign_on.sign_on_callback, name="account_sign_on_callback"),
    path("sign-on/ended/", sign_on.sign_on_ended, name="account_sign_on_ended"),
]

urlpatterns = [
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    path("accounts/", include(accounts)),
    path("", include("tasks_app.urls")),
]

handler500 = "tasks_app.site.views.server_error"
