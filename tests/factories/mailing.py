from datetime import timedelta

import factory

from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Hold, Message
from tests.factories.people import secretary
from tests.factories.plan import ISSUED_AT

LEFT = (MessageState.SENT, MessageState.RETURNED)


class MessageFactory(factory.django.DjangoModelFactory):
    """A mail in the outbox, waiting."""

    class Meta:
        model = Message

    key = factory.Sequence(lambda n: f"test:{n}")
    kind = "test"
    to_address = factory.Sequence(lambda n: f"reader{n}@example.vn")
    language = "vi"
    subject = "Thư thử nghiệm"
    text = "Kính gửi đồng chí\n"
    html = "<p>Kính gửi đồng chí</p>"
    created_at = ISSUED_AT
    composed_at = factory.SelfAttribute("created_at")
    due_at = factory.SelfAttribute("send_after")
    send_after = factory.SelfAttribute("created_at")
    expires_at = factory.LazyAttribute(lambda message: message.created_at + timedelta(days=1))
    sent_at = factory.LazyAttribute(lambda message: message.send_after if message.state in LEFT else None)
    state = MessageState.WAITING


class HoldFactory(factory.django.DjangoModelFactory):
    """All mail about work is held back for a week."""

    class Meta:
        model = Hold

    reason = "Chuyển máy chủ thư"
    at = ISSUED_AT
    starts_at = factory.SelfAttribute("at")
    ends_at = factory.LazyAttribute(lambda hold: hold.starts_at + timedelta(days=7))
    by = factory.LazyFunction(secretary)
