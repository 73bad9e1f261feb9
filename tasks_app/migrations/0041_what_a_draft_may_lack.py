from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0040_plans_so_far_are_published")]

    operations = [
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("responsible__isnull", False), ("state", "draft"), _connector="OR"),
                name="only_a_draft_lacks_its_responsible_member",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True),
                    models.Q(("closed_at__gte", models.F("published_at")), ("published_at__isnull", False)),
                    _connector="OR",
                ),
                name="a_plan_is_published_before_it_is_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deadline_kind__in", ["", "regular", "on_request"]), ("deadline_on__isnull", True)),
                    models.Q(
                        ("deadline_on__isnull", False),
                        models.Q(("deadline_kind__in", ["", "regular", "on_request"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="only_regular_and_on_request_tasks_have_no_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("issued_on__isnull", True),
                    models.Q(
                        models.Q(("deliverable_vi", ""), _negated=True),
                        models.Q(("deadline_kind", ""), _negated=True),
                        ("deadline_is_confirmed", True),
                    ),
                    _connector="OR",
                ),
                name="a_task_that_is_issued_has_a_deliverable_and_a_deadline",
            ),
        ),
    ]
