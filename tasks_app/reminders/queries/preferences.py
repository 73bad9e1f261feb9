"""How people want their reminders."""

from tasks_app.options.queries import options
from tasks_app.people.models import Person
from tasks_app.reminders.models import MailPreference
from tasks_app.reminders.rules import Wish


def wish_of(person: Person) -> Wish:
    """What a person chose, or what holds for whoever chose nothing; one query."""
    row = MailPreference.objects.filter(person=person).first()
    return Wish(row.send_from, row.is_weekly) if row else Wish(options().sent_from)
