from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0003_what_was_recorded_before_gets_its_step_and_document")]

    operations = [
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("carried_to__isnull", False), ("state", "carried_over")),
                    models.Q(models.Q(("state", "carried_over"), _negated=True), ("carried_to__isnull", True)),
                    _connector="OR",
                ),
                name="work_that_is_carried_over_and_only_it_has_a_next_task",
            ),
        ),
        migrations.AddConstraint(
            model_name="statechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act__in", ["suspend", "cancel"]), _negated=True),
                    models.Q(models.Q(("document", ""), _negated=True), ("document_on__isnull", False)),
                    _connector="OR",
                ),
                name="work_is_stopped_by_a_document_with_its_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="statechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act__in", ["return", "reopen", "suspend", "resume", "cancel"]), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_step_back_or_a_stop_has_a_reason",
            ),
        ),
    ]
