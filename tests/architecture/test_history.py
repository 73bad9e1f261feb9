"""History is added, never changed or deleted: by the models everywhere, on PostgreSQL by the database itself too."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, connection, models, transaction
from django.db.models import PROTECT, ProtectedError

from tasks_app.common.actors import Actor
from tasks_app.common.admin import ReadOnlyAdmin
from tasks_app.common.dates import at_time
from tasks_app.common.models import (
    AppendOnlyMixin,
    AppendOnlyQuerySet,
    EndedOnceMixin,
    HistoryIsKept,
    LeavingMixin,
)
from tasks_app.documents.actions import make_report
from tasks_app.documents.enums import DocumentKind, Letterhead
from tasks_app.documents.models import DocumentTemplate, ReportFile
from tasks_app.exports.actions import log_export
from tasks_app.exports.enums import FileFormat
from tasks_app.exports.models import ExportRecord
from tasks_app.indicators.models import IndicatorReading, IndicatorTarget
from tasks_app.inspections.actions import recheck
from tasks_app.inspections.enums import Result
from tasks_app.inspections.models import Recheck
from tasks_app.journal.actions import note_view, record
from tasks_app.journal.models import DataView, Entry
from tasks_app.meetings.actions import amend
from tasks_app.meetings.models import Amendment
from tasks_app.migrations._history import opened
from tasks_app.options.models import OptionChange
from tasks_app.organisations.actions import alter_organisation
from tasks_app.organisations.models import Identity
from tasks_app.people.actions import note_failed_sign_in
from tasks_app.people.models import FailedSignIn
from tasks_app.plan.actions import give_contribution, receive_assignment
from tasks_app.plan.enums import Answer, Status
from tasks_app.plan.models import ContributionEntry, DeadlineChange, Holder, Phase, Receipt, Responsible, StateChange
from tasks_app.plan.rules import Given
from tasks_app.reminders.actions import urge
from tasks_app.reminders.models import Urging
from tasks_app.reorganisations.enums import Passed, ReorganisationKind
from tasks_app.reorganisations.models import Passing, Reorganisation
from tasks_app.reporting.models import FrozenFigure, FrozenOrganisation, ReportDue
from tests.architecture.test_modules import MODULES
from tests.factories import (
    AssignmentFactory,
    DueFactory,
    IndicatorFactory,
    OrganisationFactory,
    read,
    secretary,
    set_options,
    target,
)
from tests.factories.meetings import carried_out, concluded_meeting, recommendation

HISTORY = [model for model in apps.get_app_config("tasks_app").get_models() if issubclass(model, AppendOnlyMixin)]
LEAVING = [model for model in HISTORY if issubclass(model, LeavingMixin)]
ENDED = [model for model in HISTORY if issubclass(model, EndedOnceMixin)]
AT = at_time(date(2024, 10, 15), 9)


@pytest.fixture
def rows(db) -> dict[type[models.Model], models.Model]:
    """A row of each kind of history, of one assignment and one indicator."""
    assignment = AssignmentFactory(coordinating=[OrganisationFactory()])
    receive_assignment(assignment, by=Actor(assignment.responsible), at=AT)
    given = Given(Answer.GIVEN, "Đã góp ý")
    give_contribution(assignment.contributions.get(), given, seen=0, by=Actor(secretary()), at=AT)
    urge(assignment, by=Actor(secretary()), at=AT)
    due = DueFactory(assignment=assignment)
    FrozenFigure.objects.create(
        period=due.period,
        assignment=assignment,
        organisation=assignment.organisation,
        responsible=assignment.responsible,
        state=assignment.state,
        status=Status.ON_TRACK,
    )
    FrozenOrganisation.of(assignment.organisation, due.period).save()
    DocumentTemplate.objects.create(kind=DocumentKind.REPORT, letterhead=Letterhead.STATE, language="vi", at=AT)
    report = make_report(due.period.plan, AT.date(), by=Actor(secretary()), at=AT)
    ReportFile.objects.create(
        report=report, version=1, letterhead=Letterhead.STATE, language="vi", file_format=FileFormat.DOCX, size=1, at=AT
    )
    alter_organisation(OrganisationFactory(), since=AT.date(), basis="1/NQ", name_vi="Sở Tên mới")
    Passing.objects.create(
        reorganisation=Reorganisation.objects.create(
            kind=ReorganisationKind.MERGER, title_vi="Sắp xếp", day=AT.date(), basis="1/NQ", at=AT
        ),
        what=Passed.ASSIGNMENT,
        thing=assignment.pk,
    )
    note_failed_sign_in(assignment.responsible, address="203.0.113.7", at=AT)
    note_view("person_detail", of=assignment.responsible, by=Actor(secretary()), at=AT)
    log_export("assignment_list", FileFormat.XLSX, rows=3, by=Actor(secretary()), at=AT)
    set_options(ranking_minimum=5)
    indicator = IndicatorFactory()
    read(indicator, {due.assignment.organisation: (1, 2)})
    target(indicator, 90)
    by = Actor(secretary())
    amend(concluded_meeting(by=by), "Bổ sung", by=by, at=AT)
    asked = recommendation(
        carried_out(assignment.organisation, by=by), assignment.task.key_task, assignment.responsible, by=by
    )
    recheck(asked, Result.REMEDIED, AT.date(), by=by, at=AT)
    return {model: model.objects.first() for model in HISTORY} | {Identity: Identity.objects.get(valid_to=None)}


@contextmanager
def refused_by_the_database():
    with pytest.raises(IntegrityError, match="are history"), transaction.atomic():
        yield


def columns(model) -> list[str]:
    return [field.column for field in model._meta.concrete_fields if not field.primary_key]


def change(model, pk: int, column: str) -> None:
    """To another value: nothing, or for a number or a text one more."""
    field = next(field for field in model._meta.concrete_fields if field.column == column)
    new = {
        "BooleanField": f'NOT "{column}"',
        "DateField": "'2030-01-01'",
        "DateTimeField": "'2030-01-01'",
        "CharField": "'x'",
        "FileField": "'x'",
        "TextField": "'x'",
    }.get(
        field.get_internal_type(),
        "'{\"x\": 1}'" if isinstance(field, models.JSONField) else f'COALESCE("{column}", 0) + 1',
    )
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{model._meta.db_table}" SET "{column}" = {new} WHERE id = %s', [pk])


def test_these_are_history():
    assert set(HISTORY) == {
        Amendment,
        DataView,
        Entry,
        ExportRecord,
        FailedSignIn,
        Recheck,
        StateChange,
        DeadlineChange,
        Urging,
        ReportDue,
        FrozenFigure,
        FrozenOrganisation,
        Holder,
        Identity,
        OptionChange,
        Passing,
        Responsible,
        ContributionEntry,
        Receipt,
        Phase,
        DocumentTemplate,
        ReportFile,
        IndicatorReading,
        IndicatorTarget,
    }
    assert set(LEAVING) == {DataView, Entry, ExportRecord, FailedSignIn}
    assert set(ENDED) == {Holder, Identity, Responsible, Phase}


@pytest.mark.parametrize("model", HISTORY)
def test_every_way_to_the_rows_is_the_refusing_one(model):
    assert issubclass(model._default_manager._queryset_class, AppendOnlyQuerySet)
    assert issubclass(model._base_manager._queryset_class, AppendOnlyQuerySet)


@pytest.mark.parametrize("model", HISTORY)
def test_nothing_that_a_row_speaks_of_takes_it_along_when_it_goes(model):
    assert {field.remote_field.on_delete for field in model._meta.fields if field.remote_field} == {PROTECT}


@pytest.mark.parametrize("model", HISTORY)
def test_a_row_is_not_changed_or_deleted(model, rows):
    row, manager = rows[model], model.objects
    refused = [
        lambda: row.save(),
        lambda: row.delete(),
        lambda: manager.update(pk=0),
        lambda: manager.filter(pk=row.pk).delete(),
        lambda: manager.bulk_update([row], [model._meta.fields[1].name]),
        lambda: manager.bulk_create([row], update_conflicts=True, unique_fields=["id"], update_fields=["id"]),
        lambda: manager.update_or_create({"pk": row.pk}, pk=row.pk),
        lambda: model._base_manager.filter(pk=row.pk).delete(),
        lambda: model._base_manager.filter(pk=row.pk)._raw_delete("default"),
    ]

    for act in refused:
        with pytest.raises(HistoryIsKept):
            act()
    assert manager.filter(pk=row.pk).exists()


def test_by_way_of_the_assignment_it_is_refused_too(rows):
    assignment = rows[StateChange].assignment

    for related in (assignment.state_changes, assignment.deadline_changes, assignment.holders, assignment.urgings):
        with pytest.raises(HistoryIsKept):
            related.all().delete()
        with pytest.raises(HistoryIsKept):
            related.update(pk=0)


def test_an_assignment_with_a_history_stays(rows):
    with pytest.raises(ProtectedError):
        rows[StateChange].assignment.delete()


def test_a_person_who_acted_stays(rows):
    with pytest.raises(ProtectedError):
        rows[Urging].by.delete()


@pytest.mark.parametrize("model", ENDED)
def test_what_holds_ends_once(model, rows):
    first, second = date(2024, 11, 30), date(2024, 12, 31)

    assert model.objects.filter(pk=rows[model].pk).end(on=first) == 1
    assert model.objects.filter(pk=rows[model].pk).end(on=second) == 0
    assert model.objects.get(pk=rows[model].pk).valid_to == first


def test_after_one_has_ended_the_next_can_hold(rows):
    holder = rows[Holder]
    Holder.objects.filter(pk=holder.pk).end(on=date(2024, 11, 30))

    Holder.objects.create(
        assignment=holder.assignment, organisation=OrganisationFactory(), valid_from=date(2024, 12, 1)
    )

    assert holder.assignment.holders.filter(valid_to=None).count() == 1


@pytest.mark.parametrize("model", [model for model in HISTORY if admin.site.is_registered(model)])
def test_the_administration_only_shows_it(model):
    assert isinstance(admin.site.get_model_admin(model), ReadOnlyAdmin)


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db
def test_exactly_the_tables_of_history_have_the_trigger():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'history_is_kept'")
        tables = [table for (table,) in cursor.fetchall()]

    assert sorted(tables) == sorted(model._meta.db_table for model in HISTORY)


@pytest.mark.postgres
@pytest.mark.parametrize("model", HISTORY)
def test_the_database_refuses_what_goes_round_the_models(model, rows):
    pk = rows[model].pk

    for column in columns(model):
        if not ((column == "valid_to" and model in ENDED) or (column == "number" and model is FailedSignIn)):
            with refused_by_the_database():
                change(model, pk, column)
    with refused_by_the_database(), connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE id = %s', [pk])


@pytest.mark.postgres
@pytest.mark.parametrize("model", ENDED)
def test_the_database_lets_a_row_end_once_and_changes_nothing_else_with_it(model, rows):
    pk, table = rows[model].pk, model._meta.db_table

    with refused_by_the_database(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET valid_to = valid_from, valid_from = valid_from - 1 WHERE id = %s', [pk])
    change(model, pk, "valid_to")
    with refused_by_the_database(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET valid_to = NULL WHERE id = %s', [pk])


@pytest.mark.postgres
def test_a_migration_can_put_rows_right_and_nobody_after_it(rows):
    pk = rows[StateChange].pk

    with connection.schema_editor(atomic=False) as editor, opened(editor):
        change(StateChange, pk, "note")

    assert StateChange.objects.get(pk=pk).note == "x"
    with refused_by_the_database():
        change(StateChange, pk, "note")


# --- What the record keeps for some years only ------------------------------------------------------------------------


@pytest.mark.parametrize("model", LEAVING)
def test_what_was_kept_for_long_enough_leaves_by_one_way(model, rows):
    assert model.objects.filter(pk=rows[model].pk).take_out(at_most=10) == 1
    assert not model.objects.filter(pk=rows[model].pk).exists()


def test_the_words_of_a_line_are_written_anew_where_a_name_goes(rows):
    line = rows[Entry]

    Entry.objects.word_anew(line.pk, details={"names": ["Nguyên Giám đốc"]})

    assert Entry.objects.get(pk=line.pk).details == {"names": ["Nguyên Giám đốc"]}


def set_way(way: str, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [way, table])


@pytest.mark.postgres
@pytest.mark.parametrize("model", LEAVING)
def test_the_way_is_open_for_one_statement_and_one_table(model, rows):
    other = next(one for one in LEAVING if one is not model)
    model.objects.filter(pk=rows[model].pk).take_out(at_most=1)

    with refused_by_the_database(), connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{other._meta.db_table}" WHERE id = %s', [rows[other].pk])
    set_way("tasks_app.retention", model._meta.db_table)
    with refused_by_the_database(), connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{other._meta.db_table}" WHERE id = %s', [rows[other].pk])


@pytest.mark.postgres
@pytest.mark.django_db
def test_not_even_by_that_way_does_anything_of_the_last_months_leave():
    """By the clock of the database, which no test moves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        (now,) = cursor.fetchone()
    fresh = record("person.signed_in", OrganisationFactory(), by=None, at=now - timedelta(days=300))
    old = record("person.signed_in", OrganisationFactory(), by=None, at=now - timedelta(days=370))

    with refused_by_the_database():
        Entry.objects.filter(pk=fresh.pk).take_out(at_most=1)
    assert Entry.objects.filter(pk=old.pk).take_out(at_most=1) == 1


