from tasks_app.indicators.models.definitions import IndicatorDefinition, IndicatorTarget
from tasks_app.indicators.models.readings import IndicatorReading

__all__ = ["IndicatorDefinition", "IndicatorReading", "IndicatorTarget"]
