"""Each process is killed while people report, upload and review: nothing accepted is lost, nothing written by half."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from tasks_app.common.clock import real_now
from tasks_app.common.models import JobRun
from tasks_app.journal.models import Entry
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.plan.models import Assignment, Notification
from tasks_app.plan.rules import WORKED_ON
from tasks_app.reminders.queries import PLANNED
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import ProgressReport
from tests.faults.conftest import SENT_AT
from tests.faults.database import held_at_commit, held_at_writing, kill_server
from tests.faults.invariants import check_files, check_rows
from tests.faults.ledger import check
from tests.faults.people import Browser, Ledger, Officer, Reviewer, Sending, Unanswered, Worker
from tests.faults.processes import Engine, kill, set_clock, until
from tests.faults.web import Web
from tests.page_forms import form_at
from tests.uploads import PDF

PASSWORD = "mot-mat-khau-de-thu"
IN_THE_MORNING, LATER = SENT_AT + timedelta(minutes=45), SENT_AT + timedelta(minutes=120)
SENDER, TELLER = "mailing.deliver_due", "plan.tell_what_happened"
OFFICERS, REVIEWERS = 5, 2
ACTS = 10  # answered after each fault, before the next


@pytest.fixture
def web(pages, transactional_db, settings):
    """The pages on the database of the test, and this process on their disk."""
    settings.MEDIA_ROOT = pages.folder / "media"
    return pages


@pytest.fixture
def staff(due) -> list[Person]:
    """Officers with work, each of an organisation of his own, and reviewers; all of them can sign in."""
    hasher = Argon2PasswordHasher()
    password = hasher.encode(PASSWORD, hasher.salt())
    active = Person.objects.filter(is_active=True)
    officers = active.filter(
        appointments__role=Role.FOCAL_OFFICER, organisation__assignments__state__in=WORKED_ON
    ).order_by("organisation_id", "pk")
    chosen = [
        *officers.distinct("organisation_id")[:OFFICERS],
        *active.filter(appointments__role=Role.SECRETARIAT).order_by("pk")[:REVIEWERS],
    ]
    assert len(chosen) == OFFICERS + REVIEWERS
    Person.objects.filter(pk__in=[one.pk for one in chosen]).update(password=password)
    return chosen


def begin_the_day(web: Web) -> None:
    """Of a province that is new: the pages have looked at the clock of the one before."""
    set_clock(IN_THE_MORNING)
    web.restart()


def work_of(person: Person) -> list[int]:
    own = Assignment.objects.filter(organisation=person.organisation, state__in=WORKED_ON)
    return list(own.order_by("pk").values_list("pk", flat=True))


@contextmanager
def at_work(staff: list[Person], url: str) -> Iterator[Ledger]:
    """All of them sign in and work until the end of the block; an answer that is simply wrong fails the test."""
    ledger, workers = Ledger(), list[Worker]()
    for number, person in enumerate(staff):
        browser = Browser(url)
        browser.sign_in(person.username, PASSWORD)
        its = (person.username, browser, ledger)
        if person.organisation_id:
            workers.append(Officer(*its, seed=number, assignments=work_of(person)))
        else:
            workers.append(Reviewer(*its, seed=number))
    for worker in workers:
        worker.start()
    try:
        yield ledger
    finally:
        for worker in workers:
            worker.end()
        for worker in workers:
            worker.join(120)
    assert not any(worker.is_alive() for worker in workers)
    assert not ledger.odd


def goes_on(ledger: Ledger) -> None:
    """People get on with their work."""
    before = ledger.answered
    until(lambda: ledger.odd or ledger.answered >= before + ACTS, "people go on with their work")
    assert not ledger.odd


def all_is_there(ledger: Ledger) -> None:
    """What was answered is there once, and the rest wholly or not at all."""
    for sending in ledger.sendings:
        found = list(ProgressReport.objects.filter(results=sending.results).prefetch_related("files"))
        allowed = {1} if sending.is_answered else {0, 1}
        assert len(found) in allowed, f"{sending} is there {len(found)} times"
        for report in found:
            assert report.state != ReportState.DRAFT, sending
            assert report.assignment_id == sending.assignment
            assert report.asks_completion == sending.is_done
            assert [file.sha256 for file in report.files.all()] == ([sending.digest] if sending.file else []), sending
    for decision in ledger.decisions:
        report = ProgressReport.objects.select_related("reviewed_by").get(pk=decision.report)
        said = (report.state, report.review_comment, report.reviewed_by.username)
        decided = ReportState.ACCEPTED if decision.accepts else ReportState.RETURNED
        assert said == (decided, decision.comment, decision.by)


def is_done(job: str, since) -> bool:
    return JobRun.objects.filter(name=job, succeeded_at__gt=since).exists()


def test_each_process_is_killed_in_turn(web, sink, due, staff, tmp_path):
    begin_the_day(web)
    sink.behaviour.seconds = 0.1  # mail is on its way all the time
    with Engine(tmp_path, web.variables) as engine:
        worker, beat = engine.worker(), engine.beat()
        until(lambda: Entry.objects.filter(verb=PLANNED).exists(), "the day is planned")

        with at_work(staff, web.url) as ledger:
            goes_on(ledger)
            assert ledger.unanswered == 0
            web.kill_workers()
            goes_on(ledger)
            web.kill()
            goes_on(ledger)
            engine.kill_children(worker)
            goes_on(ledger)
            kill(worker)
            worker = engine.worker()
            goes_on(ledger)
            kill(beat)
            beat = engine.beat()
            goes_on(ledger)
            kill_server()
            goes_on(ledger)
            engine.kill_redis()
            goes_on(ledger)

            # All of it is back: the jobs catch up by themselves, and people are answered as before.
            since, unanswered = real_now(), ledger.unanswered
            goes_on(ledger)
            until(lambda: is_done(SENDER, since), "beat and worker find each other again", 180)
            assert ledger.unanswered == unanswered

        assert (worker.poll(), beat.poll()) == (None, None)
        kill(worker)
        kill(beat)

        set_clock(LATER)
        sink.behaviour.seconds = 0
        engine.worker()

        def is_told():
            engine.deliver_job(TELLER)
            engine.deliver_job(SENDER)
            unsent = Message.objects.filter(state__in=[MessageState.WAITING, MessageState.SENDING])
            return not Notification.objects.filter(message=None).exists() and not unsent.exists()

        until(is_told, "everybody is told, and all mails are sent")

    all_is_there(ledger)
    check_rows(since=IN_THE_MORNING)
    check_files(at=LATER)
    tally = check(sink.message_ids, due=due)
    assert tally.states[MessageState.SENT] > len(staff)
    assert sum(one.is_answered for one in ledger.sendings) > 20
    assert len(ledger.decisions) > 5
    assert ledger.unanswered > 0


@pytest.mark.parametrize("act", ["reload", "restart"])
def test_no_form_is_lost_while_the_pages_are_started_again(web, due, staff, act):
    begin_the_day(web)
    with at_work(staff, web.url) as ledger:
        goes_on(ledger)
        getattr(web, act)()
        goes_on(ledger)

    assert ledger.unanswered == 0
    assert all(one.presses == 1 for one in ledger.sendings)
    assert {one.is_answered for one in ledger.sendings} == {True}
    all_is_there(ledger)
    check_rows(since=IN_THE_MORNING)
    check_files(at=LATER)


class Press:
    """A report with a file that somebody sends once, while the test looks on."""

    def __init__(self, url: str, person: Person):
        self.browser = Browser(url)
        self.browser.sign_in(person.username, PASSWORD)
        self.path = f"/assignments/{work_of(person)[0]}/report/"
        self.sending = Sending(work_of(person)[0], "Kết quả của một lần gửi", PDF + b"once", is_done=True)
        form = form_at(self.browser.get(self.path).text, self.path)
        filled = form.filled(situation="done", results=self.sending.results, submit="1")
        self._form = [(name, value) for name, value in filled if name != "files" and not name.startswith("evidence")]
        self._files = [("uploads", ("Báo cáo.pdf", self.sending.file, "application/pdf"))]
        self._thread = threading.Thread(target=self._once, daemon=True)
        self.was_answered = False

    def begin(self) -> None:
        self._thread.start()

    def is_over(self) -> bool:
        return not self._thread.is_alive()

    def again(self) -> None:
        """The same form; the answer says that it is there."""
        answer = self.browser.post(self.path, self._form, self._files)
        assert (answer.status, answer.location) == (302, "/my-work/")

    def _once(self) -> None:
        try:
            self.browser.post(self.path, self._form, self._files)
            self.was_answered = True
        except Unanswered:
            pass


def check_press(press: Press, *, is_there: bool) -> None:
    """The one report and all that belongs to it, or nothing of it."""
    ledger = Ledger(sendings=[press.sending])
    press.sending.is_answered = is_there
    assert ProgressReport.objects.filter(results=press.sending.results).exists() == is_there
    all_is_there(ledger)
    check_rows(since=SENT_AT)
    check_files(at=SENT_AT)


@pytest.mark.parametrize(
    "table", ["tasks_app_evidencefile", "tasks_app_progressreport", "tasks_app_statechange", "tasks_app_entry"]
)
def test_a_report_killed_while_it_is_written(web, staff, table):
    press = Press(web.url, staff[0])
    with held_at_writing(table) as held:
        press.begin()
        held.wait()
        web.kill_workers()
        until(press.is_over, "the connection breaks")
        held.end()
    assert not press.was_answered
    check_press(press, is_there=False)

    press.again()

    check_press(press, is_there=True)


@pytest.mark.parametrize("is_rolled_back", [True, False])
def test_a_report_killed_in_its_commit(web, staff, is_rolled_back):
    """Where only the process of the pages dies, the database finishes the COMMIT that it was asked for."""
    press = Press(web.url, staff[0])
    with held_at_commit("tasks_app_progressreport", when="NEW.state = 'submitted'") as held:
        press.begin()
        held.wait()
        web.kill_workers()
        until(press.is_over, "the connection breaks")
        if is_rolled_back:
            held.end()
    assert not press.was_answered
    until(lambda: ProgressReport.objects.filter(results=press.sending.results).exists() != is_rolled_back, "it ends")
    check_press(press, is_there=not is_rolled_back)

    press.again()

    check_press(press, is_there=True)
