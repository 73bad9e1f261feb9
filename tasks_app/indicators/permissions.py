from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing
from tasks_app.plan.permissions import can_see_plan


def can_see_indicators(who: Standing) -> bool:
    return can_see_plan(who)


def can_keep_indicators(who: Standing) -> bool:
    """Readings of every organisation, and targets."""
    return who.is_(Role.SECRETARIAT)


def can_enter_readings(who: Standing, definition: IndicatorDefinition) -> bool:
    """Those who keep them all; a focal officer those of his own organisation."""
    return can_keep_indicators(who) or (
        definition.by_organisation and who.is_(Role.FOCAL_OFFICER) and bool(who.reports_for)
    )
