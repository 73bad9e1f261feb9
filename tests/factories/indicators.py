from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

import factory

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.indicators.actions import Entered, enter_readings, set_target
from tasks_app.indicators.enums import Direction, IndicatorUnit
from tasks_app.indicators.models import IndicatorDefinition, IndicatorReading, IndicatorTarget
from tasks_app.indicators.rules import Goal, Ratio, read_period
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import Frequency
from tests.factories.organisations import group_of
from tests.factories.people import secretary
from tests.factories.plan import PlanFactory

READ_AT = at_time(date(2024, 10, 5), 10)


class IndicatorFactory(factory.django.DjangoModelFactory):
    """A monthly per cent; ``reporters`` are the organisations that report it, none where it is the province's own."""

    class Meta:
        model = IndicatorDefinition
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"indicator-{n}")
    order = factory.Sequence(lambda n: n)
    name_vi = factory.Sequence(lambda n: f"Chỉ số thử nghiệm {n}")
    name_en = factory.Sequence(lambda n: f"Test indicator {n}")
    numerator_vi, numerator_en = "Hồ sơ đúng hạn", "Files on time"
    denominator_vi, denominator_en = "Hồ sơ", "Files"
    formula_vi, formula_en = "Hồ sơ đúng hạn chia cho hồ sơ", "Files on time divided by files"
    unit = IndicatorUnit.PERCENT
    direction = Direction.HIGHER
    period_kind = Frequency.MONTHLY
    by_organisation = True
    valid_from = date(2024, 1, 1)

    @factory.post_generation
    def reporters(self, create, extracted: Iterable[Organisation] | None, **options):
        if extracted:
            self.groups.add(group_of(*extracted, key=f"reporters-of-{self.code}"))


def ratio(numerator, denominator) -> Ratio:
    return Ratio(Decimal(numerator), Decimal(denominator))


def read(
    definition: IndicatorDefinition,
    figures: dict[Organisation | None, tuple | None],
    *,
    period: str = "2024-09",
    at: datetime = READ_AT,
    by: Actor | None = None,
    source: str = "Báo cáo tháng",
) -> Entered:
    """Enter the figures of a period as somebody does who has seen all that is there."""
    newest = IndicatorReading.objects.order_by("pk").last()
    return enter_readings(
        definition,
        read_period(period),
        {who and who.pk: given and ratio(*given) for who, given in figures.items()},
        seen=newest.pk if newest else 0,
        source=source,
        by=by or Actor(secretary()),
        at=at,
    )


def target(definition: IndicatorDefinition, value, *, is_strict: bool = False, **options) -> IndicatorTarget:
    """What the plan of 2024 asks for."""
    given = {"by": None, "at": at_time(date(2024, 2, 21))} | options
    set_target(definition, given.pop("plan", None) or PlanFactory(), Goal(Decimal(value), is_strict), **given)
    return IndicatorTarget.objects.latest("pk")
