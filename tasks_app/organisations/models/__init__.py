from tasks_app.organisations.models.called import called_so, names_of_the_day, speak_of
from tasks_app.organisations.models.groups import Group, GroupMembership
from tasks_app.organisations.models.organisations import Identity, Locality, Organisation, OrganisationQuerySet, Unit

__all__ = [
    "Group",
    "GroupMembership",
    "Identity",
    "Locality",
    "Organisation",
    "OrganisationQuerySet",
    "Unit",
    "called_so",
    "names_of_the_day",
    "speak_of",
]
