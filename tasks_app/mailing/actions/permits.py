"""From which installation the mail of this database may leave."""

from datetime import datetime

from django.db import transaction

from tasks_app.journal.actions import record
from tasks_app.mailing.models import MailPermit


@transaction.atomic
def allow_mail(*, marker: str, at: datetime) -> bool:
    """From now on it may leave from where MAIL_MARKER is this word, and from nowhere else. False: it was so before."""
    permit, is_new = MailPermit.objects.select_for_update().get_or_create(pk=1, defaults={"marker": marker, "at": at})
    if not is_new and permit.marker == marker:
        return False
    permit.marker, permit.at = marker, at
    permit.save()
    record("mail.allowed", permit, by=None, at=at, marker=marker)
    return True


@transaction.atomic
def forbid_mail(*, at: datetime) -> bool:
    """From now on nothing leaves. False: nothing could before."""
    permit = MailPermit.objects.select_for_update().first()
    if permit is None:
        return False
    record("mail.forbidden", permit, by=None, at=at, marker=permit.marker)
    permit.delete()
    return True
