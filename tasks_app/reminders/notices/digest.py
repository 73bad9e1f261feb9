from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.dates import local_day
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.models import Message
from tasks_app.mailing.rendering import Rendered, render
from tasks_app.reminders import queries, wording
from tasks_app.reminders.enums import Subject, Urgency
from tasks_app.reminders.models import Reminder
from tasks_app.reminders.notices import words
from tasks_app.reminders.notices.lines import Line, address, is_demonstration, line_of_work, on_one_line
from tasks_app.reminders.queries import Digest, Item

MOST_LINES = 25  # of a group: a mail is read on a phone, the rest is a click away


@dataclass(frozen=True)
class Group:
    urgency: Urgency
    lines: list[Line]
    number: int
    url: str

    @property
    def mark(self) -> str:
        return wording.MARKS[self.urgency]

    @property
    def heading(self) -> str:
        return f"{self.urgency.label} ({self.number})"

    @property
    def is_overdue(self) -> bool:
        return self.urgency == Urgency.OVERDUE

    @property
    def others(self) -> str:
        """How many there are besides, and nothing where all are listed."""
        left = self.number - len(self.lines)
        if not left:
            return ""
        return ngettext("and %(number)d more", "and %(number)d more", left) % {"number": left}


@dataclass(frozen=True)
class DigestMails:
    """``compose``: writes one of the messages, None where nothing is left to say; ``lines``: the ledger's of all of
    them; ``gone``: those that are no longer true."""

    compose: Callable[[Message], Rendered | None]
    lines: list[Reminder]
    gone: list[Reminder]


def digest_mails(messages: Collection[Message], *, at: datetime) -> DigestMails:
    """What these digests say at a moment; a constant number of queries, however many."""
    day, calendar = local_day(at), working_calendar()
    says: dict[int, Digest] = {}
    lines: list[Reminder] = []
    gone: list[Reminder] = []
    for batch in _one_a_person(messages):
        its = list(queries.lines_of(batch.values()))
        found = queries.digests(its, day=day, calendar=calendar)
        says |= {batch[person].pk: digest for person, digest in found.by_recipient.items()}
        lines += its
        gone += found.gone

    def compose(message: Message) -> Rendered | None:
        digest = says.get(message.pk)
        if digest is None or digest.is_empty:
            return None
        return digest_mail(digest, day=day, language=message.language)

    return DigestMails(compose, lines, gone)


def _one_a_person(messages: Iterable[Message]) -> list[dict[int, Message]]:
    """The messages by person; a second one of the same person, which somebody sends again, comes into another batch."""
    batches: list[dict[int, Message]] = []
    for message in messages:
        batch = next((one for one in batches if message.to_person_id not in one), None)
        if batch is None:
            batch = {}
            batches.append(batch)
        batch[message.to_person_id] = message
    return batches


def as_it_would_read(message: Message, *, at: datetime) -> Message:
    """A digest that is still to be written, with the words that it would have now; any other as it is."""
    if message.kind == Notice.DIGEST and message.composed_at is None:
        its = digest_mails([message], at=at).compose(message)
        if its is not None:
            message.subject, message.text, message.html = its.subject, its.text, its.html
    return message


def digest_mail(digest: Digest, *, day: date, language: str) -> Rendered:
    """The mail of a day: what is overdue, returned, due today and due soon, what waits for an answer, and copies."""
    with translation.override(language):
        counts = digest.counts
        groups = [_group(digest, urgency, counts[urgency]) for urgency in Urgency if counts[urgency]]
        context = {
            "recipient": digest.recipient,
            "day": day,
            "in_short": wording.in_short(counts) if counts else _("summary of the week"),
            "in_full": wording.in_full(counts) if counts else "",
            "overdue_besides": wording.overdue_besides(digest.overdue_besides),
            "first": groups[0].lines[0] if groups else None,
            "groups": groups,
            "summary": words.summary(digest.summary) if digest.summary else None,
            "first_page": _first_page(digest),
            "preferences_url": address("reminder_mine"),
            "has_own_work": any(counts[urgency] for urgency in wording.OWN),
            "is_demonstration": _is_demonstration(digest),
        }
        return render("reminders/digest", language=language, context=context)


def _group(digest: Digest, urgency: Urgency, number: int) -> Group:
    items = [item for item in digest.items if item.urgency == urgency]
    return Group(urgency, [_line(item) for item in items[:MOST_LINES]], number, address(_list_of(urgency, items)))


def _list_of(urgency: Urgency, items: list[Item]) -> str:
    """The page on which the whole of a group stands."""
    if urgency == Urgency.COPY:
        return "assignment_list"
    if urgency == Urgency.WAITING:
        return "report_list" if any(item.subject == Subject.REVIEW for item in items) else "extension_list"
    return "my_work"


@dataclass(frozen=True)
class FirstPage:
    label: str
    url: str


def _first_page(digest: Digest) -> FirstPage:
    """Where the one button leads: to his own work, where there is some, or to the whole."""
    if any(item.urgency in wording.OWN and item.for_person is None for item in digest.items):
        return FirstPage(_("Open my work"), address("my_work"))
    if digest.summary or any(item.urgency not in wording.OWN for item in digest.items):
        return FirstPage(_("Open the overview"), address("overview"))
    return FirstPage(_("Open the tracker"), address("home"))


def _is_demonstration(digest: Digest) -> bool:
    if digest.summary:
        return digest.summary.plan.is_demonstration
    return any(is_demonstration(item.work.assignment) for item in digest.items)


def _line(item: Item) -> Line:
    notes = [
        words.for_person(item.for_person) if item.for_person else "",
        _("a draft is ready") if item.work.draft and item.urgency != Urgency.COPY else "",
        words.note(item),
    ]
    note = "; ".join(text for text in notes if text)
    if item.subject == Subject.WORK and item.urgency != Urgency.COPY:
        line = line_of_work(item.work, note=note)
        return line if not item.for_person else _for_another(line, item)
    task = item.work.assignment.task
    name, key, action = _where(item)
    line = Line(
        number=task.number,
        title=words.title(item, on_one_line(task.title)),
        organisation=on_one_line(str(_organisation(item))),
        when=words.when(item),
        note=note,
        url=address(name, key),
        action=action,
    )
    return line if not item.for_person else _for_another(line, item)


def _where(item: Item) -> tuple[str, int, str]:
    """The page that a line leads to, what of, and what its link says."""
    assignment = item.work.assignment
    if item.urgency == Urgency.COPY:
        return "assignment_detail", assignment.pk, _("Open")
    match item.subject:
        case Subject.CONTRIBUTION:
            return "contribution_edit", item.thing.pk, _("Contribute")
        case Subject.REVIEW:
            return "report_review", item.thing.pk, _("Review")
        case Subject.EXTENSION:
            return "extension_detail", item.thing.pk, _("Answer")
    return "report_edit", assignment.pk, _("Read and send") if item.work.draft else _("Report")


def _organisation(item: Item):
    return item.thing.organisation if item.subject == Subject.CONTRIBUTION else item.work.assignment.organisation


def _for_another(line: Line, item: Item) -> Line:
    """Its link asks first whether the reader acts for the other: opening it changes nothing."""
    if item.delegation is None:
        return line
    target = line.url.removeprefix(settings.SITE_URL)
    url = f"{address('act_for', item.delegation)}?{urlencode({'next': target})}"
    return replace(line, url=url)
