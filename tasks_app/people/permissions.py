from django.conf import settings

from tasks_app.options.enums import Section
from tasks_app.options.rules import TECHNICAL
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Delegation, Person
from tasks_app.people.queries import Standing


def can_administer(who: Standing) -> bool:
    return who.is_(Role.ADMINISTRATOR)


def can_open_administration(who: Standing) -> bool:
    """Administrators, for as long as they are appointed.

    In a new database nobody is. So the account that ``createsuperuser`` makes opens the administration pages too, as
    long as no appointment as administrator was ever recorded for it: from then on its rights begin and end like
    everybody's.
    """
    if who.acting:  # nobody administers for another, nor beside acting for one
        return False
    if can_administer(who):
        return True
    if not who.person.is_active or not who.person.is_superuser:
        return False
    return not Appointment.objects.filter(person=who.person, role=Role.ADMINISTRATOR).exists()


def owes_second_factor(who: Standing) -> bool:
    """Whether he may do nothing before he has proved his second factor, by the settings of the installation.

    It goes by the powers of the moment: whoever acts for somebody has to prove what that person would.
    """
    roles = [Role(one) for one in settings.SECOND_FACTOR_OBLIGATORY_FOR]
    return who.is_(*roles) or (Role.ADMINISTRATOR in roles and can_open_administration(who))


def can_see_delegations(who: Standing) -> bool:
    return who.acting is None and who.is_(Role.SECRETARIAT, Role.ADMINISTRATOR)


def can_grant_delegation(who: Standing) -> bool:
    """The secretariat, each in his own name: a deputy passes nothing on."""
    return who.acting is None and who.is_(Role.SECRETARIAT)


def can_end_delegation(who: Standing) -> bool:
    return can_see_delegations(who)


def can_act_by(person: Person, delegation: Delegation) -> bool:
    """The one who holds it, whatever he is himself."""
    return person.pk == delegation.deputy_id


def can_see_options(who: Standing) -> bool:
    """Those who keep the settings, and inspectors."""
    return who.acting is None and who.is_(Role.SECRETARIAT, Role.ADMINISTRATOR, Role.INSPECTOR)


def can_set(who: Standing, section: Section) -> bool:
    """The secretariat says how the committee works, administrators how the machine does; nobody for another."""
    if who.acting:
        return False
    return can_administer(who) if section in TECHNICAL else who.is_(Role.SECRETARIAT)
