from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment
from tasks_app.people.queries import Standing


def can_administer(who: Standing) -> bool:
    return who.is_(Role.ADMINISTRATOR)


def can_open_administration(who: Standing) -> bool:
    """Administrators, for as long as they are appointed.

    In a new database nobody is. So the account that ``createsuperuser`` makes opens the administration pages too, as
    long as no appointment as administrator was ever recorded for it: from then on its rights begin and end like
    everybody's.
    """
    if can_administer(who):
        return True
    if not who.person.is_active or not who.person.is_superuser:
        return False
    return not Appointment.objects.filter(person=who.person, role=Role.ADMINISTRATOR).exists()
