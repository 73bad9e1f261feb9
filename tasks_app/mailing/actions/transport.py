"""The mail server, and what it says of a message."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends import smtp

from tasks_app.mailing import rules
from tasks_app.mailing.actions.letters import Letter

logger = logging.getLogger(__name__)

CHANNEL_IS_CLOSED = 421  # RFC 5321, 3.8
END_OF_CONTENT = b"\r\n.\r\n"
SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class DeliveryFailed(Exception):
    """Why a message did not go out; its text is kept with the message."""

    def __init__(self, error: Exception):
        super().__init__(f"{type(error).__name__}: {error}")


class MessageRefused(DeliveryFailed):
    """The server wants this message, or its address, not now or never."""

    def __init__(self, error: Exception, *, code: int):
        super().__init__(error)
        self.is_permanent = rules.is_permanent(code)


class ServerFailed(DeliveryFailed):
    """No server, or one that will not talk to us: that says nothing about the message."""


class AnswerMissing(ServerFailed):
    """The server had all of the message when it fell silent: it may have taken it."""


class _Watched:
    """An SMTP client that knows whether the server has a whole message and has not answered yet."""

    awaits_answer = False

    def data(self, msg):
        answer = super().data(msg)
        self.awaits_answer = False
        return answer

    def send(self, s):
        self.awaits_answer = False
        super().send(s)
        # Commands are strings; of the content the server has all only when it has its end.
        self.awaits_answer = isinstance(s, bytes) and s.endswith(END_OF_CONTENT)


class WatchedSmtp(_Watched, smtplib.SMTP):
    pass


class WatchedSmtpOverTls(_Watched, smtplib.SMTP_SSL):
    pass


class WatchedBackend(smtp.EmailBackend):
    @property
    def connection_class(self):
        return WatchedSmtpOverTls if self.use_ssl else WatchedSmtp


class MailServer:
    """One connection for many messages, opened when it is needed and anew after a failure."""

    def __init__(self):
        named = settings.EMAIL_BACKEND
        self._backend = get_connection(f"{__name__}.WatchedBackend" if named == SMTP_BACKEND else named)
        self.is_open = False

    def open(self) -> None:
        """Raises ServerFailed."""
        try:
            self._backend.open()
        except (smtplib.SMTPException, OSError) as error:
            raise ServerFailed(error) from error
        self.is_open = True

    def send(self, letter: Letter) -> None:
        """Returns when the server has taken responsibility. Raises MessageRefused, ServerFailed or AnswerMissing."""
        try:
            if isinstance(self._backend, WatchedBackend):
                self._backend.connection.sendmail(letter.sender, letter.recipients(), letter.wire)
            else:
                self._backend.send_messages([letter])
        except (smtplib.SMTPException, OSError) as error:
            if self._awaits_answer:
                self.close()
                raise AnswerMissing(error) from error
            code = _code_of_refusal(error)
            if code is None or code == CHANNEL_IS_CLOSED:
                self.close()
                raise ServerFailed(error) from error
            raise MessageRefused(error, code=code) from error

    @property
    def _awaits_answer(self) -> bool:
        return isinstance(self._backend, WatchedBackend) and self._backend.connection.awaits_answer

    def close(self) -> None:
        self.is_open = False
        try:
            self._backend.close()
        except (smtplib.SMTPException, OSError):
            logger.info("the mail server had gone before it was taken leave of")


def _code_of_refusal(error: Exception) -> int | None:
    """What the server said of this message or its address.

    A refusal to talk to us at all (sign-in, greeting, our own address) is about the server's settings
    or ours: it says nothing about the message, which is tried again.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _ in error.recipients.values())
    return error.smtp_code if isinstance(error, smtplib.SMTPDataError) else None
