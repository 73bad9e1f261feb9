"""People at work in their browsers while servers are killed, and what each of them knows to have arrived.

Whoever gets no answer, or an error, presses again with the same form, as a browser offers to; sometimes he gives up.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random

import requests

from tests.page_forms import Form, form_at
from tests.uploads import PDF

SECONDS_FOR_AN_ANSWER = 60
PAUSE = 0.1  # seconds before the next press after an error
MY_WORK = "/my-work/"


class Unanswered(Exception):
    """No answer came, or one that says that the server failed: nobody knows whether it was done."""


class Odd(Exception):
    """An answer that no server that fails gives: the product is wrong, or these people are."""


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str


class Browser:
    """One person's, on one server; each request has a connection of its own."""

    def __init__(self, url: str):
        self._url, self._session = url, requests.Session()
        self._session.trust_env = False
        self._session.headers["Connection"] = "close"

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, form: list[tuple[str, str]], files: list | None = None) -> Answer:
        return self._ask("POST", path, data=form, files=files)

    def sign_in(self, username: str, password: str) -> None:
        path = "/accounts/login/"
        form = form_at(self.get(path).text, path)
        answer = self.post(path, form.filled(login=username, password=password))
        if answer.status != requests.codes.found:
            raise Odd(f"{username} cannot sign in: {answer.status}")

    def _ask(self, method: str, path: str, **its) -> Answer:
        try:
            answer = self._session.request(
                method, self._url + path, allow_redirects=False, timeout=SECONDS_FOR_AN_ANSWER, **its
            )
        except requests.RequestException as error:
            raise Unanswered(f"{path}: {error}") from error
        if answer.status_code >= requests.codes.server_error:
            raise Unanswered(f"{path}: {answer.status_code}")
        return Answer(answer.status_code, answer.headers.get("Location", ""), answer.text)


@dataclass
class Sending:
    """A report that somebody sent; ``is_answered``: he was told that it has arrived."""

    assignment: int
    results: str
    file: bytes = b""
    is_done: bool = False
    presses: int = 0
    is_answered: bool = False

    @property
    def digest(self) -> str:
        return sha256(self.file).hexdigest()


@dataclass
class Decision:
    """What a reviewer decided and was told to be decided."""

    report: int
    accepts: bool
    comment: str
    by: str


@dataclass
class Ledger:
    """What all of them know together."""

    sendings: list[Sending] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    unanswered: int = 0
    odd: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, sending: Sending) -> Sending:
        with self._lock:
            self.sendings.append(sending)
        return sending

    def note(self, decision: Decision) -> None:
        with self._lock:
            self.decisions.append(decision)

    def miss(self) -> None:
        with self._lock:
            self.unanswered += 1

    @property
    def answered(self) -> int:
        return sum(one.is_answered for one in list(self.sendings)) + len(self.decisions)


class Worker(threading.Thread):
    """One person, who does one thing after the other until it is the end of the day."""

    def __init__(self, name: str, browser: Browser, ledger: Ledger, *, seed: int):
        super().__init__(name=name, daemon=True)
        self.browser, self.ledger = browser, ledger
        self.chance = Random(seed)
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.is_set():
            try:
                self.act()
            except Unanswered:
                self.ledger.miss()
                self._over.wait(PAUSE)
            except Exception as error:  # told where the test looks
                self.ledger.odd.append(f"{self.name}: {type(error).__name__}: {error}")
                return

    def end(self) -> None:
        self._over.set()

    def act(self) -> None:
        raise NotImplementedError

    def press(self, path: str, form: list[tuple[str, str]], files: list | None = None, *, also: Callable) -> Answer:
        """Again and again until there is an answer; one time in five only once. ``also``: called before each press."""
        gives_up = self.chance.random() < 0.2
        while True:
            also()
            try:
                return self.browser.post(path, form, files)
            except Unanswered:
                if gives_up or self._over.is_set():
                    raise
                self.ledger.miss()
                self._over.wait(PAUSE)


class Officer(Worker):
    """Reports on assignments that are his alone."""

    def __init__(self, *args, assignments: list[int], **kwargs):
        super().__init__(*args, **kwargs)
        self._assignments, self._written = assignments, 0

    def act(self) -> None:
        self.browser.get(MY_WORK)
        assignment = self.chance.choice(self._assignments)
        path = f"/assignments/{assignment}/report/"
        page = self.browser.get(path)
        if page.status == requests.codes.found:
            return  # it awaits confirmation and takes no report
        form = form_at(page.text, path)
        if form is None:
            raise Odd(f"{path} has no form: {page.status}")
        self._written += 1
        if self.chance.random() < 0.3:
            self._save(path, form)
        else:
            self._send(path, form, assignment)

    def _save(self, path: str, form: Form) -> None:
        draft = form.filled(situation="working", percent="10", results=f"Bản nháp {self._mark}", draft="1")
        answer = self.press(path, draft, also=lambda: None)
        if answer.status not in (requests.codes.found, requests.codes.conflict):
            raise Odd(f"a draft: {answer.status}")

    def _send(self, path: str, form: Form, assignment: int) -> None:
        is_done = self.chance.random() < 0.4
        has_file = is_done or self.chance.random() < 0.5
        sending = self.ledger.begin(
            Sending(assignment, f"Kết quả {self._mark}", PDF + self._mark.encode() if has_file else b"", is_done)
        )
        filled = form.filled(
            situation="done" if is_done else "working",
            percent=str(self.chance.randint(10, 90)),
            results=sending.results,
            submit="1",
        )
        # What stood in the form from the report before is taken out, so that each carries its own file alone.
        filled = [(name, value) for name, value in filled if name != "files" and not name.startswith("evidence")]
        files = [("uploads", ("Báo cáo.pdf", sending.file, "application/pdf"))] if has_file else None

        def count():
            sending.presses += 1

        answer = self.press(path, filled, files, also=count)
        if answer.status == requests.codes.found and answer.location == MY_WORK:
            sending.is_answered = True
        elif answer.status != requests.codes.conflict:  # what he had given up arrived after all, and stands beside it
            raise Odd(f"a report: {answer.status} {answer.location}")

    @property
    def _mark(self) -> str:
        return f"{self.name} số {self._written}"


class Reviewer(Worker):
    """Accepts and returns what waits; several of them come to the same report."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._decided = 0

    def act(self) -> None:
        waiting = re.findall(r'href="/reports/(\d+)/review/"', self.browser.get("/reports/").text)
        if not waiting:
            self._over.wait(PAUSE)
            return
        report = int(self.chance.choice(waiting))
        path = f"/reports/{report}/review/"
        form = form_at(self.browser.get(path).text, "")
        if form is None or "newest" not in form.fields:
            return  # somebody was quicker
        self._decided += 1
        accepts, comment = self.chance.random() < 0.6, f"{self.name}, ý kiến số {self._decided}"
        filled = form.filled(decision="accept" if accepts else "return", comment=comment)
        answer = self.press(path, filled, also=lambda: None)
        if answer.status == requests.codes.found:
            self.ledger.note(Decision(report, accepts, comment, self.name))
        elif answer.status != requests.codes.conflict:  # somebody was quicker, perhaps he himself by the press before
            raise Odd(f"a decision: {answer.status}")
