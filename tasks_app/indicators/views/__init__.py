from tasks_app.indicators.views.boards import IndicatorDetail, IndicatorList, ShortcomingList
from tasks_app.indicators.views.keeping import EditReadings
from tasks_app.indicators.views.pasting import PasteReadings
from tasks_app.indicators.views.rows import note_on
from tasks_app.indicators.views.targets import EditTarget, WithdrawTarget

__all__ = [
    "EditReadings",
    "EditTarget",
    "IndicatorDetail",
    "IndicatorList",
    "PasteReadings",
    "ShortcomingList",
    "WithdrawTarget",
    "note_on",
]
