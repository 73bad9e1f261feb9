"""The phases of the work there is, from the dated facts and the reports that have been kept from the first day."""

from collections import defaultdict
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import migrations

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
THEN, LAST = 0, 1  # of what happened at the same moment
BATCH = 500


def good_until(apps):
    """Deadline and whether it rolls -> until whose end it is good."""
    kinds = dict(apps.get_model("tasks_app", "CalendarDay").objects.values_list("day", "kind"))

    def is_worked(day):
        return kinds.get(day) == "worked" or (day.weekday() < 5 and kinds.get(day) != "day_off")

    def until(deadline_on, rolls):
        while deadline_on and rolls and not is_worked(deadline_on):
            deadline_on += timedelta(days=1)
        return deadline_on

    return until


def deadlines_count_until(apps, schema_editor):
    Assignment = apps.get_model("tasks_app", "Assignment")
    until = good_until(apps)
    known = Assignment.objects.filter(deadline_on__isnull=False).order_by()
    pairs = known.values_list("deadline_on", "task__key_task__plan__deadlines_roll").distinct()
    for deadline_on, rolls in list(pairs):
        of_plans = known.filter(deadline_on=deadline_on, task__key_task__plan__deadlines_roll=rolls)
        Assignment.objects.filter(pk__in=of_plans.values("pk")).update(counts_until_on=until(deadline_on, rolls))


def work_gets_its_phases(apps, schema_editor):
    phase = apps.get_model("tasks_app", "Phase")
    if phase.objects.exists():
        return  # this step was taken before, and gone back from
    until = good_until(apps)
    assignments = (
        apps.get_model("tasks_app", "Assignment").objects.select_related("task__key_task__plan").order_by("pk")
    )
    for first in range(0, assignments.count(), BATCH):
        batch = list(assignments[first : first + BATCH])
        happened = what_happened(apps, [one.pk for one in batch])
        phase.objects.bulk_create(
            phase(**its) for one in batch for its in phases_of(one, happened[one.pk], until=until)
        )


def what_happened(apps, keys):
    """Assignment -> [(moment, place among what happened at that moment, changed columns)]."""
    happened = defaultdict(list)
    of_these = {"assignment__in": keys}
    for row in apps.get_model("tasks_app", "StateChange").objects.filter(**of_these).order_by("at", "pk"):
        completed_on = row.submitted_on if row.after == "completed" else None
        changed = {"state": row.after, "submitted_on": row.submitted_on, "completed_on": completed_on}
        if row.act == "reopen":
            changed["percent"] = None
        happened[row.assignment_id].append((row.at, THEN, changed))
    for row in apps.get_model("tasks_app", "DeadlineChange").objects.filter(**of_these).order_by("version"):
        happened[row.assignment_id].append((row.at, THEN, {"deadline_on": row.new_on}))
    for row in apps.get_model("tasks_app", "ProgressReport").objects.filter(**of_these, submitted_at__isnull=False):
        changed = {"last_word_on": row.submitted_at.astimezone(LOCAL).date()}
        if row.percent is not None:
            changed["percent"] = row.percent
        happened[row.assignment_id].append((row.submitted_at, LAST, changed))
    return happened


def phases_of(assignment, happened, *, until):
    """At the end of each day on which something happened. Who held the work has not changed so far."""
    rolls = assignment.task.key_task.plan.deadlines_roll
    by_day = defaultdict(dict)
    for at, _, changed in sorted(happened, key=lambda one: one[:2]):
        by_day[at.astimezone(LOCAL).date()] |= changed
    if not by_day:  # a draft: it is known since its task was ordered
        by_day[assignment.task.issued_on] = {}
    days = sorted(by_day)
    by_day[days[0]] = {"state": "draft", "deadline_on": assignment.original_deadline_on} | by_day[days[0]]
    # Progress fell back with reports that were returned; what stands now is what the assignment says.
    by_day[days[-1]] |= {
        name: getattr(assignment, name)
        for name in ("state", "deadline_on", "submitted_on", "completed_on", "percent", "last_word_on")
    }
    held = dict.fromkeys(("submitted_on", "completed_on", "percent", "last_word_on"))
    for day, next_day in zip(days, [*days[1:], None], strict=True):
        held |= by_day[day]
        yield {
            "assignment": assignment,
            "task_id": assignment.task_id,
            "organisation_id": assignment.organisation_id,
            "responsible_id": assignment.responsible_id,
            "counts_until_on": until(held["deadline_on"], rolls),
            "valid_from": day,
            "valid_to": next_day - timedelta(days=1) if next_day else None,
        } | held


class Migration(migrations.Migration):
    """By itself: PostgreSQL alters no table in the transaction that has just changed its rows."""

    dependencies = [("tasks_app", "0021_each_past_day_can_be_asked")]

    operations = [
        migrations.RunPython(deadlines_count_until, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(work_gets_its_phases, migrations.RunPython.noop, elidable=True),
    ]
