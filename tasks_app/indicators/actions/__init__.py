from tasks_app.indicators.actions.readings import (
    Entered,
    ReadingsChanged,
    ReadingsRefused,
    WrongPeriod,
    enter_readings,
)
from tasks_app.indicators.actions.targets import NothingToWithdraw, set_target

__all__ = [
    "Entered",
    "NothingToWithdraw",
    "ReadingsChanged",
    "ReadingsRefused",
    "WrongPeriod",
    "enter_readings",
    "set_target",
]
