"""What periods that are closed would have kept, had it been asked for then: by the calendar and the names of now."""

from datetime import timedelta

from django.db import migrations

from tasks_app.migrations._history import opened


def deadlines_counted_until_a_day(apps, schema_editor):
    figure = apps.get_model("tasks_app", "FrozenFigure")
    kinds = dict(apps.get_model("tasks_app", "CalendarDay").objects.values_list("day", "kind"))
    known = figure.objects.filter(deadline_on__isnull=False).order_by()
    pairs = known.values_list("deadline_on", "period__plan__deadlines_roll").distinct()
    with opened(schema_editor):
        for deadline_on, rolls in list(pairs):
            those = known.filter(deadline_on=deadline_on, period__plan__deadlines_roll=rolls)
            until = first_worked_day(deadline_on, kinds) if rolls else deadline_on
            figure.objects.filter(pk__in=those.values("pk")).update(counts_until_on=until)


def first_worked_day(day, kinds):
    while kinds.get(day) == "day_off" or (day.weekday() > 4 and kinds.get(day) != "worked"):
        day += timedelta(days=1)
    return day


def organisations_had_names(apps, schema_editor):
    figures = apps.get_model("tasks_app", "FrozenFigure").objects.order_by()
    named = apps.get_model("tasks_app", "FrozenOrganisation")
    if named.objects.exists():
        return  # this step was taken before, and gone back from
    organisations = apps.get_model("tasks_app", "Organisation").objects.in_bulk()
    named.objects.bulk_create(
        named(
            period_id=period,
            organisation_id=pk,
            kind=organisations[pk].kind,
            name_vi=organisations[pk].name_vi,
            name_en=organisations[pk].name_en,
            order=organisations[pk].order,
        )
        for period, pk in figures.values_list("period", "organisation").distinct()
    )


class Migration(migrations.Migration):
    """By itself: PostgreSQL alters no table in the transaction that has just changed its rows."""

    dependencies = [("tasks_app", "0028_closed_periods_keep_names_and_the_days_that_counted")]

    operations = [
        migrations.RunPython(deadlines_counted_until_a_day, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(organisations_had_names, migrations.RunPython.noop, elidable=True),
    ]
