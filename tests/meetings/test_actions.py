"""Planning, holding and concluding a meeting, and giving its decisions out: what holds then, twice, refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.queries import record_of
from tasks_app.meetings import actions
from tasks_app.meetings.enums import MeetingState
from tasks_app.meetings.models import Decision, Meeting
from tasks_app.meetings.queries import given_of_item, given_of_meeting, texts_of, visible_meetings
from tasks_app.meetings.rules import DecisionGiven, ItemGiven, mark_of
from tasks_app.people.queries import standing
from tasks_app.plan.enums import DeadlineKind, State
from tasks_app.plan.models import SourceDocument, Task
from tasks_app.planning.actions import EditedMeanwhile, MembersMissing
from tests.constraints import refused_by
from tests.factories import (
    KeyTaskFactory,
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    focal_officer,
    inspector,
    leader,
    member,
    oversee,
    secretary,
)
from tests.factories.meetings import DAY, concluded_meeting, decision, held_meeting, meeting

pytestmark = pytest.mark.django_db

AT = at_time(DAY, 10)
GIVEN = DecisionGiven("Công khai kết quả", "Báo cáo", DeadlineKind.EXACT, date(2024, 11, 15), "trước ngày 16/11")


@pytest.fixture
def by():
    return Actor(secretary())


@pytest.fixture
def its(by) -> Meeting:
    return held_meeting(by=by)


def verbs(thing) -> list[str]:
    return [entry.verb for entry in record_of(thing)][::-1]


def test_another_time_moves_a_meeting_in_calendars_another_title_does_not(by):
    its = meeting(by=by)
    given = given_of_meeting(its)

    renamed = actions.change_meeting(its, replace(given, title_vi="Phiên họp bất thường"), by=by, at=AT)
    assert (renamed.sequence, renamed.changed_at) == (0, its.changed_at)

    moved = actions.change_meeting(its, replace(given, starts_at=at_time(DAY, 14)), by=by, at=AT)
    assert (moved.sequence, moved.changed_at, moved.title_vi) == (1, AT, its.title_vi)
    line = record_of(its).first()
    assert line.details["changed"]["starts_at"] == ["2024-10-15T09:00:00+07:00", "2024-10-15T14:00:00+07:00"]


def test_saving_what_is_said_already_records_nothing(by):
    its = meeting(by=by)

    actions.change_meeting(its, given_of_meeting(its), by=by, at=AT)

    assert verbs(its) == ["meeting.entered"]


def test_who_edits_what_another_has_changed_is_told(by):
    its = meeting(by=by)
    seen = given_of_meeting(its).mark
    given = replace(given_of_meeting(its), place="Phòng họp số 1")
    actions.change_meeting(its, given, seen=seen, by=by, at=AT)

    with pytest.raises(EditedMeanwhile):
        actions.change_meeting(its, replace(given, place="Phòng họp số 2"), seen=seen, by=by, at=AT)


def test_a_meeting_is_not_held_before_its_day_and_not_twice(by):
    its = meeting(by=by)
    with pytest.raises(actions.NotBegunYet):
        actions.hold_meeting(its, by=by, at=at_time(DAY - timedelta(days=1), 20))

    actions.hold_meeting(its, by=by, at=at_time(DAY, 8))
    with pytest.raises(actions.NotPossibleNow):
        actions.hold_meeting(its, by=by, at=AT)


def test_a_cancelled_meeting_stays_so_and_moves_in_calendars(by):
    its = actions.cancel_meeting(meeting(by=by), by=by, at=AT)

    assert (its.state, its.sequence, its.changed_at) == (MeetingState.CANCELLED, 1, AT)
    for act in (actions.cancel_meeting, actions.hold_meeting):
        with pytest.raises(actions.NotPossibleNow):
            act(its, by=by, at=AT)
    with pytest.raises(actions.TextIsFrozen, match="đã hủy"):
        actions.write_conclusion(its, {None: "Kết luận"}, by=by, at=AT)


def test_an_agenda_closes_its_gaps(its, by):
    first, second = (actions.add_item(its, ItemGiven(title), by=by, at=AT) for title in ("Một", "Hai"))
    assert (first.order, second.order) == (1, 2)

    actions.remove_item(first, by=by, at=AT)

    assert list(its.items.values_list("order", "title_vi")) == [(1, "Hai")]
    assert verbs(its)[-1] == "meeting.item_removed"


def test_an_item_is_worded_by_one_at_a_time(its, by):
    item = actions.add_item(its, ItemGiven("Một"), by=by, at=AT)
    seen = given_of_item(item).mark
    presenter = OrganisationFactory()

    item = actions.change_item(item, ItemGiven("Hai", "", presenter.pk), seen=seen, by=by, at=AT)

    assert (item.title_vi, item.presenter) == ("Hai", presenter)
    with pytest.raises(EditedMeanwhile):
        actions.change_item(item, ItemGiven("Ba"), seen=seen, by=by, at=AT)


def test_a_conclusion_keeps_its_lines_and_is_written_for_the_whole_and_for_items(its, by):
    item = actions.add_item(its, ItemGiven("Một"), by=by, at=AT)

    actions.write_conclusion(its, {None: " Dòng một\r\nDòng hai ", item.pk: "Giao Sở Nội vụ"}, by=by, at=AT)

    assert texts_of(Meeting.objects.get()) == {None: "Dòng một\nDòng hai", item.pk: "Giao Sở Nội vụ"}
    assert record_of(its).first().details["changed"]["all"] == ["", "Dòng một\nDòng hai"]


def test_a_conclusion_that_another_has_written_is_not_overwritten(its, by):
    seen = mark_of(texts_of(its))
    actions.write_conclusion(its, {None: "Một"}, seen=seen, by=by, at=AT)

    with pytest.raises(EditedMeanwhile):
        actions.write_conclusion(its, {None: "Hai"}, seen=seen, by=by, at=AT)

    assert Meeting.objects.get().conclusion == "Một"


def test_nothing_is_concluded_without_a_text(its, by):
    with pytest.raises(actions.NothingConcluded):
        actions.conclude_meeting(its, by=by, at=AT)


def test_what_is_concluded_is_frozen_and_amendments_stand_beside_it(by):
    its = concluded_meeting(by=by)
    before = texts_of(its)
    for refused in (
        lambda: actions.write_conclusion(its, {None: "Khác"}, by=by, at=AT),
        lambda: actions.add_item(its, ItemGiven("Khác"), by=by, at=AT),
        lambda: actions.change_meeting(its, replace(given_of_meeting(its), place="Khác"), by=by, at=AT),
    ):
        with pytest.raises(actions.TextIsFrozen, match="bổ sung"):
            refused()

    actions.amend(its, "Bổ sung: giao thêm Sở Tài chính.", by=by, at=AT)

    assert texts_of(Meeting.objects.get()) == before
    assert [one.text for one in its.amendments.all()] == ["Bổ sung: giao thêm Sở Tài chính."]


def test_only_what_is_concluded_is_amended(its, by):
    with pytest.raises(actions.NotPossibleNow):
        actions.amend(its, "Bổ sung", by=by, at=AT)


def test_a_decision_is_a_task_that_is_out_at_once(its, by):
    lead, helper, locality = OrganisationFactory(), OrganisationFactory(), LocalityFactory()
    responsible = member()
    oversee(responsible, lead)
    oversee(responsible, locality)

    one = actions.give_out_decision(
        its, GIVEN, [lead, locality], key_task=KeyTaskFactory(), coordinating=[helper], by=by, at=AT
    )

    work = list(one.task.assignments.all())
    assert {(work.organisation, work.state, work.responsible, work.deadline_on) for work in work} == {
        (lead, State.ASSIGNED, responsible, date(2024, 11, 15)),
        (locality, State.ASSIGNED, responsible, date(2024, 11, 15)),
    }
    assert [other.organisation for other in work[0].contributions.all()] == [helper]
    notice = Meeting.objects.get().notice
    assert list(one.task.basis_documents.all()) == [notice]
    assert (notice.number, notice.title_vi) == ("", "Thông báo kết luận: Phiên họp Quý III")
    assert (one.task.deadline_words_vi, one.task.decision) == ("trước ngày 16/11", one)
    assert "meeting.decided" in verbs(its)


def test_a_decision_that_cannot_go_out_leaves_nothing(its, by):
    with pytest.raises(MembersMissing):
        actions.give_out_decision(its, GIVEN, [OrganisationFactory()], key_task=KeyTaskFactory(), by=by, at=AT)

    assert not Task.objects.exists()
    assert not Decision.objects.exists()
    assert not SourceDocument.objects.exists()


def test_a_long_decision_stands_in_full_as_the_content_of_its_task(its, by):
    text = "Rà soát thủ tục " * 30
    given = replace(GIVEN, text=text)

    one = actions.give_out_decision(
        its, given, [OrganisationFactory()], key_task=KeyTaskFactory(), responsible=member(), by=by, at=AT
    )

    assert one.task.content_vi == text.strip()
    assert len(one.task.title_vi) <= 300
    assert one.task.title_vi.endswith("…")


def test_decisions_go_out_while_a_meeting_is_held_and_not_concluded(by):
    for its in (meeting(by=by), concluded_meeting(by=by)):
        with pytest.raises(actions.NotPossibleNow):
            decision(its, KeyTaskFactory(), OrganisationFactory(), member(), by=by)


def test_an_item_with_decisions_stays(its, by):
    item = actions.add_item(its, ItemGiven("Một"), by=by, at=AT)
    actions.give_out_decision(
        its, GIVEN, [OrganisationFactory()], key_task=KeyTaskFactory(), item=item, responsible=member(), by=by, at=AT
    )

    with pytest.raises(actions.ItemHasDecisions):
        actions.remove_item(item, by=by, at=AT)


def test_the_number_of_the_notice_may_come_later_and_the_tasks_name_it(its, by):
    one = decision(its, KeyTaskFactory(), OrganisationFactory(), member(), by=by)

    for _again in range(2):
        actions.number_notice(its, "08-TB/BCĐ", DAY, by=by, at=AT)

    document = one.task.basis_documents.get()
    assert (document.number, document.issued_on) == ("08-TB/BCĐ", DAY)
    assert verbs(its).count("meeting.numbered") == 1


def test_whom_a_meeting_concerns_sees_it(by):
    organisation = OrganisationFactory()
    whole = meeting(by=by)
    invited = meeting(by=by, whole_committee=False, organisations=(organisation.pk,))
    alone = PersonFactory()
    personal = meeting(by=by, whole_committee=False, people=(alone.pk,))

    def seen(person):
        return set(visible_meetings(standing(person, on=DAY)))

    assert seen(member()) == {whole}
    assert seen(focal_officer(organisation)) == {invited}
    assert seen(focal_officer()) == set()
    assert seen(alone) == {personal}
    for follower in (leader(), inspector(), by.person):
        assert seen(follower) == {whole, invited, personal}


def test_a_concluded_meeting_has_its_moment(its):
    with refused_by("a_concluded_meeting_and_only_it_was_concluded_at_a_time"):
        Meeting.objects.filter(pk=its.pk).update(state=MeetingState.CONCLUDED)


def test_an_agenda_has_one_item_at_a_place(its, by):
    item = actions.add_item(its, ItemGiven("Một"), by=by, at=AT)
    with refused_by("an_agenda_has_one_item_at_a_place"):
        its.items.create(order=item.order, title_vi="Hai")
