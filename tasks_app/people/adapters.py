import logging
from datetime import timedelta
from io import BytesIO
from typing import NoReturn
from urllib.parse import urlsplit
from uuid import uuid4

import qrcode
from allauth.account import auth_backends
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy
from qrcode.image.svg import SvgPathFillImage

from tasks_app.common import clock, encryption, metrics
from tasks_app.common.actors import Actor
from tasks_app.common.addresses import is_ours
from tasks_app.common.tokens import digest
from tasks_app.mailing import actions as mailing
from tasks_app.mailing.enums import ACCOUNT_MAIL
from tasks_app.mailing.rendering import Rendered
from tasks_app.people.actions import (
    AccountRefused,
    choose_language,
    connect_sign_on,
    follow_session,
    is_last_wrong_try,
    note_failed_sign_in,
    note_new_password,
    note_sign_in,
    note_sign_out,
    tell_of_wrong_passwords,
)
from tasks_app.people.enums import SignOnEnd
from tasks_app.people.middleware import BEGAN, SIGN_IN
from tasks_app.people.models import Person
from tasks_app.people.queries import account, person_called, person_named
from tasks_app.people.views import sign_on, typed

logger = logging.getLogger(__name__)

SECRETS_EXPIRE_AFTER = timedelta(hours=1)


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """allauth's; most pages have found the person of their session before, and ask nothing."""

    def get_user(self, user_id):
        person = account(user_id)
        return person if person is not None and self.user_can_authenticate(person) else None


class AccountAdapter(DefaultAccountAdapter):
    """allauth as this product wants it: nobody signs himself up, and its mails go through the outbox."""

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Where a sign-in may lead on to: a page of this address, and none of another that is let in."""
        return bool(url) and is_ours(self.request, url)

    def login(self, request, user):
        """Sign in; who never chose a language keeps the one that he chose on the way here, and what he had typed."""
        super().login(request, user)
        now = clock.now()
        request.session[BEGAN] = now.timestamp()
        request.session[SIGN_IN] = note_sign_in(
            user,
            session_key=request.session.session_key,
            address=self.address_of(request),
            program=request.META.get("HTTP_USER_AGENT", ""),
            is_own_device=self._is_own_device(request),
            at=now,
        ).pk
        typed.take_up(request, user)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if not user.language and chosen in dict(settings.LANGUAGES):
            choose_language(user, chosen)

    def pre_login(self, request, user, *, signal_kwargs, **kwargs):
        """A session that began at the provider ends with the browser, as on any device that nobody called his own."""
        if "sociallogin" in (signal_kwargs or {}):
            request.session.set_expiry(0)
        return super().pre_login(request, user, signal_kwargs=signal_kwargs, **kwargs)

    def post_login(self, request, user, *, signal_kwargs, **kwargs):
        if "sociallogin" in (signal_kwargs or {}):
            request.session[sign_on.BY_SIGN_ON] = True
        request.session.pop(sign_on.ENDED, None)
        return super().post_login(request, user, signal_kwargs=signal_kwargs, **kwargs)

    def authentication_failed(self, request, **credentials):
        """With the last wrong password that is taken for now, the account's owner is told. The answer is the same."""
        super().authentication_failed(request, **credentials)
        address = self.address_of(request)
        logger.warning("A sign-in failed, from %s", address)
        metrics.SIGN_IN_FAILURES.inc()
        person, whose = _meant_by(credentials)
        tries, seconds = settings.WRONG_PASSWORDS
        now = clock.now()
        note_failed_sign_in(person, address=address, at=now)
        is_last = is_last_wrong_try("passwords", whose, tries=tries, seconds=seconds, at=now)
        if is_last and person and person.is_active:
            tell_of_wrong_passwords(person, address=address, minutes=seconds // 60, at=now)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """By account, whatever it was called and at whatever host: allauth's own would begin to count anew for each
        port in the header Host, which anybody may write, and for the user name beside the address of mail."""
        return str(_meant_by(credentials)[1])

    def logout(self, request):
        person, sign_in = request.user, request.session.get(SIGN_IN)
        super().logout(request)
        if person.is_authenticated:
            note_sign_out(sign_in, person=person, address=self.address_of(request), at=clock.now())

    def set_password(self, user, password):
        """A new one, by the form or by the link of a mail."""
        super().set_password(user, password)
        note_new_password(user, by=Actor(user), address=self.address_of(self.request), at=clock.now())

    def _is_own_device(self, request) -> bool:
        """As was said beside the password; where a code came after it, the session has kept it as its end."""
        if "password" in request.POST:
            return bool(request.POST.get("remember"))
        return not request.session.get_expire_at_browser_close()

    def address_of(self, request) -> str | None:
        """The network address that a request came from."""
        try:
            return self.get_client_ip(request)
        except PermissionDenied:  # a request by a socket has none
            return None

    def get_password_change_redirect_url(self, request):
        """Called as soon as the password is changed, which has given the session another key."""
        if sign_in := request.session.get(SIGN_IN):
            follow_session(sign_in, session_key=request.session.session_key)
        return reverse(settings.LOGIN_REDIRECT_URL)

    def get_reset_password_from_key_url(self, key):
        """On the public address: a request may name any host that is let in, and the link carries a secret."""
        uid, _, secret = key.partition("-")
        return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": secret})

    def send_password_reset_mail(self, user, email, context):
        """To the address that is the person's now: allauth may remember one that is somebody else's meanwhile."""
        if user.email.lower() == email.lower():
            super().send_password_reset_mail(user, email, context)

    def format_email_subject(self, subject):
        """Like every mail of the product, in the language of the mail."""
        product = gettext("Reform tasks")
        return f"[{product}] {subject}"

    def send_mail(self, template_prefix, email, context):
        """An address that is nobody's here costs the same work as one that is somebody's, and gets no mail."""
        recipient = Person.objects.filter(email__iexact=email).first()
        if recipient is None:
            template_prefix, context = self._as_if_known(email, context)
        with translation.override(self._language_for(recipient)):
            mail = self.render_mail(template_prefix, email, context)
            language = translation.get_language()
        rendered = Rendered(
            subject=mail.subject,
            text=mail.body,
            html=next((content for content, _ in getattr(mail, "alternatives", [])), ""),
            language=language,
        )
        now = clock.now()
        with transaction.atomic():
            mailing.queue(
                rendered,
                key=f"account:{uuid4()}",
                kind=ACCOUNT_MAIL,
                to_address=email,
                to_person=recipient,
                at=now,
                expires_at=now + SECRETS_EXPIRE_AFTER,
                is_secret=True,
            )
            if recipient is None:
                transaction.set_rollback(True)

    def _as_if_known(self, email, context) -> tuple[str, dict]:
        nobody = Person(pk=0, email=email, full_name=email)
        url = self.get_reset_password_from_key_url(f"0-{default_token_generator.make_token(nobody)}")
        return "account/email/password_reset_key", context | {"user": nobody, "password_reset_url": url}

    def _language_for(self, recipient: Person | None) -> str:
        """The recipient's own choice, otherwise that of the page on which he asks for the mail."""
        if recipient and recipient.language:
            return recipient.language
        return self.request.LANGUAGE_CODE if self.request else settings.LANGUAGE_CODE


def _meant_by(credentials: dict) -> tuple[Person | None, int | str]:
    """Whose account is tried, and by what its tries are counted: a name that is nobody's is counted as well, so that it
    takes as long and is answered alike."""
    login = credentials.get("email") or credentials.get("username") or ""
    person = person_called(login)
    return person, person.pk if person else digest(login.lower())


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's second factor as this product wants it: off by a setting, its secrets encrypted, its words ours."""

    PURPOSE = "second factor"
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This code does not serve. A code of the app serves for about a minute and once, a recovery code once."
        )
    }

    def is_mfa_enabled(self, user, types=None) -> bool:
        return settings.SECOND_FACTOR != "off" and super().is_mfa_enabled(user, types=types)

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text, purpose=self.PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text, purpose=self.PURPOSE)

    def get_totp_label(self, user) -> str:
        return user.username

    def get_totp_issuer(self) -> str:
        """By which the app lists it: the product, and where, since somebody may have a trial installation beside it."""
        product = gettext("Reform tasks")
        return f"{product} ({urlsplit(settings.SITE_URL).hostname})"

    def build_totp_svg(self, url: str) -> str:
        """With a ground of its own: on a dark page a camera would not find it."""
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()


