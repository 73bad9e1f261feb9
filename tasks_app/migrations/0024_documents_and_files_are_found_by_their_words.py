from django.db import migrations, models


def search_of(model):
    """A column for the folded words that a row is found by; what is there is put right by the next migration."""
    return migrations.AddField(
        model_name=model,
        name="search",
        field=models.TextField(default="", editable=False),
        preserve_default=False,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0023_a_deadline_counts_until_a_day"),
    ]

    operations = [search_of(model) for model in ("clause", "evidence", "evidencefile", "sourcedocument")]
