"""Hub: Celery finds the jobs here. Nobody inside the app imports from it."""

from tasks_app.audit.jobs import take_out_old
from tasks_app.dashboard.jobs import say_that_all_is_well
from tasks_app.exports.jobs import clear_away_exports, make_files
from tasks_app.imports.jobs import take_over
from tasks_app.mailing.jobs import deliver_due
from tasks_app.people.jobs import clear_away_sessions
from tasks_app.plan.jobs import tell_what_happened
from tasks_app.reminders.jobs import plan_reminders
from tasks_app.reorganisations.jobs import apply_due
from tasks_app.reporting.jobs import clear_away_files, open_dues
from tasks_app.site.jobs import gather_stamps

__all__ = [
    "apply_due",
    "clear_away_exports",
    "clear_away_files",
    "clear_away_sessions",
    "deliver_due",
    "gather_stamps",
    "make_files",
    "open_dues",
    "plan_reminders",
    "say_that_all_is_well",
    "take_out_old",
    "take_over",
    "tell_what_happened",
]
