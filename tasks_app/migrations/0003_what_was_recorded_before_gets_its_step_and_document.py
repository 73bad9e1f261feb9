"""Steps recorded before they had names, and documents whose date stood in their text."""

import re
from datetime import date

from django.db import migrations

ACTS = {
    ("draft", "assigned"): "issue",
    ("assigned", "in_progress"): "start",
    ("returned", "in_progress"): "start",
    ("suspended", "in_progress"): "resume",
    ("completed", "in_progress"): "reopen",
    ("submitted", "returned"): "return",
    ("submitted", "completed"): "confirm",
}
BY_STATE_AFTER = {
    "submitted": "submit",
    "suspended": "suspend",
    "cancelled": "cancel",
    "carried_over": "carry_over",
}
IN_A_NOTE = re.compile(
    r"Văn bản số (?P<number>\S+) ngày (?P<day>\d+)/(?P<month>\d+)/(?P<year>\d+):\s*(?P<reason>.+)", re.S
)
IN_A_NUMBER = re.compile(r"(?P<number>.+?) ngày (?P<day>\d+)/(?P<month>\d+)/(?P<year>\d+)")
NOT_RECORDED = "(không ghi số)"


def name_the_steps(apps, schema_editor):
    for change in apps.get_model("tasks_app", "StateChange").objects.filter(act=""):
        change.act = ACTS.get((change.before, change.after)) or BY_STATE_AFTER[change.after]
        if change.act in ("suspend", "cancel"):
            found = IN_A_NOTE.search(change.note)
            change.document = found["number"] if found else NOT_RECORDED
            change.document_on = _day(found) if found else change.at.date()
            change.note = found["reason"] if found else change.note or NOT_RECORDED
        elif change.act in ("return", "reopen", "resume") and not change.note:
            change.note = NOT_RECORDED
        change.save()


def date_the_documents(apps, schema_editor):
    for change in apps.get_model("tasks_app", "DeadlineChange").objects.exclude(document=""):
        if found := IN_A_NUMBER.fullmatch(change.document):
            change.document, change.document_on = found["number"], _day(found)
            change.save()


def _day(found):
    return date(int(found["year"]), int(found["month"]), int(found["day"]))


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0002_steps_have_names_and_people_are_told")]

    operations = [
        migrations.RunPython(name_the_steps, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(date_the_documents, migrations.RunPython.noop, elidable=True),
    ]