@pytest.mark.postgres
@pytest.mark.parametrize(("model", "words"), [(Entry, "details"), (ExportRecord, "query")])
def test_nothing_but_the_words_is_written_anew(model, words, rows):
    pk = rows[model].pk
    for column in columns(model):
        if column != words:
            with refused_by_the_database(), transaction.atomic():
                set_way("tasks_app.anonymising", model._meta.db_table)
                change(model, pk, column)
    with refused_by_the_database(), transaction.atomic():
        set_way("tasks_app.anonymising", model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE id = %s', [pk])
    with refused_by_the_database():
        change(model, pk, words)


@pytest.mark.postgres
def test_the_number_of_tries_only_grows_and_nothing_beside_it_changes(rows):
    pk = rows[FailedSignIn].pk
    change(FailedSignIn, pk, "number")

    for sql in ("number = 1", "number = number + 1, address = 'x'", "last_at = now()", "person_id = NULL"):
        with refused_by_the_database(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE tasks_app_failedsignin SET {sql} WHERE id = %s", [pk])


def test_only_the_base_of_the_models_opens_the_ways_out():
    opening = [path.name for path in MODULES if "tasks_app.retention" in path.read_text(encoding="utf-8")]

    assert opening == ["models.py"]


def test_only_migrations_open_history():
    assert [path for path in MODULES if "tasks_app.history" in path.read_text(encoding="utf-8")] == []
