from datetime import timedelta
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from tasks_app.common import clock
from tasks_app.mailing import actions as mailing
from tasks_app.mailing.rendering import Rendered
from tasks_app.people.actions import choose_language
from tasks_app.people.models import Person
from tasks_app.people.views import typed

SECRETS_EXPIRE_AFTER = timedelta(hours=1)


class AccountAdapter(DefaultAccountAdapter):
    """allauth as this product wants it: nobody signs himself up, and its mails go through the outbox."""

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        """Sign in; who never chose a language keeps the one that he chose on the way here, and what he had typed."""
        super().login(request, user)
        typed.take_up(request, user)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if not user.language and chosen in dict(settings.LANGUAGES):
            choose_language(user, chosen)

    def get_password_change_redirect_url(self, request):
        return reverse(settings.LOGIN_REDIRECT_URL)

    def get_reset_password_from_key_url(self, key):
        """On the public address: a request may name any host that is let in, and the link carries a secret."""
        uid, _, secret = key.partition("-")
        return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": secret})

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
