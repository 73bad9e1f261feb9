import logging
from datetime import timedelta
from typing import NoReturn
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from tasks_app.common import clock
from tasks_app.common.tokens import digest
from tasks_app.mailing import actions as mailing
from tasks_app.mailing.rendering import Rendered
from tasks_app.people.actions import (
    AccountRefused,
    choose_language,
    connect_sign_on,
    follow_session,
    note_sign_in,
    tell_of_wrong_passwords,
)
from tasks_app.people.enums import SignOnEnd
from tasks_app.people.middleware import BEGAN, SIGN_IN
from tasks_app.people.models import Person
from tasks_app.people.openid import SignOnProvider, provider_app
from tasks_app.people.queries import person_called, person_named
from tasks_app.people.views import sign_on, typed

logger = logging.getLogger(__name__)

SECRETS_EXPIRE_AFTER = timedelta(hours=1)


class AccountAdapter(DefaultAccountAdapter):
    """allauth as this product wants it: nobody signs himself up, and its mails go through the outbox."""

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        """Sign in; who never chose a language keeps the one that he chose on the way here, and what he had typed."""
        super().login(request, user)
        now = clock.now()
        request.session[BEGAN] = now.timestamp()
        request.session[SIGN_IN] = note_sign_in(
            user,
            session_key=request.session.session_key,
            address=self._address(request),
            program=request.META.get("HTTP_USER_AGENT", ""),
            is_own_device=bool(request.POST.get("remember")),
            at=now,
        ).pk
        typed.take_up(request, user)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if not user.language and chosen in dict(settings.LANGUAGES):
            choose_language(user, chosen)

    def post_login(self, request, user, *, signal_kwargs, **kwargs):
        """A session that began at the provider ends with the browser, as on any device that nobody called his own."""
        if "sociallogin" in (signal_kwargs or {}):
            request.session.set_expiry(0)
            request.session[sign_on.BY_SIGN_ON] = True
        request.session.pop(sign_on.ENDED, None)
        return super().post_login(request, user, signal_kwargs=signal_kwargs, **kwargs)

    def authentication_failed(self, request, **credentials):
        """With the last wrong password that is taken for now, the account's owner is told. The answer is the same."""
        super().authentication_failed(request, **credentials)
        address = self._address(request)
        logger.warning("A sign-in failed, from %s", address)
        login = credentials.get("email") or credentials.get("username") or ""
        person = person_called(login)
        tries, seconds = settings.WRONG_PASSWORDS
        # Of the same window as allauth's own count; a counter would grow over tries that lie further apart. A name that
        # is nobody's is counted as well, so that it takes as long.
        key, now = f"wrong-passwords:{person.pk if person else digest(login.lower())}", clock.now()
        tried = [one for one in cache.get(key, []) if (now - one).total_seconds() < seconds] + [now]
        cache.set(key, tried, seconds)
        if person and person.is_active and len(tried) == tries:
            tell_of_wrong_passwords(person, address=address, minutes=seconds // 60, at=now)

    def _address(self, request) -> str | None:
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
                kind="account",
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


class SignOnAdapter(DefaultSocialAccountAdapter):
    """The sign-on as this product wants it: one provider, from the settings; it opens accounts that are there."""

    def list_apps(self, request, provider=None, client_id=None):
        app = provider_app()
        return [app] if app and client_id in (None, app.client_id) else []

    def get_provider(self, request, provider, client_id=None):
        return SignOnProvider(request, self.get_app(request, provider=provider, client_id=client_id))

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
