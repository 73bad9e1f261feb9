"""What has been said so far, in the form in which it is said."""

from __future__ import annotations

from dataclasses import fields

from django.db import models

from tasks_app.plan.models import Clause, KeyTask, Plan, Shortcoming, SourceDocument, Task
from tasks_app.planning.rules import DocumentGiven, KeyTaskGiven, PlanDetails, TaskGiven, WordsGiven


def given_of_plan(plan: Plan) -> PlanDetails:
    keys = {"committee": plan.committee_id, "source_document": plan.source_document_id}
    return PlanDetails(**_columns(plan, PlanDetails, but=keys), **keys)


def given_of_key_task(key_task: KeyTask) -> KeyTaskGiven:
    return KeyTaskGiven(**_columns(key_task, KeyTaskGiven))


def given_of_words(thing: Shortcoming | Clause) -> WordsGiven:
    return WordsGiven(thing.text_vi, thing.text_en, getattr(thing, "code", ""))


def given_of_document(document: SourceDocument) -> DocumentGiven:
    return DocumentGiven(**_columns(document, DocumentGiven))


def given_of_task(task: Task) -> TaskGiven:
    """Two queries, for its documents and shortcomings."""
    keys = {
        "clause": task.clause_id,
        "basis_documents": tuple(task.basis_documents.order_by("pk").values_list("pk", flat=True)),
        "shortcomings": tuple(task.shortcomings.order_by("pk").values_list("pk", flat=True)),
    }
    return TaskGiven(**_columns(task, TaskGiven, but=keys), **keys)


def _columns(thing: models.Model, kind: type, but=()) -> dict:
    return {field.name: getattr(thing, field.name) for field in fields(kind) if field.name not in but}
