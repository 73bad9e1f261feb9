"""What mail servers send back: delivery status reports (RFC 3464)."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_string
from email.message import EmailMessage

FAILED = "failed"  # the other actions are delayed, delivered, relayed and expanded


@dataclass(frozen=True)
class Bounce:
    """A mail of ours that could not be delivered: its Message-ID, the address, and what the server there said."""

    message_id: str
    address: str
    reason: str


def bounce_in(mail: EmailMessage) -> Bounce | None:
    """What a report says of a mail that failed for good; None for anything else.

    An automatic reply ("I am on leave") comes from a mailbox that was reached, and a report of a delay is no end. They
    are told apart by their parts: some servers mark their reports as auto-replied too.
    """
    if mail.get_content_type() != "multipart/report":
        return None
    failed = next((fields for fields in _recipients(mail) if _value(fields, "Action").lower() == FAILED), None)
    message_id = _returned_id(mail)
    if failed is None or not message_id:
        return None
    reason = _typed(failed, "Diagnostic-Code") or _value(failed, "Status")
    return Bounce(message_id, address=_typed(failed, "Final-Recipient"), reason=reason)


def _recipients(mail: EmailMessage) -> list[EmailMessage]:
    """The groups of fields about recipients; the first group of a report is about the message."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            return [fields for fields in part.get_payload() if fields.get("Final-Recipient")]
    return []


def _returned_id(mail: EmailMessage) -> str:
    """The Message-ID in what was returned: the whole mail, or its headers."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            found = part.get_payload(0).get("Message-ID", "")
        elif kind == "text/rfc822-headers":
            found = message_from_string(part.get_content()).get("Message-ID", "")
        else:
            continue
        if found:
            return "".join(str(found).split())
    return ""


def _value(fields: EmailMessage, name: str) -> str:
    return " ".join(str(fields.get(name, "")).split())


def _typed(fields: EmailMessage, name: str) -> str:
    """The text of a field such as ``rfc822; a@example.vn`` or ``smtp; 550 No such mailbox``."""
    return _value(fields, name).partition(";")[2].strip()
