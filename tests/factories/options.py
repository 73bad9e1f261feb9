from tasks_app.common import clock
from tasks_app.options.actions import change_options
from tasks_app.options.models import OptionChange
from tasks_app.options.queries import last_number


def set_options(**given) -> list[OptionChange]:
    """Settings as an office would have them, from now on."""
    return change_options(given, seen=last_number(), by=None, at=clock.now())
