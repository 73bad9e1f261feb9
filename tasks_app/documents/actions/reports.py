from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.text import tidy
from tasks_app.documents import queries, wording
from tasks_app.documents.models import OfficialReport
from tasks_app.documents.rules import plain
from tasks_app.journal.actions import record
from tasks_app.journal.rules import changes
from tasks_app.plan.models import Plan
from tasks_app.reporting.models import ReportingPeriod

OFFICIAL_LANGUAGE = "vi"  # what is assembled for editing; the other language is printed from the facts


class ReportChanged(Exception):
    """Somebody else saved the report since the form was opened; ``theirs`` is what stands now.

    ``news``: what happened, for those who do not see both yet.
    """

    def __init__(self, theirs: OfficialReport):
        self.theirs = theirs
        self.news = _("%(name)s saved this report in the meantime.") % {"name": theirs.editor}
        text = _("%(name)s saved this report in the meantime. Both versions are below; nothing is lost.")
        super().__init__(text % {"name": theirs.editor})


class ReportIsIssued(Exception):
    def __init__(self, report: OfficialReport):
        self.report = report
        text = _("This report was issued as %(number)s by %(name)s; it does not change any more.")
        super().__init__(text % {"number": report.number, "name": report.issuer})


@transaction.atomic
def make_report(plan: Plan, asked: ReportingPeriod | date, *, by: Actor, at: datetime) -> OfficialReport:
    """Make the draft of a report of a period or of a day: its figures are taken and frozen, and its texts are
    assembled from what was reported. Recorded. Needs the plan with its committee and document.
    """
    facts = queries.report_facts(plan, asked, at=at)
    with translation.override(OFFICIAL_LANGUAGE):
        texts, title = wording.first_texts(facts), wording.title(facts)
    report = OfficialReport.objects.create(
        plan=plan,
        period=asked if isinstance(asked, ReportingPeriod) else None,
        day=facts.scope.day,
        title=title,
        facts=plain(facts),
        taken_at=at,
        created_at=at,
        edited_at=at,
        edited_by=by.person,
        edited_for=by.for_person,
        **texts,
        **by.fields,
    )
    record("official_report.made", report, by=by, at=at, day=facts.scope.day.isoformat())
    return report


@transaction.atomic
def edit_report(
    report: OfficialReport, texts: Mapping[str, str], *, title: str, version: int, by: Actor, at: datetime
) -> OfficialReport:
    """Keep what was typed: the abstract line and the texts, by their names. Old and new stand in the record.

    ``version``: that which the form was opened with. The same again changes nothing. Raises ReportChanged where
    somebody else saved since then, ReportIsIssued.
    """
    report = _locked(report)
    before = {"title": report.title, **report.texts}
    after = {"title": tidy(title), **{name: tidy(texts[name].replace("\r\n", "\n")) for name in report.texts}}
    changed = changes(before, after)
    if not changed:
        return report
    if report.version != version:
        raise ReportChanged(report)
    for name, value in after.items():
        setattr(report, name, value)
    _save(report, list(after), by=by, at=at)
    record("official_report.edited", report, by=by, at=at, changed=changed)
    return report


@transaction.atomic
def take_figures_again(report: OfficialReport, *, version: int, by: Actor, at: datetime) -> OfficialReport:
    """Freeze the figures as they are known now; the texts stay as they were typed. Recorded.

    Raises ReportChanged, ReportIsIssued as ``edit_report``.
    """
    report = _locked(report)
    if report.version != version:
        raise ReportChanged(report)
    facts = queries.report_facts(report.plan, report.period or report.day, at=at)
    report.facts, report.taken_at, report.day = plain(facts), at, facts.scope.day
    _save(report, ["facts", "taken_at", "day"], by=by, at=at)
    record("official_report.figures_taken", report, by=by, at=at, day=report.day.isoformat())
    return report


@transaction.atomic
def issue_report(
    report: OfficialReport, *, number: str, issued_on: date, version: int, by: Actor, at: datetime
) -> OfficialReport:
    """Set its document number and date: from now on neither figures nor texts change. Recorded.

    Raises ReportIsIssued for a repetition, ReportChanged where somebody saved what the one who issues has not seen.
    """
    report = _locked(report)
    if report.version != version:
        raise ReportChanged(report)
    report.number, report.issued_on, report.issued_at = tidy(number), issued_on, at
    report.issued_by, report.issued_for = by.person, by.for_person
    report.version += 1
    report.save(update_fields=["number", "issued_on", "issued_at", "issued_by", "issued_for", "version"])
    record("official_report.issued", report, by=by, at=at, number=report.number, on=issued_on.isoformat())
    return report


def _locked(report: OfficialReport) -> OfficialReport:
    """The report as it stands, with what its figures are taken of; nobody else changes it until the end."""
    # Locked by itself and read afterwards: one query would join the people of before to what the other has just saved,
    # and PostgreSQL leaves out a row whose joins do not hold any more.
    OfficialReport.objects.select_for_update().only("pk").get(pk=report.pk)
    whole = OfficialReport.objects.select_related("plan__committee", "plan__source_document", "period__plan", *PEOPLE)
    report = whole.get(pk=report.pk)
    if report.is_issued:
        raise ReportIsIssued(report)
    return report


PEOPLE = ("by", "for_person", "edited_by", "edited_for", "issued_by", "issued_for")


def _save(report: OfficialReport, fields: list[str], *, by: Actor, at: datetime) -> None:
    report.version += 1
    report.edited_at, report.edited_by, report.edited_for = at, by.person, by.for_person
    report.save(update_fields=[*fields, "version", "edited_at", "edited_by", "edited_for"])
