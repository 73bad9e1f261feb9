"""What happens to a meeting: it is planned, changed, held, concluded; its decisions go out as tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.journal.actions import record
from tasks_app.journal.rules import changes
from tasks_app.meetings.enums import MeetingState
from tasks_app.meetings.models import AgendaItem, Amendment, Decision, Meeting
from tasks_app.meetings.queries import given_of_item, given_of_meeting, texts_of
from tasks_app.meetings.rules import FOLLOWS, IN_CALENDARS, DecisionGiven, ItemGiven, MeetingGiven, mark_of
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.models import KeyTask, SourceDocument
from tasks_app.planning.actions import EditedMeanwhile, edit_document, enter_document, order_task
from tasks_app.planning.queries.given import given_of_document
from tasks_app.planning.rules import DocumentGiven, TaskGiven

LONGEST_TITLE = 300


class MeetingRefused(Exception):
    """Why something cannot be done to a meeting; a sentence for the person."""


class TextIsFrozen(MeetingRefused):
    def __init__(self, meeting: Meeting):
        if meeting.is_concluded:
            text = _("The meeting was concluded on %(day)s; its text is frozen. Add an amendment instead.")
            super().__init__(text % {"day": date_format(local_day(meeting.concluded_at), "DATE_FORMAT")})
        else:
            super().__init__(_("The meeting was cancelled, so nothing is changed in it any more."))


class NotPossibleNow(MeetingRefused):
    def __init__(self, meeting: Meeting):
        text = _("This is not possible while the meeting is in the state “%(state)s”. Look at its page again.")
        super().__init__(text % {"state": meeting.get_state_display()})


class NotBegunYet(MeetingRefused):
    def __init__(self):
        super().__init__(_("The meeting begins later. Change its time first, if it was held earlier."))


class NothingConcluded(MeetingRefused):
    def __init__(self):
        super().__init__(_("No conclusion is written yet. Write it, for the whole meeting or for an item, first."))


class ItemHasDecisions(MeetingRefused):
    def __init__(self):
        super().__init__(_("Decisions were given out under this item, so it stays. Its words can be changed."))


@transaction.atomic
def enter_meeting(given: MeetingGiven, *, by: Actor, at: datetime) -> Meeting:
    """Plan a meeting. Recorded as ``meeting.entered``; it appears in the calendars of those who attend, nobody is
    mailed. A repetition enters another one."""
    meeting = Meeting(changed_at=at, **_columns(given))
    meeting.save()
    _invite(meeting, given)
    record("meeting.entered", meeting, by=by, at=at, new=given.written)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, given: MeetingGiven, *, seen: str | None = None, by: Actor, at: datetime
) -> Meeting:
    """Say something else of a meeting: recorded old → new as ``meeting.changed``; nothing where nothing changes.

    Another time or place moves it in calendars. Raises EditedMeanwhile, TextIsFrozen.
    """
    meeting = _lock_open(meeting)
    before = given_of_meeting(meeting)
    if seen is not None and seen != before.mark:
        raise EditedMeanwhile
    changed = changes(before.written, given.written)
    if not changed:
        return meeting
    for name, value in _columns(given).items():
        setattr(meeting, name, value)
    if not changed.keys().isdisjoint(IN_CALENDARS):
        _move_in_calendars(meeting, at)
    meeting.save()
    _invite(meeting, given)
    record("meeting.changed", meeting, by=by, at=at, changed=changed)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """Call a planned meeting off; calendars show it as cancelled. Recorded as ``meeting.cancelled``. Raises
    NotPossibleNow, for a repetition too."""
    meeting = _step(meeting, MeetingState.CANCELLED)
    _move_in_calendars(meeting, at)
    meeting.save()
    record("meeting.cancelled", meeting, by=by, at=at)
    return meeting


@transaction.atomic
def hold_meeting(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """Say that a meeting is being held or was: from now on its decisions can be given out. Recorded as
    ``meeting.held``. Raises NotBegunYet, NotPossibleNow, for a repetition too."""
    meeting = _step(meeting, MeetingState.HELD)
    if local_day(meeting.starts_at) > local_day(at):
        raise NotBegunYet
    meeting.save()
    record("meeting.held", meeting, by=by, at=at)
    return meeting


@transaction.atomic
def conclude_meeting(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """Freeze the text of a meeting: who attends sees it from now on. Recorded as ``meeting.concluded`` with the text.

    Raises NothingConcluded, NotPossibleNow, for a repetition too.
    """
    meeting = _step(meeting, MeetingState.CONCLUDED)
    texts = texts_of(meeting)
    if not any(texts.values()):
        raise NothingConcluded
    meeting.concluded_at = at
    meeting.save()
    record("meeting.concluded", meeting, by=by, at=at, texts={str(key or "all"): text for key, text in texts.items()})
    return meeting


@transaction.atomic
def add_item(meeting: Meeting, given: ItemGiven, *, by: Actor, at: datetime) -> AgendaItem:
    """Put an item at the end of the agenda; recorded as ``meeting.item_added``. Raises TextIsFrozen."""
    meeting = _lock_open(meeting)
    last = meeting.items.aggregate(last=Max("order"))["last"] or 0
    item = meeting.items.create(order=last + 1, **_item_columns(given))
    record("meeting.item_added", meeting, by=by, at=at, new=given.written, order=item.order)
    return item


@transaction.atomic
def change_item(item: AgendaItem, given: ItemGiven, *, seen: str | None = None, by: Actor, at: datetime) -> AgendaItem:
    """Word an item otherwise: recorded old → new. Raises EditedMeanwhile, TextIsFrozen."""
    meeting = _lock_open(item.meeting)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    before = given_of_item(item)
    if seen is not None and seen != before.mark:
        raise EditedMeanwhile
    if changed := changes(before.written, given.written):
        for name, value in _item_columns(given).items():
            setattr(item, name, value)
        item.save()
        record("meeting.item_changed", meeting, by=by, at=at, changed=changed, order=item.order)
    return item


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Actor, at: datetime) -> None:
    """Take an item from the agenda; the others move up, what it said stays in the record. Raises ItemHasDecisions,
    TextIsFrozen."""
    meeting = _lock_open(item.meeting)
    if item.decisions.exists():
        raise ItemHasDecisions
    old = given_of_item(item).written | {"conclusion": item.conclusion}
    record("meeting.item_removed", meeting, by=by, at=at, old=old, order=item.order)
    item.delete()
    for order, other in enumerate(meeting.items.order_by("order"), 1):
        meeting.items.filter(pk=other.pk).exclude(order=order).update(order=order)


@transaction.atomic
def write_conclusion(
    meeting: Meeting, texts: Mapping[int | None, str], *, seen: str | None = None, by: Actor, at: datetime
) -> Meeting:
    """Write what is concluded: for the whole (None) and for items of the agenda, by their keys; others stay.
    ``seen``: the mark of these texts as the person had them before him.

    Recorded old → new as ``meeting.worded``; nothing where nothing changes. Raises EditedMeanwhile, TextIsFrozen.
    """
    meeting = _lock_open(meeting)
    there = texts_of(meeting)
    said = {key: _lines(text) for key, text in texts.items() if key in there}
    before = {key: there[key] for key in said}
    if seen is not None and seen != mark_of(before):
        raise EditedMeanwhile
    changed = changes(before, said)
    if not changed:
        return meeting
    for key in changed:
        if key is None:
            meeting.conclusion = said[None]
            meeting.save()
        else:
            meeting.items.filter(pk=key).update(conclusion=said[key])
    named = {str(key or "all"): pair for key, pair in changed.items()}
    record("meeting.worded", meeting, by=by, at=at, changed=named)
    return meeting


@transaction.atomic
def amend(meeting: Meeting, text: str, *, item: AgendaItem | None = None, by: Actor, at: datetime) -> Amendment:
    """Add to the frozen text of a concluded meeting; both stay. Recorded as ``meeting.amended``. Raises
    NotPossibleNow where it is not concluded."""
    meeting = _lock(meeting)
    if not meeting.is_concluded:
        raise NotPossibleNow(meeting)
    amendment = Amendment.objects.create(meeting=meeting, item=item, text=_lines(text), at=at, **by.fields)
    record("meeting.amended", meeting, by=by, at=at, text=amendment.text, item=item.order if item else None)
    return amendment


@transaction.atomic
def give_out_decision(
    meeting: Meeting,
    given: DecisionGiven,
    organisations: Iterable[Organisation],
    *,
    key_task: KeyTask,
    item: AgendaItem | None = None,
    responsible: Person | None = None,
    coordinating: Iterable[Organisation] = (),
    by: Actor,
    at: datetime,
) -> Decision:
    """What a meeting decided becomes a task at once, with the notice of conclusion as its document; those who get the
    work are told as of every task. Recorded as ``meeting.decided``. A repetition gives out another one.

    Raises NotPossibleNow unless the meeting is held and not concluded, and what ``planning.order_task`` raises; then
    nothing of it stays.
    """
    meeting = _lock(meeting)
    if meeting.state != MeetingState.HELD:
        raise NotPossibleNow(meeting)
    document = _notice(meeting, by=by, at=at)
    task = order_task(
        key_task,
        _as_task(given, document),
        organisations,
        responsible=responsible,
        coordinating=coordinating,
        by=by,
        at=at,
    )
    decision = meeting.decisions.create(item=item, text=given.text, task=task)
    record("meeting.decided", meeting, by=by, at=at, text=given.text, task=task.pk, number=task.number)
    return decision


@transaction.atomic
def number_notice(meeting: Meeting, number: str, issued_on: date, *, by: Actor, at: datetime) -> Meeting:
    """Enter number and date of the notice of conclusion once it is issued; the tasks then name it. Recorded as
    ``meeting.numbered``, and old → new on the document. Raises NotPossibleNow before the meeting is held."""
    meeting = _lock(meeting)
    if meeting.state not in (MeetingState.HELD, MeetingState.CONCLUDED):
        raise NotPossibleNow(meeting)
    document = _notice(meeting, by=by, at=at)
    was = given_of_document(document)
    if (was.number, was.issued_on) == (number, issued_on):
        return meeting
    given = DocumentGiven(was.title_vi, was.title_en, number, issued_on, was.issuer_vi, was.issuer_en)
    meeting.notice = edit_document(document, given, by=by, at=at)
    record("meeting.numbered", meeting, by=by, at=at, number=number, issued_on=issued_on.isoformat())
    return meeting


def _lock(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def _lock_open(meeting: Meeting) -> Meeting:
    meeting = _lock(meeting)
    if not meeting.is_open:
        raise TextIsFrozen(meeting)
    return meeting


def _step(meeting: Meeting, state: MeetingState) -> Meeting:
    meeting = _lock(meeting)
    if state not in FOLLOWS[MeetingState(meeting.state)]:
        raise NotPossibleNow(meeting)
    meeting.state = state
    return meeting


def _move_in_calendars(meeting: Meeting, at: datetime) -> None:
    meeting.sequence += 1
    meeting.changed_at = at


def _columns(given: MeetingGiven) -> dict:
    names = ("kind", "title_vi", "title_en", "starts_at", "place", "whole_committee")
    return {name: getattr(given, name) for name in names} | {"chair_id": given.chair}


def _item_columns(given: ItemGiven) -> dict:
    return {"title_vi": given.title_vi, "title_en": given.title_en, "presenter_id": given.presenter}


def _invite(meeting: Meeting, given: MeetingGiven) -> None:
    meeting.organisations.set(given.organisations)
    meeting.people.set(given.people)


def _notice(meeting: Meeting, *, by: Actor, at: datetime) -> SourceDocument:
    """The notice of conclusion, made where it is needed first; its number may come later."""
    if meeting.notice is None:
        given = DocumentGiven(
            title_vi=f"Thông báo kết luận: {meeting.title_vi}",
            title_en=f"Notice of conclusion: {meeting.title_en}" if meeting.title_en else "",
        )
        meeting.notice = enter_document(given, by=by, at=at)
        meeting.save()
    return meeting.notice


def _as_task(given: DecisionGiven, document: SourceDocument) -> TaskGiven:
    """A title that is too long for its column stands in full as the content."""
    is_short = len(given.text) <= LONGEST_TITLE
    return TaskGiven(
        title_vi=given.text if is_short else f"{given.text[: LONGEST_TITLE - 1].rsplit(' ', 1)[0]}…",
        content_vi="" if is_short else given.text,
        deliverable_vi=given.deliverable,
        basis_documents=(document.pk,),
        deadline_words_vi=given.deadline_words,
        deadline_kind=given.deadline_kind,
        deadline_on=given.deadline_on,
    )


def _lines(text: str) -> str:
    """With its line breaks, without spaces at the ends."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
