"""What happens to the work of people: it passes to others when they are replaced or leave."""

from tasks_app.personnel.actions.leaving import WorkIsLeft, close_account
from tasks_app.personnel.actions.replacing import ReplacementRefused, hand_over, replace_member

__all__ = ["ReplacementRefused", "WorkIsLeft", "close_account", "hand_over", "replace_member"]
