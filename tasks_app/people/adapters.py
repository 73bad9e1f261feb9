import logging
from datetime import timedelta
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from tasks_app.common import clock, metrics
from tasks_app.mailing import actions as mailing
from tasks_app.mailing.rendering import Rendered
from tasks_app.people.actions import choose_language, follow_session, note_sign_in, tell_of_wrong_passwords
from tasks_app.people.middleware import BEGAN, SIGN_IN
from tasks_app.people.models import Person
from tasks_app.people.queries import person_called
from tasks_app.people.views import typed

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

    def authentication_failed(self, request, **credentials):
        """With the last wrong password that is taken for now, the account's owner is told. The answer is the same."""
        super().authentication_failed(request, **credentials)
        address = self._address(request)
        logger.warning("A sign-in failed, from %s", address)
        metrics.SIGN_IN_FAILURES.inc()
        person = person_called(credentials.get("email") or credentials.get("username") or "")
        if person is None or not person.is_active:
            return
        tries, seconds = settings.WRONG_PASSWORDS
        # Of the same window as allauth's own count; a counter would grow over tries that lie further apart.
        key, now = f"wrong-passwords:{person.pk}", clock.now()
        tried = [one for one in cache.get(key, []) if (now - one).total_seconds() < seconds] + [now]
        cache.set(key, tried, seconds)
        if len(tried) == tries:
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

    def format_email_subject(self, subject):
        """Like every mail of the product, in the language of the mail."""
        product = gettext("Reform tasks")
        return f"[{product}] {subject}"

    def send_mail(self, template_prefix, email, context):
        recipient = Person.objects.filter(email__iexact=email).first()
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

    def _language_for(self, recipient: Person | None) -> str:
        """The recipient's own choice, otherwise that of the page on which he asks for the mail."""
        if recipient and recipient.language:
            return recipient.language
        return self.request.LANGUAGE_CODE if self.request else settings.LANGUAGE_CODE
