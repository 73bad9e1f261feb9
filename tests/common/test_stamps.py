"""What is kept of the database's answers is what they still are, whoever wrote meanwhile, and however."""

from datetime import date

import pytest
from django.db import connection, transaction

from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tasks_app.calendar.queries import working_calendar
from tasks_app.common import stamps
from tasks_app.common.enums import Part
from tasks_app.common.models import JobRun, Stamp
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tests.factories import OrganisationFactory, PersonFactory
from tests.guards import GuardError

pytestmark = pytest.mark.django_db
DAY = date(2024, 11, 20)


@stamps.kept(Part.CALENDAR)
def days() -> list[date]:
    return list(CalendarDay.objects.order_by("day").values_list("day", flat=True))


def off(day: date) -> CalendarDay:
    return CalendarDay(day=day, kind=DayKind.DAY_OFF, name_vi="Nghỉ")


def stamp(part: Part) -> tuple[int, int] | None:
    return stamps._read("default").get(part)


def test_what_did_not_change_is_not_read_again(queries):
    off(DAY).save()
    days()

    assert queries(days) == 1
    assert days() == [DAY]


def test_within_one_state_the_stamps_are_read_once(queries):
    def ask():
        with stamps.one_state():
            days()
            working_calendar()
            days()

    ask()

    assert queries(ask) == 1


WRITES = {
    "save": lambda: off(date(2024, 12, 2)).save(),
    "bulk": lambda: CalendarDay.objects.bulk_create([off(date(2024, 12, 2))]),
    "update": lambda: CalendarDay.objects.update(day=date(2024, 12, 2)),
    "delete": lambda: CalendarDay.objects.all().delete(),
    "sql": lambda: connection.cursor().execute("UPDATE tasks_app_calendarday SET day = '2024-12-02'"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_whoever_writes_the_next_one_reads_anew(write):
    off(DAY).save()
    before = days()
    write()

    assert days() != before
    assert days() == list(CalendarDay.objects.order_by("day").values_list("day", flat=True))


def test_what_was_undone_is_not_kept():
    off(DAY).save()
    days()
    with pytest.raises(RuntimeError), transaction.atomic():
        off(date(2024, 12, 2)).save()
        assert len(days()) == 2
        raise RuntimeError

    assert days() == [DAY]


def test_a_stamp_that_was_undone_never_comes_back():
    """Another write follows one that was undone: a counter would say the same after both."""
    seen = []
    for day in (date(2024, 12, 2), date(2024, 12, 3)):
        with transaction.atomic():
            off(day).save()
            seen.append(days())
            transaction.set_rollback(True)

    assert seen == [[date(2024, 12, 2)], [date(2024, 12, 3)]]


def test_rows_put_together_are_another_stamp_and_one_row_a_part():
    for day in (20, 21, 22):
        off(date(2024, 11, day)).save()
    PersonFactory()
    before = stamp(Part.CALENDAR)
    number = Stamp.objects.count()

    assert stamps.gather() == number
    assert sorted(Stamp.objects.values_list("part", flat=True)) == sorted(
        set(Stamp.objects.values_list("part", flat=True))
    )
    assert stamp(Part.CALENDAR) not in (None, before)


def test_a_sign_in_changes_no_stamp_and_a_name_does():
    person = PersonFactory()
    before = stamp(Part.PEOPLE)
    person.last_login = person.date_joined = None
    person.save(update_fields=["last_login"])
    assert stamp(Part.PEOPLE) == before

    Person.objects.filter(pk=person.pk).update(full_name="Nguyễn Văn B")
    assert stamp(Part.PEOPLE) != before


def test_other_parts_keep_theirs():
    before = stamp(Part.PEOPLE)
    off(DAY).save()

    assert stamp(Part.PEOPLE) == before


def test_rows_are_kept_by_their_query():
    one, other = OrganisationFactory(), OrganisationFactory()
    mine = Organisation.objects.filter(pk=one.pk)
    others = Organisation.objects.filter(pk=other.pk)

    assert stamps.kept_rows(mine, Part.ORGANISATIONS) == (one,)
    assert stamps.kept_rows(others, Part.ORGANISATIONS) == (other,)
    assert stamps.kept_rows(mine.none(), Part.ORGANISATIONS) == ()
    assert stamps.kept_count(mine, Part.ORGANISATIONS) == 1
    assert stamps.kept_count(mine.none(), Part.ORGANISATIONS) == 0


def test_a_number_and_rows_of_one_query_are_told_apart():
    OrganisationFactory()
    every = Organisation.objects.order_by()

    assert stamps.kept_rows(every.values_list("pk", flat=True), Part.ORGANISATIONS) == tuple(
        every.values_list("pk", flat=True)
    )
    assert len(stamps.kept_rows(every.values_list("pk"), Part.ORGANISATIONS)[0]) == 1
    assert stamps.kept_count(every, Part.ORGANISATIONS) == every.count()


def test_only_so_many_are_kept(queries):
    @stamps.kept(Part.CALENDAR, size=2)
    def number(_asked: int) -> int:
        return CalendarDay.objects.count()

    for asked in (1, 2, 3):
        number(asked)

    assert queries(lambda: number(3)) == 1
    assert queries(lambda: number(1)) == 2


def test_what_reads_another_part_is_refused_by_the_suite():
    @stamps.kept(Part.CALENDAR)
    def wrong() -> int:
        return JobRun.objects.count()

    with pytest.raises(GuardError, match="tasks_app_jobrun"):
        wrong()


def test_after_migrations_each_table_has_its_triggers_once():
    stamps.install("default")
    with connection.cursor() as cursor:
        cursor.execute(stamps._THERE[connection.vendor])
        tables = [table for _, table in cursor.fetchall()]

    each = 1 if connection.vendor == "postgresql" else 3
    assert {table: tables.count(table) for table in set(tables)} == dict.fromkeys(stamps.tables(), each)


def test_triggers_that_were_lost_or_read_otherwise_are_made_anew():
    with connection.cursor() as cursor:
        cursor.execute(stamps._THERE[connection.vendor])
        name, table = cursor.fetchall()[0]
        cursor.execute(stamps._drop(connection.vendor, name, table))
    stamps.install("default")
    test_after_migrations_each_table_has_its_triggers_once()


def test_they_can_be_taken_away():
    stamps.uninstall("default")
    off(DAY).save()

    assert stamp(Part.CALENDAR) is None
