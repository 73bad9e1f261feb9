"""Somebody who left is no longer known by name: what he did stays, under the position that he held."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import JSONField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from tasks_app.api.models import ApiToken
from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.common.tokens import new_token
from tasks_app.documents.models import OfficialReport
from tasks_app.exports.models import OfflineUpload, WantedFile
from tasks_app.feeds.models import CalendarFeed
from tasks_app.finding.models import SavedView
from tasks_app.imports.models import Import, ImportRow
from tasks_app.journal.actions import record
from tasks_app.journal.models import Entry, ExportRecord
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Hold, Message
from tasks_app.people.models import FailedSignIn, Invitation, Person, SignIn
from tasks_app.privacy import queries
from tasks_app.privacy.rules import Traces, without_personal
from tasks_app.reminders.models import MailPreference

NOWHERE = "anonymised.invalid"  # a name that leads nowhere for ever, RFC 2606


class AnonymisingRefused(Exception):
    """Why somebody is not anonymised; sentences for the person."""


@transaction.atomic
def anonymise(person: Person, *, by: Actor, at: datetime) -> Person:
    """Take the personal data of somebody who left out of everything, see ``rules.FATES``; it cannot be undone.

    Recorded as ``person.anonymised``, without what was there before. Raises AnonymisingRefused for oneself, and for who
    may still sign in, holds a role, answers for open work, or was anonymised already, so a repetition changes nothing.
    """
    its = Person.objects.select_for_update().get(pk=person.pk)
    if its.pk in by.people:
        raise AnonymisingRefused(_("Nobody anonymises himself. Ask a colleague."))
    if reasons := queries.obstacles(its, on=local_day(at)):
        raise AnonymisingRefused(" ".join(reasons))
    traces = queries.traces_of(its, label=queries.label_of(its))
    files = _end_what_is_his(its, at=at)
    _empty_account(its, traces, at=at)
    _empty_mail_to(its)
    _word_record_of(its, traces)
    _word_everything_else(traces)
    record("person.anonymised", its, by=by, at=at)
    transaction.on_commit(lambda: _delete_files(files))
    return its


def _end_what_is_his(person: Person, *, at: datetime) -> list:
    """What only he had goes or ends; returns the files that go once that is certain."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
    SignIn.objects.filter(person=person).delete()
    FailedSignIn.objects.filter(person=person).forget()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    SocialAccount.objects.filter(user=person).delete()
    MailPreference.objects.filter(person=person).delete()
    SavedView.objects.filter(person=person, is_shared=False).delete()
    Hold.objects.filter(person=person).delete()
    Invitation.objects.open().filter(person=person).update(revoked_at=at)
    CalendarFeed.objects.filter(person=person, ended_at__isnull=True).update(ended_at=at)
    ApiToken.objects.filter(person=person, ended_at__isnull=True).update(ended_at=at)
    OfflineUpload.objects.filter(Q(by=person) | Q(for_person=person)).delete()
    wanted = WantedFile.objects.filter(Q(by=person) | Q(for_person=person))
    files = [one.stored for one in wanted if one.stored]
    wanted.delete()
    return files


def _delete_files(files: Iterable) -> None:
    for file in files:
        file.delete(save=False)


def _empty_account(person: Person, traces: Traces, *, at: datetime) -> None:
    person.full_name = traces.label
    person.username = f"nguyen-{new_token()[:12].lower()}"
    person.email = f"{person.username}@{NOWHERE}"
    person.language, person.closed_steps, person.last_login = "", [], None
    person.is_staff = person.is_superuser = False
    person.anonymised_at = at
    person.set_unusable_password()
    person.save()


def _empty_mail_to(person: Person) -> None:
    """That he was written to, about what and when stays in the ledger; what the mails said, and where they went,
    goes."""
    its = Message.objects.filter(to_person=person)
    its.filter(state=MessageState.WAITING).update(state=MessageState.CANCELLED)
    its.update(to_address=person.email, subject="", text="", html="", headers={}, last_error="")


def _word_record_of(person: Person, traces: Traces) -> None:
    """The lines about him, those of his own devices and passwords, and of mail that was held back for him."""
    about = Q(subject_kind="person", subject_id=person.pk)
    of_devices = Q(subject_kind="signin") & (Q(by=person) | Q(for_person=person))
    of_holds = Q(subject_kind="hold", details__person=person.pk)
    for entry in Entry.objects.filter(about | of_devices | of_holds).iterator():
        details = without_personal(entry.details, traces)
        if details != entry.details:
            Entry.objects.word_anew(entry.pk, details=details)
    of_account = LogEntry.objects.filter(content_type__model="person", object_id=str(person.pk))
    of_account.update(object_repr=traces.label, change_message="")


def _word_everything_else(traces: Traces) -> None:
    """Wherever else a name of his stands in what is no document: one search for each of these."""
    if not traces.words:
        return
    for row in _with(Entry.objects.all(), ["details"], traces.words):
        Entry.objects.word_anew(row.pk, details=traces.worded_in(row.details))
    for row in _with(ExportRecord.objects.all(), ["query"], traces.in_queries):
        ExportRecord.objects.word_anew(row.pk, query=traces.worded_query(row.query))
    _word(SavedView.objects.all(), ["name"], traces.words, traces.worded)
    _word(SavedView.objects.all(), ["query"], traces.in_queries, traces.worded_query)
    _word(WantedFile.objects.all(), ["title", "name"], traces.words, traces.worded)
    _word(Message.objects.all(), ["subject", "text", "html", "last_error"], traces.words, traces.worded)
    _word(LogEntry.objects.all(), ["object_repr", "change_message"], traces.words, traces.worded)
    _word(Import.objects.all(), ["grid"], traces.words, traces.worded_in)
    _word(ImportRow.objects.all(), ["cells", "remarks"], traces.words, traces.worded_in)
    _word(OfficialReport.objects.filter(issued_at=None), ["facts"], traces.words, traces.worded_in)


def _word(rows: QuerySet, fields: list[str], words: Iterable[str], worded: Callable) -> None:
    for row in _with(rows, fields, words):
        said = {field: worded(getattr(row, field)) for field in fields}
        for field, value in said.items():
            longest = getattr(row._meta.get_field(field), "max_length", None)
            said[field] = value[:longest] if longest else value
        type(row)._base_manager.filter(pk=row.pk).update(**said)


def _with(rows: QuerySet, fields: list[str], words: Iterable[str]) -> Iterable[Model]:
    """Those in which one of these words stands. SQLite keeps what is beyond ASCII in JSON as \\uXXXX."""
    wanted = Q()
    for field in fields:
        is_json = isinstance(rows.model._meta.get_field(field), JSONField)
        if is_json:
            rows = rows.annotate(**{f"{field}_said": Cast(field, TextField())})
        for word in words:
            for way in {word, json.dumps(word)[1:-1]} if is_json else {word}:
                wanted |= Q(**{f"{field}_said__icontains" if is_json else f"{field}__icontains": way})
    keys = list(rows.filter(wanted).order_by("pk").values_list("pk", flat=True))
    return (rows.model._base_manager.get(pk=key) for key in keys)
