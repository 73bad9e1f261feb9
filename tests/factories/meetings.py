from datetime import date, timedelta

from tasks_app.common.actors import Actor
from tasks_app.common.dates import LOCAL, at_time
from tasks_app.inspections import actions as of_inspections
from tasks_app.inspections.models import Inspection, Recommendation
from tasks_app.inspections.rules import InspectionGiven, RecommendationGiven
from tasks_app.meetings import actions
from tasks_app.meetings.enums import MeetingKind
from tasks_app.meetings.models import Decision, Meeting
from tasks_app.meetings.rules import DecisionGiven, MeetingGiven
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.enums import DeadlineKind
from tasks_app.plan.models import KeyTask

DAY = date(2024, 10, 15)


def meeting(*, by: Actor, on: date = DAY, **said) -> Meeting:
    """Planned a day before, for nine o'clock, with all members."""
    said = {"kind": MeetingKind.QUARTERLY, "title_vi": "Phiên họp Quý III", "title_en": "Third meeting"} | said
    given = MeetingGiven(starts_at=said.pop("starts_at", at_time(on, 9)), **said)
    return actions.enter_meeting(given, by=by, at=given.starts_at - timedelta(days=1))


def held_meeting(*, by: Actor, on: date = DAY, **said) -> Meeting:
    its = meeting(by=by, on=on, **said)
    return actions.hold_meeting(its, by=by, at=its.starts_at)


def concluded_meeting(*, by: Actor, on: date = DAY, **said) -> Meeting:
    its = held_meeting(by=by, on=on, **said)
    actions.write_conclusion(its, {None: "Giao các sở khẩn trương rà soát."}, by=by, at=its.starts_at)
    return actions.conclude_meeting(its, by=by, at=its.starts_at)


def decision(its: Meeting, key_task: KeyTask, to: Organisation, responsible: Person, *, by: Actor) -> Decision:
    on = its.starts_at.astimezone(LOCAL).date()
    given = DecisionGiven(
        "Rà soát, cắt giảm thủ tục hành chính", "Báo cáo rà soát", DeadlineKind.EXACT, on + timedelta(days=20)
    )
    return actions.give_out_decision(
        its, given, [to], key_task=key_task, responsible=responsible, by=by, at=its.starts_at
    )


def inspection(of: Organisation, *, by: Actor, on: date = DAY, **said) -> Inspection:
    given = InspectionGiven(of.pk, on, on, **said)
    return of_inspections.plan_inspection(given, by=by, at=at_time(on - timedelta(days=1), 8))


def carried_out(of: Organisation, *, by: Actor, on: date = DAY, **said) -> Inspection:
    its = inspection(of, by=by, on=on, **said)
    return of_inspections.carry_out(its, by=by, at=at_time(on, 16))


def recommendation(its: Inspection, key_task: KeyTask, responsible: Person, *, by: Actor) -> Recommendation:
    given = RecommendationGiven(
        "Niêm yết lại bộ thủ tục hành chính",
        "Báo cáo khắc phục",
        its.ends_on + timedelta(days=10),
        its.ends_on + timedelta(days=15),
    )
    at = at_time(its.ends_on, 17)
    return of_inspections.give_out_recommendation(its, given, key_task=key_task, responsible=responsible, by=by, at=at)
