from django.db import migrations

from tasks_app.common.text import folded

WORDS_OF = {
    "Clause": ("code", "text_vi", "text_en"),
    "Evidence": ("number", "title"),
    "EvidenceFile": ("name",),
    "SourceDocument": ("number", "title_vi", "title_en", "issuer_vi", "issuer_en"),
}
BATCH = 1_000


def fold(apps, schema_editor):
    for name, columns in WORDS_OF.items():
        rows = apps.get_model("tasks_app", name).objects
        changed = []
        for row in rows.only(*columns).iterator(BATCH):
            row.search = folded(" ".join(getattr(row, column) for column in columns))
            changed.append(row)
        rows.bulk_update(changed, ["search"], batch_size=BATCH)


class Migration(migrations.Migration):
    """By itself: PostgreSQL alters no table in the transaction that has just changed its rows."""

    dependencies = [
        ("tasks_app", "0024_documents_and_files_are_found_by_their_words"),
    ]

    operations = [
        migrations.RunPython(fold, migrations.RunPython.noop, elidable=True),
    ]
