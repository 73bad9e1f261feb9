import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tasks_app.common.models
from tasks_app.migrations._history import guard


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0025_documents_and_files_so_far_are_found_as_well"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndicatorDefinition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("name_vi", models.CharField(max_length=200, verbose_name="name (Vietnamese)")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name (English)")),
                ("numerator_vi", models.CharField(max_length=200, verbose_name="numerator (Vietnamese)")),
                ("numerator_en", models.CharField(blank=True, max_length=200, verbose_name="numerator (English)")),
                ("denominator_vi", models.CharField(max_length=200, verbose_name="denominator (Vietnamese)")),
                ("denominator_en", models.CharField(blank=True, max_length=200, verbose_name="denominator (English)")),
                ("formula_vi", models.TextField(verbose_name="formula (Vietnamese)")),
                ("formula_en", models.TextField(blank=True, verbose_name="formula (English)")),
                (
                    "formula_is_provisional",
                    models.BooleanField(
                        default=False,
                        help_text="Until the secretariat has compared it with the document.",
                        verbose_name="provisional formula",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[("percent", "per cent"), ("days", "days on average")],
                        default="percent",
                        max_length=10,
                        verbose_name="unit",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("higher", "the higher, the better"), ("lower", "the lower, the better")],
                        default="higher",
                        max_length=10,
                        verbose_name="direction",
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[("monthly", "Monthly"), ("quarterly", "Quarterly"), ("year", "Yearly")],
                        max_length=12,
                        verbose_name="read for each",
                    ),
                ),
                ("by_organisation", models.BooleanField(default=True, verbose_name="read by organisation")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        related_name="indicators",
                        to="tasks_app.group",
                        verbose_name="groups of organisations that report it",
                    ),
                ),
                (
                    "key_tasks",
                    models.ManyToManyField(
                        blank=True, related_name="indicators", to="tasks_app.keytask", verbose_name="key tasks"
                    ),
                ),
                (
                    "shortcomings",
                    models.ManyToManyField(
                        blank=True, related_name="indicators", to="tasks_app.shortcoming", verbose_name="shortcomings"
                    ),
                ),
                (
                    "source_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="tasks_app.sourcedocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
                "ordering": ["order", "code"],
            },
            bases=(tasks_app.common.models.BilingualMixin, models.Model),
        ),
        migrations.CreateModel(
            name="IndicatorReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "period_kind",
                    models.CharField(
                        choices=[("monthly", "Monthly"), ("quarterly", "Quarterly"), ("year", "Yearly")], max_length=12
                    ),
                ),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                (
                    "numerator",
                    models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="numerator"),
                ),
                (
                    "denominator",
                    models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="denominator"),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the system itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="tasks_app.indicatordefinition",
                    ),
                ),
                (
                    "for_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="on behalf of",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="tasks_app.organisation",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="tasks_app.indicatorreading",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading",
                "verbose_name_plural": "readings",
                "ordering": ["definition", "period_from", "organisation", "pk"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="IndicatorTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[("units", "Units"), ("localities", "Localities")],
                        max_length=12,
                        verbose_name="units or localities",
                    ),
                ),
                ("value", models.DecimalField(decimal_places=2, max_digits=10, null=True, verbose_name="target")),
                ("is_strict", models.BooleanField(default=False, verbose_name="more (or less) than that")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the system itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="tasks_app.indicatordefinition",
                    ),
                ),
                (
                    "for_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="on behalf of",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tasks_app.organisation",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="tasks_app.plan"
                    ),
                ),
                (
                    "source_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="tasks_app.sourcedocument",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="tasks_app.indicatortarget",
                    ),
                ),
            ],
            options={
                "verbose_name": "target",
                "verbose_name_plural": "targets",
                "ordering": ["definition", "plan", "pk"],
                "base_manager_name": "objects",
            },
        ),
        migrations.AddConstraint(
            model_name="indicatordefinition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_from__lte", models.F("valid_to")), _connector="OR"
                ),
                name="an_indicator_begins_before_it_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatordefinition",
            constraint=models.CheckConstraint(
                condition=models.Q(("period_kind__in", ["monthly", "quarterly", "year"])),
                name="an_indicator_is_read_by_months_quarters_or_years",
            ),
        ),
        migrations.AddIndex(
            model_name="indicatorreading",
            index=models.Index(fields=["definition", "period_from"], name="readings_by_period"),
        ),
        migrations.AddConstraint(
            model_name="indicatorreading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("denominator__gte", 0),
                        ("denominator__isnull", False),
                        ("numerator__gte", 0),
                        ("numerator__isnull", False),
                    ),
                    models.Q(("denominator__isnull", True), ("numerator__isnull", True), ("supersedes__isnull", False)),
                    _connector="OR",
                ),
                name="a_reading_has_both_figures_or_withdraws_an_earlier_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorreading",
            constraint=models.CheckConstraint(
                condition=models.Q(("period_from__lte", models.F("period_to"))),
                name="the_period_of_a_reading_begins_before_it_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorreading",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="a_reading_names_its_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorreading",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation__isnull", False), ("supersedes__isnull", True)),
                fields=("definition", "period_kind", "period_from", "organisation"),
                name="an_organisation_is_first_read_once_for_a_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorreading",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation__isnull", True), ("supersedes__isnull", True)),
                fields=("definition", "period_kind", "period_from"),
                name="the_province_is_first_read_once_for_a_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatortarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("side", ""), ("organisation__isnull", True), _connector="OR"),
                name="a_target_is_for_one_side_or_for_one_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatortarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__isnull", False), ("supersedes__isnull", False), _connector="OR"),
                name="a_target_is_withdrawn_only_after_it_was_set",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatortarget",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation__isnull", True), ("supersedes__isnull", True)),
                fields=("definition", "plan", "side"),
                name="a_target_is_first_set_once_for_a_side",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatortarget",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation__isnull", False), ("supersedes__isnull", True)),
                fields=("definition", "plan", "organisation"),
                name="a_target_is_first_set_once_for_an_organisation",
            ),
        ),
        guard("tasks_app_indicatorreading"),
        guard("tasks_app_indicatortarget"),
    ]
