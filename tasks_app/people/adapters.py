from datetime import timedelta
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction

from tasks_app.common import clock
from tasks_app.mailing import actions as mailing
from tasks_app.mailing.rendering import Rendered
from tasks_app.people.models import Person

SECRETS_EXPIRE_AFTER = timedelta(hours=1)


class AccountAdapter(DefaultAccountAdapter):
    """allauth as this product wants it: nobody signs himself up, and its mails go through the outbox."""

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        mail = self.render_mail(template_prefix, email, context)
        rendered = Rendered(
            subject=mail.subject,
            text=mail.body,
            html=next((content for content, _ in getattr(mail, "alternatives", [])), ""),
            language=self.request.LANGUAGE_CODE if self.request else "vi",
        )
        now = clock.now()
        with transaction.atomic():
            mailing.queue(
                rendered,
                key=f"account:{uuid4()}",
                kind="account",
                to_address=email,
                to_person=Person.objects.filter(email__iexact=email).first(),
                at=now,
                expires_at=now + SECRETS_EXPIRE_AFTER,
                is_secret=True,
            )
