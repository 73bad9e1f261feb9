"""What happens to organisations: they are entered, put right, and become known under another name or below another."""

from tasks_app.organisations.actions.editing import (
    OrganisationConflict,
    correct_organisation,
    found_organisation,
)
from tasks_app.organisations.actions.groups import (
    GroupConflict,
    GroupNames,
    GroupNameTaken,
    GroupRefused,
    JoinsLater,
    NotThere,
    add_to_group,
    change_members,
    create_group,
    remove_from_group,
    rename_group,
)
from tasks_app.organisations.actions.identities import alter_organisation
from tasks_app.organisations.actions.loading import ORGANISATIONS, load_communes, load_organisations

__all__ = [
    "ORGANISATIONS",
    "GroupConflict",
    "GroupNameTaken",
    "GroupNames",
    "GroupRefused",
    "JoinsLater",
    "NotThere",
    "OrganisationConflict",
    "add_to_group",
    "alter_organisation",
    "change_members",
    "correct_organisation",
    "create_group",
    "found_organisation",
    "load_communes",
    "load_organisations",
    "remove_from_group",
    "rename_group",
]
