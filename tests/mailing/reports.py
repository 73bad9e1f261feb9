"""What mail servers and mailboxes send back."""

from email import message_from_string, policy
from email.message import EmailMessage


def mail_of(text: str) -> EmailMessage:
    return message_from_string(text, policy=policy.default)


def report(
    *,
    message_id: str,
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = "Diagnostic-Code: smtp; 550 5.1.1 No such mailbox\n",
    returned: str = "text/rfc822-headers",
    submitted: str = "auto-replied",
) -> EmailMessage:
    """As Postfix writes it, which says auto-replied of its reports."""
    return mail_of(f"""\
Return-Path: <>
From: MAILER-DAEMON@mail.example.vn (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: reform@example.org
Auto-Submitted: {submitted}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="AF/1.2"

--AF/1.2
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--AF/1.2
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.vn
X-Postfix-Queue-ID: AF
Arrival-Date: Tue, 15 Oct 2024 07:15:01 +0700 (+07)

Final-Recipient: rfc822; sai@example.vn
Original-Recipient: rfc822;sai@example.vn
Action: {action}
Status: {status}
Remote-MTA: dns; mx.example.vn
{diagnostic}
--AF/1.2
Content-Description: Undelivered Message
Content-Type: {returned}

From: reform@example.org
To: sai@example.vn
Subject: =?utf-8?b?VGjGsA==?=
Message-ID:
 {message_id}

--AF/1.2--
""")


VACATION = """\
From: sai@example.vn
To: reform@example.org
Subject: Re: on leave
Auto-Submitted: auto-replied
In-Reply-To: <digest.1@127.0.0.1>
References: <digest.1@127.0.0.1>
Content-Type: text/plain; charset=utf-8

I am on leave until Monday.
"""

READ_RECEIPT = """\
From: sai@example.vn
To: reform@example.org
Subject: Read
Content-Type: multipart/report; report-type=disposition-notification; boundary="x"

--x
Content-Type: text/plain

It was read.

--x
Content-Type: message/disposition-notification

Final-Recipient: rfc822;sai@example.vn
Original-Message-ID: <digest.1@127.0.0.1>
Disposition: manual-action/MDN-sent-manually; displayed

--x--
"""