class SignOnAdapter(DefaultSocialAccountAdapter):
    """The sign-on as this product wants it: one provider, from the settings; it opens accounts that are there. What
    talks to the provider is loaded where there is one."""

    def list_apps(self, request, provider=None, client_id=None):
        if not settings.OIDC_ISSUER:
            return []
        from tasks_app.people.openid import provider_app

        app = provider_app()
        return [app] if client_id in (None, app.client_id) else []

    def get_provider(self, request, provider, client_id=None):
        app = self.get_app(request, provider=provider, client_id=client_id)
        from tasks_app.people.openid import SignOnProvider

        return SignOnProvider(request, app)

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """The provider knows him. Whose account is it: by the subject, or, the first time, by what names it?

        Closed, nobody's, two people's and one that another subject has already all look the same to him; the log says
        which.
        """
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                self._refuse(request, sociallogin, "the account is closed")
            return
        person = person_named(sociallogin.named, by=settings.OIDC_MATCH)
        if person is None:
            self._refuse(request, sociallogin, "nobody, or not one alone, is called so")
        try:
            sociallogin.account = connect_sign_on(
                person, issuer=settings.OIDC_ISSUER, subject=sociallogin.account.uid, at=clock.now()
            )
        except AccountRefused as refused:
            self._refuse(request, sociallogin, str(refused))
        sociallogin.user = person

    def _refuse(self, request, sociallogin, why: str) -> NoReturn:
        logger.warning("A sign-on found no account (%s), subject %s", why, sociallogin.account.uid)
        next_url, named = sociallogin.get_redirect_url(request), sociallogin.named
        raise ImmediateHttpResponse(sign_on.end(request, SignOnEnd.NO_ACCOUNT, next_url=next_url, named=named))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        reason = sign_on.why(request, exception)
        logger.warning("A sign-on failed (%s): %s", reason.value, exception or request.GET.get("error", ""))
        next_url = ((extra_context or {}).get("state") or {}).get("next")
        raise ImmediateHttpResponse(sign_on.end(request, reason, next_url=next_url))
