"""What happens to an inspection: it is planned, carried out, concluded; recommendations go out as tasks and are looked
at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.inspections.enums import InspectionState, Result
from tasks_app.inspections.models import Inspection, Recheck, Recommendation
from tasks_app.inspections.queries import counts_of, findings_of, given_of_inspection, recommendations
from tasks_app.inspections.rules import FOLLOWS, KNOWN, InspectionGiven, RecommendationGiven
from tasks_app.journal.actions import record
from tasks_app.journal.rules import changes
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.enums import DeadlineKind
from tasks_app.plan.models import KeyTask, SourceDocument
from tasks_app.planning.actions import EditedMeanwhile, edit_document, enter_document, order_task
from tasks_app.planning.queries.given import given_of_document
from tasks_app.planning.queries.leads import heir
from tasks_app.planning.rules import DocumentGiven, TaskGiven

LONGEST_TITLE = 300


class InspectionRefused(Exception):
    """Why something cannot be done to an inspection; a sentence for the person."""


class NotPossibleNow(InspectionRefused):
    def __init__(self, inspection: Inspection):
        text = _("This is not possible in the state “%(state)s”. Look at the page of the inspection again.")
        super().__init__(text % {"state": inspection.get_state_display()})


class NotBegunYet(InspectionRefused):
    def __init__(self):
        super().__init__(_("The inspection begins later. Change its days first, if it was carried out earlier."))


class NothingFound(InspectionRefused):
    def __init__(self):
        super().__init__(_("No finding is written yet. Write at least one, also where everything was in order."))


class NobodyFollowed(InspectionRefused):
    def __init__(self, organisation: Organisation):
        text = _("%(organisation)s has ended and no organisation has followed it, so nobody can be asked.")
        super().__init__(text % {"organisation": organisation})


class RemediedAlready(InspectionRefused):
    def __init__(self):
        super().__init__(_("This recommendation was found remedied already; nothing was changed."))


class RecheckedLater(InspectionRefused):
    def __init__(self):
        super().__init__(_("A re-check of a later day is entered already. Look at the days again."))


@transaction.atomic
def plan_inspection(given: InspectionGiven, *, by: Actor, at: datetime) -> Inspection:
    """Plan an inspection. Recorded as ``inspection.planned``; nobody is told, least of all of a surprise one. A
    repetition plans another one."""
    inspection = Inspection.objects.create(**_columns(given))
    record("inspection.planned", inspection, by=by, at=at, new=given.written)
    return inspection


@transaction.atomic
def change_inspection(
    inspection: Inspection, given: InspectionGiven, *, seen: str | None = None, by: Actor, at: datetime
) -> Inspection:
    """Say something else of it, until it is concluded: recorded old → new as ``inspection.changed``. The organisation
    stays once it was carried out. Raises EditedMeanwhile, NotPossibleNow."""
    inspection = _lock(inspection)
    before = given_of_inspection(inspection)
    is_planned = inspection.state == InspectionState.PLANNED
    if not is_planned and not (inspection.is_carried_out and given.organisation == before.organisation):
        raise NotPossibleNow(inspection)
    if seen is not None and seen != before.mark:
        raise EditedMeanwhile
    if not is_planned and given.starts_on > local_day(at):
        raise NotBegunYet
    if changed := changes(before.written, given.written):
        for name, value in _columns(given).items():
            setattr(inspection, name, value)
        inspection.save()
        record("inspection.changed", inspection, by=by, at=at, changed=changed)
    return inspection


@transaction.atomic
def carry_out(inspection: Inspection, *, by: Actor, at: datetime) -> Inspection:
    """Say that an inspection was carried out: from now on the organisation sees it. Recorded as
    ``inspection.carried_out``. Raises NotBegunYet, NotPossibleNow, for a repetition too."""
    inspection = _step(inspection, InspectionState.CARRIED_OUT)
    if inspection.starts_on > local_day(at):
        raise NotBegunYet
    inspection.save()
    record("inspection.carried_out", inspection, by=by, at=at)
    return inspection


@transaction.atomic
def cancel_inspection(inspection: Inspection, *, by: Actor, at: datetime) -> Inspection:
    """Call a planned inspection off. Recorded as ``inspection.cancelled``. Raises NotPossibleNow, for a repetition
    too."""
    inspection = _step(inspection, InspectionState.CANCELLED)
    inspection.save()
    record("inspection.cancelled", inspection, by=by, at=at)
    return inspection


@transaction.atomic
def conclude_inspection(inspection: Inspection, number: str, issued_on: date, *, by: Actor, at: datetime) -> Inspection:
    """Freeze the findings, with number and date of the conclusion, which the tasks then name. Recorded as
    ``inspection.concluded``. Raises NothingFound, NotPossibleNow, for a repetition too."""
    inspection = _step(inspection, InspectionState.CONCLUDED)
    if not inspection.findings.exists():
        raise NothingFound
    document = _conclusion(inspection, by=by, at=at)
    was = given_of_document(document)
    given = DocumentGiven(was.title_vi, was.title_en, number, issued_on, was.issuer_vi, was.issuer_en)
    inspection.conclusion = edit_document(document, given, by=by, at=at)
    inspection.save()
    record("inspection.concluded", inspection, by=by, at=at, number=number, issued_on=issued_on.isoformat())
    return inspection


@transaction.atomic
def write_findings(
    inspection: Inspection,
    findings: Mapping[str, str],
    violations: Mapping[str, int],
    *,
    seen: tuple[Mapping[str, str], Mapping[str, int]] | None = None,
    by: Actor,
    at: datetime,
) -> Inspection:
    """Write what was found by topic, and how many violations of each type: what is empty or zero is taken out.

    ``seen``: what the person had before him. Recorded old → new as ``inspection.found``. Raises EditedMeanwhile,
    NotPossibleNow unless it was carried out and is not concluded.
    """
    inspection = _lock(inspection)
    if not inspection.is_carried_out:
        raise NotPossibleNow(inspection)
    before = (findings_of(inspection), counts_of(inspection))
    if seen is not None and seen != before:
        raise EditedMeanwhile
    texts = {str(topic): text.strip() for topic, text in findings.items() if text.strip()}
    counts = {str(kind): number for kind, number in violations.items() if number}
    if (texts, counts) == before:
        return inspection
    inspection.findings.exclude(topic__in=texts).delete()
    for topic, text in texts.items():
        inspection.findings.update_or_create(topic=topic, defaults={"text": text})
    inspection.violations.exclude(kind__in=counts).delete()
    for kind, number in counts.items():
        inspection.violations.update_or_create(kind=kind, defaults={"number": number})
    changed = changes({"findings": before[0], "violations": before[1]}, {"findings": texts, "violations": counts})
    record("inspection.found", inspection, by=by, at=at, changed=changed)
    return inspection


@transaction.atomic
def give_out_recommendation(
    inspection: Inspection,
    given: RecommendationGiven,
    *,
    key_task: KeyTask,
    responsible: Person | None = None,
    coordinating: Iterable[Organisation] = (),
    by: Actor,
    at: datetime,
) -> Recommendation:
    """What is recommended becomes a task of the inspected organisation at once, with the conclusion as its document;
    who gets it is told as of every task. Where that organisation has ended since, it is asked of the one that followed.
    Recorded as ``inspection.recommended``. A repetition gives out another one.

    Raises NotPossibleNow unless it was carried out, NobodyFollowed, and what ``planning.order_task`` raises; then
    nothing stays.
    """
    inspection = _lock(inspection)
    if inspection.state not in KNOWN:
        raise NotPossibleNow(inspection)
    asked = heir(inspection.organisation, on=local_day(at))
    if asked is None:
        raise NobodyFollowed(inspection.organisation)
    document = _conclusion(inspection, by=by, at=at)
    task = order_task(
        key_task,
        _as_task(given, document),
        [asked],
        responsible=responsible,
        coordinating=coordinating,
        by=by,
        at=at,
    )
    recommendation = inspection.recommendations.create(text=given.text, task=task, recheck_on=given.recheck_on)
    record("inspection.recommended", inspection, by=by, at=at, new=given.written, task=task.pk, number=task.number)
    return recommendation


@transaction.atomic
def recheck(
    recommendation: Recommendation,
    result: Result,
    on: date,
    *,
    note: str = "",
    next_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Recheck:
    """Enter what was found when a recommendation was looked at again; what is not remedied is looked at on ``next_on``.

    Recorded as ``inspection.rechecked``; its task stays as it is, and nobody is told. Raises RemediedAlready, which a
    repetition meets after the last one, RecheckedLater.
    """
    Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    known = recommendations().get(pk=recommendation.pk)
    if known.last_result == Result.REMEDIED:
        raise RemediedAlready
    if known.rechecks.filter(on__gt=on).exists():
        raise RecheckedLater
    done = Recheck.objects.create(
        recommendation=known, result=result, on=on, note=note.strip(), next_on=next_on, at=at, **by.fields
    )
    said = {"result": str(result), "on": on.isoformat(), "note": done.note}
    record("inspection.rechecked", known.inspection, by=by, at=at, recommendation=known.pk, **said)
    return done


def _lock(inspection: Inspection) -> Inspection:
    return Inspection.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=inspection.pk)


def _step(inspection: Inspection, state: InspectionState) -> Inspection:
    inspection = _lock(inspection)
    if state not in FOLLOWS[InspectionState(inspection.state)]:
        raise NotPossibleNow(inspection)
    inspection.state = state
    return inspection


def _columns(given: InspectionGiven) -> dict:
    names = ("starts_on", "ends_on", "is_surprise", "team", "document")
    return {name: getattr(given, name) for name in names} | {
        "organisation_id": given.organisation,
        "lead_id": given.lead,
    }


def _conclusion(inspection: Inspection, *, by: Actor, at: datetime) -> SourceDocument:
    """The conclusion of the inspection, made where it is needed first; its number may come later."""
    if inspection.conclusion is None:
        given = DocumentGiven(
            title_vi=f"Kết luận kiểm tra tại {inspection.organisation.name_vi}, {inspection.starts_on:%d/%m/%Y}",
            title_en=f"Conclusion of the inspection of {inspection.organisation.name_en or inspection.organisation}, "
            f"{inspection.starts_on:%d/%m/%Y}",
        )
        inspection.conclusion = enter_document(given, by=by, at=at)
        inspection.save()
    return inspection.conclusion


def _as_task(given: RecommendationGiven, document: SourceDocument) -> TaskGiven:
    """A title that is too long for its column stands in full as the content."""
    is_short = len(given.text) <= LONGEST_TITLE
    return TaskGiven(
        title_vi=given.text if is_short else f"{given.text[: LONGEST_TITLE - 1].rsplit(' ', 1)[0]}…",
        content_vi="" if is_short else given.text,
        deliverable_vi=given.deliverable,
        basis_documents=(document.pk,),
        deadline_words_vi=f"{given.deadline_on:%d/%m/%Y}",
        deadline_kind=DeadlineKind.EXACT,
        deadline_on=given.deadline_on,
    )
