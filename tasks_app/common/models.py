from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tasks_app.common.actors import in_words


class ActedMixin(models.Model):
    """A record of an act: who did it, and for whom."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty: the system itself."),
    )
    for_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )

    class Meta:
        abstract = True

    @property
    def who(self) -> str:
        """Both names as people read them; needs ``by`` and ``for_person`` to have been fetched."""
        return in_words(self.by, self.for_person)


class HistoryIsKept(TypeError):
    """Somebody tried to change or delete rows that are only ever added: a slip in the program."""

    def __init__(self, model: type[models.Model]):
        super().__init__(f"rows of {model.__name__} are history: they are added, never changed or deleted")


class AppendOnlyQuerySet(models.QuerySet):
    """Adds and reads. Refuses the rest, for deletions that cascade from elsewhere too."""

    def update(self, **fields):
        raise HistoryIsKept(self.model)

    def bulk_update(self, objs, fields, batch_size=None):
        raise HistoryIsKept(self.model)

    def bulk_create(self, objs, *args, **options):
        if options.get("update_conflicts"):
            raise HistoryIsKept(self.model)
        return super().bulk_create(objs, *args, **options)

    def delete(self):
        raise HistoryIsKept(self.model)

    def _raw_delete(self, using):
        raise HistoryIsKept(self.model)


class AppendOnlyMixin(models.Model):
    """A row of history. On PostgreSQL a trigger refuses what does not come through here; see migrations/_history.py.

    Each model names ``objects`` as its base manager, so that related managers and cascades meet the same refusal.
    """

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **options):
        if not self._state.adding:
            raise HistoryIsKept(type(self))
        super().save(**options | {"force_insert": True})

    def delete(self, **options):
        raise HistoryIsKept(type(self))


class EndedOnceQuerySet(AppendOnlyQuerySet):
    def end(self, *, on: date) -> int:
        """Set the last day of those that hold still: the one thing about them that changes, and only once."""
        return super(AppendOnlyQuerySet, self.filter(valid_to__isnull=True)).update(valid_to=on)


class EndedOnceMixin(AppendOnlyMixin):
    """What holds from–to: a row of history whose end is set later, by ``objects.end``."""

    objects = EndedOnceQuerySet.as_manager()

    class Meta:
        abstract = True


class LeavingQuerySet(AppendOnlyQuerySet):
    """Of a record that is kept for as long as the law and the settings say, and in which nobody who is gone keeps his
    name. Two ways around the refusal, each open for one statement, one table and this transaction; what else they let
    through is judged by the trigger (see migrations/_history.py)."""

    def take_out(self, *, at_most: int) -> int:
        """Delete the oldest of these rows, as they were kept for long enough; returns how many went."""
        with transaction.atomic():
            oldest = list(self.order_by("at", "pk").values_list("pk", flat=True)[:at_most])
            if not oldest:
                return 0
            with self._open("tasks_app.retention"):
                return super(AppendOnlyQuerySet, self.model.objects.filter(pk__in=oldest))._raw_delete(self.db)

    def word_anew(self, pk: int, **words) -> None:
        """Write a row's words again without the personal data of somebody whose name goes."""
        with transaction.atomic(), self._open("tasks_app.anonymising"):
            super(AppendOnlyQuerySet, self.model.objects.filter(pk=pk)).update(**words)

    @contextmanager
    def _open(self, way: str) -> Iterator[None]:
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [way, self.model._meta.db_table])
            yield
            cursor.execute("SELECT set_config(%s, '', true)", [way])


class LeavingMixin(AppendOnlyMixin):
    """A row of the record that leaves after years. It has its moment in ``at``."""

    objects = LeavingQuerySet.as_manager()

    class Meta:
        abstract = True


def is_another(one: str, other: str) -> Q:
    """Two people who are not the same; where one of them is not there, they are not. For constraints."""
    return Q(**{f"{one}__isnull": True}) | Q(**{f"{other}__isnull": True}) | ~Q(**{one: F(other)})


class BilingualMixin:
    """Reads ``title`` from ``title_vi`` or ``title_en`` by the active language; Vietnamese where English is empty."""

    def in_language(self, field: str) -> str:
        language = "en" if (get_language() or "vi").startswith("en") else "vi"
        return getattr(self, f"{field}_{language}") or getattr(self, f"{field}_vi")


class DemonstrationClock(models.Model):
    """When the demonstration data were loaded (real time) and the day that it was then in the demonstration."""

    starts_on = models.DateField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_demonstration_clock"),
        ]


class Stamp(models.Model):
    """A write to a part of the data. All rows of a part together are its stamp: see ``common.stamps``."""

    NONCES = 2**40  # a stamp has to be as good as never the same again, and the sum of a million of them a bigint

    part = models.CharField(max_length=20)
    nonce = models.BigIntegerField()

    def __str__(self):
        return self.part

    @classmethod
    def new(cls, part: str) -> Stamp:
        return cls(part=part, nonce=secrets.randbelow(cls.NONCES))


class JobRun(models.Model):
    """How a job fares, in real time: what the health page judges by.

    ``error``: why the runs since ``succeeded_at`` failed; a job that only fails has not succeeded for long. ``runs``
    counts those that ended, well or not, and ``seconds`` how long they took together.
    """

    name = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    runs = models.PositiveBigIntegerField(default=0, db_default=0)
    failures = models.PositiveBigIntegerField(default=0, db_default=0)
    seconds = models.FloatField(default=0, db_default=0)

    def __str__(self):
        return self.name
