"""Groups are made and named; members join and leave from a day on, and no day before it changes."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.organisations.actions import (
    GroupConflict,
    GroupNames,
    GroupNameTaken,
    JoinsLater,
    NotThere,
    change_members,
    create_group,
    rename_group,
)
from tasks_app.organisations.models import Group, GroupMembership
from tasks_app.organisations.queries import groups_on, members_of
from tests.factories import OrganisationFactory, group_of, secretary

pytestmark = pytest.mark.django_db
DAY, EVE = date(2024, 10, 1), date(2024, 9, 30)
AT = at_time(DAY, 9)


@pytest.fixture
def by():
    return Actor(secretary())


@pytest.fixture
def units():
    return OrganisationFactory.create_batch(3)


def changed(group, by, *, joining=(), leaving=(), since=DAY):
    return change_members(group, joining=joining, leaving=leaving, since=since, by=by, at=AT)


def test_a_group_is_made_with_a_key_of_its_name(by):
    group = create_group(GroupNames("Đơn vị thí điểm"), by=by, at=AT)

    assert (group.key, str(group)) == ("don-vi-thi-diem", "Đơn vị thí điểm")
    assert Entry.objects.get(verb="group.created").subject_id == group.pk


def test_a_name_is_there_once_however_it_is_written(by):
    create_group(GroupNames("Đơn vị thí điểm"), by=by, at=AT)

    with pytest.raises(GroupNameTaken):
        create_group(GroupNames("don vi THI DIEM"), by=by, at=AT)

    assert Group.objects.count() == 1


@pytest.mark.parametrize("word", ["units", "localities", "key_units", "party", "commune"])
def test_a_group_takes_no_word_that_filters_have_for_something_else(by, word):
    assert create_group(GroupNames(word), by=by, at=AT).key not in (word, "")


def test_names_of_which_the_same_key_would_be_made(by):
    first = create_group(GroupNames("Nhóm: một"), by=by, at=AT)
    second = create_group(GroupNames("Nhóm – một"), by=by, at=AT)

    assert (first.key, second.key) == ("nhom-mot", "nhom-mot-2")


def test_renaming_keeps_key_and_members(by, units):
    group = group_of(*units, key="pilots")
    seen = GroupNames.of(group)

    rename_group(group, GroupNames("Nhóm thí điểm", "Pilot group"), seen=seen, by=by, at=AT)

    group.refresh_from_db()
    assert (group.key, group.name_vi, members_of("pilots", on=DAY).count()) == ("pilots", "Nhóm thí điểm", 3)
    assert Entry.objects.get(verb="group.renamed").details["changed"]["name_vi"] == ["Nhóm pilots", "Nhóm thí điểm"]
    with pytest.raises(GroupConflict):
        rename_group(group, GroupNames("Khác"), seen=seen, by=by, at=AT)


def test_renaming_to_what_it_is_called_records_nothing(by):
    group = group_of(key="pilots")

    rename_group(group, GroupNames.of(group), seen=GroupNames.of(group), by=by, at=AT)

    assert not Entry.objects.filter(verb="group.renamed").exists()


def test_no_other_groups_name_is_taken(by):
    group, other = group_of(key="one"), group_of(key="two")

    with pytest.raises(GroupNameTaken):
        rename_group(group, GroupNames(other.name_vi), seen=GroupNames.of(group), by=by, at=AT)


def test_members_join_and_leave_with_a_day(by, units):
    stays, leaves, joins = units
    group = group_of(stays, leaves, key="pilots")

    assert changed(group, by, joining=[joins], leaving=[leaves]) == (1, 1)

    assert list(members_of("pilots", on=EVE)) == [stays, leaves]
    assert list(members_of("pilots", on=DAY)) == [stays, joins]
    assert GroupMembership.objects.get(organisation=leaves).valid_to == EVE
    entry = Entry.objects.get(verb="group.members_changed")
    assert (entry.details["since"], entry.details["joined"], entry.details["left"]) == (
        "2024-10-01",
        [joins.name_vi],
        [leaves.name_vi],
    )


def test_a_repetition_changes_nothing(by, units):
    group = group_of(units[0], key="pilots")
    changed(group, by, joining=[units[1]], leaving=[units[0]])

    assert changed(group, by, joining=[units[1]], leaving=[units[0]]) == (0, 0)
    assert Entry.objects.filter(verb="group.members_changed").count() == 1


def test_who_joined_and_left_on_the_same_day_never_was_a_member(by, units):
    group = group_of(key="pilots")
    changed(group, by, joining=units[:1])
    changed(group, by, leaving=units[:1])

    assert not members_of("pilots", on=DAY).exists()
    assert GroupMembership.objects.count() == 1

    changed(group, by, joining=units[:1])
    assert list(members_of("pilots", on=DAY)) == units[:1]


def test_who_joins_later_already_is_said(by, units):
    group = group_of(units[0], key="pilots", since=date(2024, 12, 1))

    with pytest.raises(JoinsLater, match="01/12/2024"):
        changed(group, by, joining=units[:1])


def test_only_who_is_there_joins_and_leaves_with_its_end(by):
    group = group_of(key="pilots")
    ends = OrganisationFactory(valid_to=date(2025, 2, 28))

    with pytest.raises(NotThere):
        changed(group, by, joining=[OrganisationFactory(valid_from=date(2025, 3, 1))])
    changed(group, by, joining=[ends])

    assert GroupMembership.objects.get().valid_to == date(2025, 2, 28)


def test_a_new_group_is_offered_once_it_has_members(by, units):
    group = create_group(GroupNames("Đơn vị thí điểm"), by=by, at=AT)
    assert group.key not in dict(groups_on(DAY))

    changed(group, by, joining=units[:2])

    assert dict(groups_on(DAY))[group.key] == "Đơn vị thí điểm"
    assert group.key not in dict(groups_on(EVE))
