"""Out of the outbox."""

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic
from uuid import uuid4

from django.conf import settings

from tasks_app.mailing import rules
from tasks_app.mailing.actions import leases
from tasks_app.mailing.actions.composing import NotPrepared, prepared
from tasks_app.mailing.actions.leases import Acceptance
from tasks_app.mailing.actions.letters import Letter
from tasks_app.mailing.actions.transport import (
    AnswerMissing,
    DeliveryFailed,
    MailServer,
    MessageRefused,
    ServerFailed,
)
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.mailing.queries import bar_to_mail

logger = logging.getLogger(__name__)


def deliver_due(*, at: datetime) -> dict[str, int | str]:
    """Send what is due; returns how many messages came to each state by it.

    Any number of senders may run at once, and none sends what another has; see leases. One bad
    address never stops the others; a server that fails several times in a row ends the run, and the
    rest waits untried for the next. A run also ends after some minutes, and the next one goes on.
    Where this installation may not send the mail of this database nothing happens but a line in the
    log and ``{"barred": why}``.
    """
    if bar := bar_to_mail():
        logger.error("no mail leaves: %s", bar.value)
        return {"barred": bar.value}
    leases.give_up_stale_claims(at=at)
    sender = Sender(at=at)
    sender.run()
    return dict(sender.outcome)


class Sender:
    """One run, with one connection to the mail server."""

    def __init__(self, *, at: datetime):
        self._began_at, self._began = at, monotonic()
        self._token = uuid4().hex
        self._server = MailServer()
        self._accepted: Acceptance | None = None  # by the server, and not marked yet
        self._failures = 0  # of the server, in a row
        self.outcome: Counter[str] = Counter()

    def run(self) -> None:
        try:
            while self._goes_on() and (chunk := leases.lease(self._token, at=self._now())):
                self._deliver(chunk)
        finally:
            self._server.close()

    def _now(self) -> datetime:
        return self._began_at + timedelta(seconds=monotonic() - self._began)

    def _goes_on(self) -> bool:
        is_over = self._now() - self._began_at > rules.A_RUN_ENDS_AFTER
        return not is_over and self._failures < rules.FAILURES_END_A_RUN

    def _deliver(self, chunk: Sequence[Message]) -> None:
        untried = list(reversed(chunk))
        compose, failed = prepared(chunk, at=self._now())
        try:
            while untried and self._goes_on():
                message = untried.pop()
                if message.composed_at is None and message.kind in failed:
                    self._put_off_unwritten(message, failed[message.kind])
                elif letter := self._letter(message, compose):
                    self._send(message, letter)
        finally:
            self._settle()
            if untried:
                leases.give_back(self._token, untried)

    def _letter(self, message: Message, compose: dict) -> Letter | None:
        """What goes over the wire; None where nothing is left to say or it cannot be written: that ends the message."""
        try:
            if message.composed_at is None:
                rendered = compose[message.kind](message)
                if rendered is None:
                    self._end(message, MessageState.SUPERSEDED, "nothing was left to say when it was to leave")
                    return None
                message.write(rendered)
            return Letter(message, at=self._now())
        except Exception as error:  # a mail that cannot be written stops no other
            self._end(message, MessageState.FAILED, f"{type(error).__name__}: {error}")
            return None

    def _send(self, message: Message, letter: Letter) -> None:
        try:
            self._open()
            if not self._hand_over_to(message):
                return
            self._server.send(letter)
        except AnswerMissing as error:
            self._failures += 1
            self._note_doubt(message, error)
        except ServerFailed as error:
            self._failures += 1
            self._note_failure(message, error)
        except MessageRefused as error:
            self._failures = 0
            self._note_failure(message, error)
        else:
            self._failures = 0
            self._accepted = Acceptance(message, self._now())
            self.outcome[MessageState.SENT] += 1

    def _open(self) -> None:
        """Before the message is claimed: as long as nobody is there, nothing can have gone out."""
        if not self._server.is_open:
            self._settle()  # opening takes its time
            self._server.open()

    def _hand_over_to(self, message: Message) -> bool:
        now = self._now()
        if message.expires_at < now:
            self._end(message, MessageState.EXPIRED, message.last_error)
            return False
        is_new = message.composed_at is None
        is_ours = leases.hand_over(self._token, self._accepted, message, is_new=is_new, at=now)
        self._accepted = None
        return is_ours

    def _settle(self) -> None:
        """Mark what the server has accepted, without a next one."""
        if self._accepted:
            leases.hand_over(self._token, self._accepted, None, at=self._now())
            self._accepted = None

    def _note_doubt(self, message: Message, error: AnswerMissing) -> None:
        """Sent again it could arrive twice: a person decides, or the setting."""
        if settings.MAIL_RESEND_UNKNOWN:
            self._note_failure(message, error)
        else:
            message.attempts += 1
            self._end(message, MessageState.UNKNOWN, str(error))

    def _note_failure(self, message: Message, error: DeliveryFailed) -> None:
        message.attempts += 1
        again = rules.next_attempt(self._now(), attempts=message.attempts, expires_at=message.expires_at)
        if isinstance(error, MessageRefused) and error.is_permanent:
            self._end(message, MessageState.FAILED, str(error))
        elif again is None:
            self._end(message, MessageState.EXPIRED, str(error))
        else:
            self._put_off(message, again, str(error))

    def _put_off_unwritten(self, message: Message, error: NotPrepared) -> None:
        message.attempts += 1
        again = rules.next_attempt(self._now(), attempts=message.attempts, expires_at=message.expires_at)
        if again is None or message.attempts >= rules.ATTEMPTS_TO_PREPARE:
            self._end(message, MessageState.FAILED, str(error))
        else:
            self._put_off(message, again, str(error))

    def _put_off(self, message: Message, until: datetime, reason: str) -> None:
        if leases.put_off(self._token, message, until=until, last_error=reason):
            self._count(message, MessageState.WAITING, reason)

    def _end(self, message: Message, state: MessageState, reason: str) -> None:
        if leases.end_one(self._token, message, state, last_error=reason):
            self._count(message, state, reason)

    def _count(self, message: Message, state: MessageState, reason: str) -> None:
        self.outcome[state] += 1
        logger.warning("mail %s: %s (%s)", message.key, state, reason)
