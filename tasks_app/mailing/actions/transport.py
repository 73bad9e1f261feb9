"""The mail server, and what it says of a message."""

import logging
import smtplib

from django.core.mail import get_connection
from django.core.mail.backends import smtp

from tasks_app.mailing import rules
from tasks_app.mailing.actions.letters import Letter

logger = logging.getLogger(__name__)

CHANNEL_IS_CLOSED = 421  # RFC 5321, 3.8


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


class MailServer:
    """One connection for many messages, opened when it is needed and anew after a failure."""

    def __init__(self):
        self._backend = get_connection()
        self.is_open = False

    def open(self) -> None:
        """Raises ServerFailed."""
        try:
            self._backend.open()
        except (smtplib.SMTPException, OSError) as error:
            raise ServerFailed(error) from error
        self.is_open = True

    def send(self, letter: Letter) -> None:
        """Returns when the server has taken responsibility. Raises MessageRefused or ServerFailed."""
        try:
            if isinstance(self._backend, smtp.EmailBackend):
                self._backend.connection.sendmail(letter.sender, letter.recipients(), letter.wire)
            else:
                self._backend.send_messages([letter])
        except (smtplib.SMTPException, OSError) as error:
            code = _code_of_refusal(error)
            if code is None or code == CHANNEL_IS_CLOSED:
                self.close()
                raise ServerFailed(error) from error
            raise MessageRefused(error, code=code) from error

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
