import json
import re
from datetime import date, timedelta

import pytest

from tasks_app.common.dates import local_day
from tasks_app.management.demonstration import STORY
from tasks_app.management.story import Reviewed, Saved, Script, Sent, Turned, Work
from tasks_app.plan.loading import read
from tasks_app.reporting.enums import Situation
from tasks_app.reporting.rules import gaps
from tests.calendar.days import CALENDAR_2024

DATA = json.loads(STORY.read_text(encoding="utf-8"))
TASKS = {row["number"]: row for row in read()["tasks"]}
ORGANISATIONS = ["tu-phap", "ubkt-tu", "427", "417", "413"]


def work(task: str, organisation: str = "427", *, is_party: bool = False) -> Work:
    row = TASKS[task]
    return Work(
        task=task,
        organisation=organisation,
        symbol="BTCTU" if is_party else "UBND",
        is_party=is_party,
        communes=33,
        frequency=row["frequency"],
        issued_on=date.fromisoformat(row["issued_on"]),
        deadline_on=date.fromisoformat(row["deadline_on"]) if row["deadline_on"] else None,
    )


def story(task: str, organisation: str = "427", **details) -> list:
    return Script(DATA, CALENDAR_2024).story_of(work(task, organisation, **details))


@pytest.fixture(params=TASKS)
def stories(request) -> list[list]:
    """What happens to a task at some organisations, whether or not the plan gives it to them."""
    return [story(request.param, organisation) for organisation in ORGANISATIONS]


def test_there_are_words_for_every_task():
    assert set(DATA["tasks"]) == set(TASKS)


def test_the_same_seed_tells_the_same_story():
    assert story("1.3", "430") == story("1.3", "430")


def test_another_seed_tells_another_story():
    other = Script(DATA | {"seed": 2025}, CALENDAR_2024)

    assert other.story_of(work("1.3", "430")) != story("1.3", "430")


def test_everything_happens_on_working_days_in_working_hours(stories):
    for step in (step for steps in stories for step in steps):
        assert CALENDAR_2024.is_working_day(step.at.date()), step
        assert 8 <= step.at.hour < 17, step


def test_no_report_is_sent_that_the_form_would_refuse(stories):
    for sent in (step for steps in stories for step in steps if isinstance(step, Sent)):
        content = sent.content
        missing = gaps(
            situation=content.situation,
            percent=content.percent,
            results=content.results,
            difficulties=content.difficulties,
            has_evidence=content.evidence is not None,
            is_overdue=True,
        )
        assert missing == [], sent


def test_every_report_is_answered_and_in_the_order_in_which_they_came(stories):
    for steps in stories:
        sent = [step for step in steps if isinstance(step, Sent)]
        answers = [step for step in steps if isinstance(step, Reviewed)]
        assert len(sent) == len(answers)
        for report, answer in zip(sent, answers, strict=True):
            assert local_day(report.at) < local_day(answer.at)
            assert answer.is_accepted or answer.comment


def test_progress_never_goes_back_and_ends_with_completion(stories):
    for steps in stories:
        reports = [step.content for step in steps if isinstance(step, Sent)]
        percents = [content.percent for content in reports if content.percent is not None]
        in_between = [c.percent for c in reports if c.situation in (Situation.WORKING, Situation.OBSTACLE)]
        assert percents == sorted(percents)
        assert all(5 <= percent <= 95 for percent in in_between)


def test_every_text_has_its_figures_filled_in(stories):
    for steps in stories:
        for step in steps:
            if isinstance(step, Sent | Saved):
                assert "{" not in step.content.results


def test_the_evidence_is_not_younger_than_the_report_nor_older_than_the_task(stories):
    for steps in stories:
        for sent in (step for step in steps if isinstance(step, Sent) and step.content.evidence):
            _number, issued_on, _title = sent.content.evidence
            assert date(2024, 2, 21) <= issued_on <= sent.at.date()


def test_work_that_is_stopped_stays_stopped():
    steps = story("1.3", "ban-dan-toc")

    [stop] = [step for step in steps if isinstance(step, Turned)]
    assert not any(isinstance(step, Sent) and step.at > stop.at for step in steps)


def test_work_without_a_deadline_is_reported_all_year_and_never_finished():
    situations = [step.content.situation for step in story("4.6", "hcc") if isinstance(step, Sent)]

    assert len(situations) > 30
    assert Situation.DONE not in situations


@pytest.mark.parametrize(("is_party", "form"), [(True, r"\d+-BC/BTCTU"), (False, r"\d+/BC-UBND")])
def test_a_document_is_numbered_as_its_issuer_writes(is_party, form):
    numbers = [
        step.content.evidence[0]
        for step in story("6.2", "430", is_party=is_party)
        if isinstance(step, Sent) and step.content.evidence
    ]

    assert numbers
    assert all(re.fullmatch(form, number) for number in numbers)


def test_a_draft_is_older_than_its_report():
    drafted = [steps for steps in (story(task, "430") for task in TASKS) if any(isinstance(s, Saved) for s in steps)]

    assert drafted
    for steps in drafted:
        [draft] = [step for step in steps if isinstance(step, Saved)]
        done = next(step for step in steps if isinstance(step, Sent) and step.content.situation == Situation.DONE)
        assert draft.at < done.at
        assert done.at - draft.at < timedelta(days=15)
