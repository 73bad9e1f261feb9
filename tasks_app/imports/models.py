"""A file that was uploaded, what was read in it, and what has become of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin
from tasks_app.imports.enums import ImportState, Part, Remark, Verdict
from tasks_app.imports.rules import Grid, Heading, RawRow, grid_from_json, heading_in, value_from_json
from tasks_app.plan.models import KeyTask, Plan, Task


class Import(ActedMixin):
    """A table of tasks for a plan, as it stood in a file.

    ``grid``: its cells; ``heading``: the first and the last line of the heading; ``columns``: by part the column that
    says it; ``titles``: by number the key tasks that it names, ``key_tasks``: those that it added to the plan.
    ``wanted_at``: since when a job is to take it over; ``refusal``: why that was not possible.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="imports", verbose_name=_("plan"))
    name = models.CharField(_("file"), max_length=200)
    grid = models.JSONField()
    heading = models.JSONField()
    columns = models.JSONField(default=dict)
    titles = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.READ)
    arrived_at = models.DateTimeField(_("uploaded at"))
    wanted_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(_("taken over at"), null=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)
    refusal = models.CharField(max_length=300, blank=True)
    key_tasks = models.ManyToManyField(KeyTask, related_name="+")

    class Meta:
        ordering = ["-arrived_at", "-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="an_import_is_in_one_of_its_states"),
            models.CheckConstraint(
                condition=Q(state__in=[ImportState.TAKEN, ImportState.UNDONE], taken_at__isnull=False)
                | (~Q(state__in=[ImportState.TAKEN, ImportState.UNDONE]) & Q(taken_at__isnull=True)),
                name="an_import_that_was_taken_over_has_its_moment",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def table(self) -> tuple[Grid, Heading]:
        """As it stood in the file, with the columns as they are named now."""
        grid = grid_from_json(self.grid)
        return grid, heading_in(grid, *self.heading, self.columns)


class ImportRow(models.Model):
    """A task of it. ``cells``: by part what stands in the file or was typed since; ``key_task``: by its group in the
    table; ``day``: the deadline that a person chose; ``remarks``: what only the whole table shows; ``is_left``: it is
    not taken over; ``version``: how often it was changed."""

    of_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(default=dict)
    key_task = models.PositiveSmallIntegerField(null=True)
    remarks = models.JSONField(default=list)
    is_hidden = models.BooleanField(default=False)
    verdict = models.CharField(max_length=10, choices=Verdict)
    is_left = models.BooleanField(default=False)
    day = models.DateField(null=True)
    version = models.PositiveSmallIntegerField(default=1)
    task = models.OneToOneField(Task, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["of_import", "number"]
        constraints = [
            models.UniqueConstraint(fields=["of_import", "number"], name="a_row_of_an_import_is_kept_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="a_row_of_an_import_has_a_verdict"),
        ]

    def __str__(self):
        return f"{self.of_import_id}: {self.number}"

    @property
    def raw(self) -> RawRow:
        """As it stands, to be judged."""
        return RawRow(
            number=self.number,
            cells={Part(part): value_from_json(value) for part, value in self.cells.items()},
            key_task=self.key_task,
            is_hidden=self.is_hidden,
            day=self.day,
            remarks=[(Remark(remark), more) for remark, more in self.remarks],
        )


class ColumnMapping(models.Model):
    """How the columns of a table with this heading were named the last time."""

    signature = models.CharField(max_length=32, unique=True)
    columns = models.JSONField()
    used_at = models.DateTimeField()

    def __str__(self):
        return self.signature
