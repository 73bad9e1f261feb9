"""Who the people are and what they do: officers report, the secretariat reads and decides, leaders look.

A process of its own, because its sockets are gevent's: `python -m tests.load.people WORLD RESULT`, two files of JSON.
"""

import hmac
import json
import re
import sys
from base64 import b32decode
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from itertools import count
from pathlib import Path
from random import choice, random
from time import monotonic, time

# locust before whatever else has sockets: it replaces them by gevent's.
from gevent import sleep
from locust import HttpUser, between, task
from locust.env import Environment
from locust.exception import StopUser
from requests.adapters import HTTPAdapter
from urllib3 import disable_warnings
from urllib3.exceptions import InsecureRequestWarning

from tests.load import usage
from tests.page_forms import Form, form_at
from tests.uploads import PDF

SIGN_IN = "sign-in"  # so begin the names of what is asked for before the minute
SECOND_FACTOR = "/accounts/2fa/authenticate/"
SIGN_INS_A_SECOND = 6
SECONDS_TO_SIGN_IN = 180
SIGNED_IN = 'action="/accounts/logout/"'  # on every page of somebody who has signed in, and on no other
ASSIGNMENT, REPORT = re.compile(r'"/assignments/(\d+)/"'), re.compile(r'"/reports/(\d+)/review/')
TO_REPORT = re.compile(r'"(/assignments/\d+/report/)')
ORGANISATION = re.compile(r'"/organisations/(\d+)/"')
AN_ASSIGNMENT = "/assignments/…/"
SEARCHES = ("rà soát", "thủ tục", "Sở Mẫu", "nhóm mẫu số 7", "01/CV-MAU")
LISTS = (
    "?status=overdue",
    "?status=due_soon&sort=deadline",
    "?status=waiting",
    "?key_task=3",
    "?q=thủ tục&status=on_track",
    "?page=3",
)
BOARDS = ("/overview/", "/overview/matrix/", "/overview/map/", "/ranking/", "/comparison/", "/organisations/")


class WrongPage(Exception):
    """The answer is no failure by its number, and not what was asked for."""


class OwnAddress(HTTPAdapter):
    """Requests come from one of the addresses of this machine."""

    def __init__(self, address: str):
        self._address = address
        super().__init__()

    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, source_address=(self._address, 0), **kwargs)


class Person(HttpUser):
    """Somebody who has signed in, and reads for ten to thirty seconds before he begins with something else."""

    abstract = True
    wait_time = between(10, 30)
    names: list[str]
    world: dict
    signed_in, number = 0, count(1)

    def on_start(self) -> None:
        self._be_somewhere(next(Person.number))
        page = self.ask("/accounts/login/", name=f"{SIGN_IN}: the page", needs='type="password"')
        form = form_at(page, "/accounts/login/")
        if form is None:
            raise StopUser
        self.username = self.names.pop()
        sent = form.filled(login=self.username, password=self.world["password"])
        with self._checked(f"{SIGN_IN}: the password", "POST", "/accounts/login/", data=sent) as answer:
            _expect(answer, HTTPStatus.FOUND)
        if secret := self.world["secrets"].get(self.username):
            self._show_code(secret)
        if "reform_session" not in self.client.cookies:
            raise StopUser
        Person.signed_in += 1

    def _show_code(self, secret: str) -> None:
        page = self.ask(SECOND_FACTOR, name=f"{SIGN_IN}: the page of the code", needs='name="code"')
        form = form_at(page, SECOND_FACTOR)
        if form is None:
            raise StopUser
        sent = form.filled(code=code(secret, at=time()))
        with self._checked(f"{SIGN_IN}: the code", "POST", SECOND_FACTOR, data=sent) as answer:
            _expect(answer, HTTPStatus.FOUND)

    def _be_somewhere(self, number: int) -> None:
        """Each at an address of his own, as the limits on signing in expect it."""
        address = f"127.1.{number // 250}.{number % 250 + 1}"
        for scheme in ("https://", "http://"):
            self.client.mount(scheme, OwnAddress(address))
        self.client.trust_env = False
        self.client.verify = False
        self.client.headers.update(self.world["headers"] | {"Accept-Encoding": "gzip", "X-Forwarded-For": address})
        # Without nginx the answers say "Secure", and come without TLS.
        self.client.cookies.set_policy(DefaultCookiePolicy(secure_protocols=("https", "http")))

    @contextmanager
    def _checked(self, name: str, method: str, path: str, **its) -> Iterator:
        """A request whose answer is judged within; WrongPage there is a failure of this request."""
        its = {"name": name, "allow_redirects": False, "catch_response": True, "timeout": 60} | its
        with self.client.request(method, path, **its) as answer:
            try:
                yield answer
            except WrongPage as wrong:
                answer.failure(str(wrong))

    def ask(self, path: str, *, name: str = "", needs: str = SIGNED_IN) -> str:
        """A page; empty where it failed."""
        with self._checked(name or path.partition("?")[0], "GET", path) as answer:
            _expect(answer, HTTPStatus.OK)
            if needs not in answer.text:
                raise WrongPage(f"not the page: {answer.text[:80]!r}")
            answer.success()
            return answer.text
        return ""

    def send(self, path: str, form: list, *, name: str, files: list | None = None, to: str = "") -> None:
        """``to``: where its success leads. Somebody may have been quicker (409), which a page says."""
        with self._checked(name, "POST", path, data=form, files=files) as answer:
            _expect(answer, HTTPStatus.FOUND, HTTPStatus.CONFLICT)
            if answer.status_code == HTTPStatus.FOUND and not answer.headers["Location"].startswith(to):
                raise WrongPage(f"leads to {answer.headers['Location']}")
            answer.success()

    def think(self, first: float, last: float) -> None:
        sleep(first + random() * (last - first))

    def some_work(self, page: str) -> str:
        found = ASSIGNMENT.findall(page)
        return choice(found) if found else ""

    def read_work(self, page: str) -> str:
        """Opens an assignment of a page; its number, or empty."""
        one = self.some_work(page)
        if one:
            self.ask(f"/assignments/{one}/", name=AN_ASSIGNMENT)
        return one

    def search(self) -> None:
        self.ask(f"/search/?q={choice(SEARCHES)}", name="/search/")


class Reporter(Person):
    """Has work of his own."""

    abstract = True

    @task(3)
    def look_at_own_work(self):
        self.ask("/my-work/")

    @task(4)
    def read_an_assignment(self):
        page = self.ask("/my-work/")
        self.think(3, 8)
        self.read_work(page)

    @task(3)
    def report(self):
        found = TO_REPORT.findall(self.ask("/my-work/"))
        self.think(3, 8)
        if not found:
            return
        path = choice(found)
        form = self.form(path, name="/assignments/…/report/")
        if form is None:
            return  # a colleague was quicker, and it awaits confirmation
        self.think(8, 20)  # he writes
        said = f"Đã rà soát {int(random() * 90)} thủ tục, công bố và niêm yết công khai theo kế hoạch."
        filled = form.filled(situation="working", percent=str(int(random() * 90)), results=said)
        if random() < 0.3:
            self.send(path, [*filled, ("draft", "1")], name="/assignments/…/report/ (draft)", to="/assignments/")
            return
        files = [("uploads", ("Báo cáo.pdf", PDF + said.encode(), "application/pdf"))] if random() < 0.4 else None
        name = f"/assignments/…/report/ (sent{', with a file' if files else ''})"
        self.send(path, [*filled, ("submit", "1")], name=name, files=files, to="/my-work/")

    def form(self, path: str, *, name: str) -> Form | None:
        with self._checked(name, "GET", path) as answer:
            _expect(answer, HTTPStatus.OK, HTTPStatus.FOUND)
            answer.success()
            return form_at(answer.text, path) if answer.status_code == HTTPStatus.OK else None

    @task(1)
    def find(self):
        self.search()

    @task(1)
    def list_work(self):
        self.ask(f"/assignments/{choice(LISTS)}", name="/assignments/")


class Officer(Reporter):
    pass


class Member(Reporter):
    @task(3)
    def follow_the_organisations(self):
        self.read_work(self.ask("/my-organisations/"))


class Leader(Person):
    @task(4)
    def look_at_the_boards(self):
        self.ask("/overview/")
        self.think(5, 15)
        self.ask(choice(BOARDS))

    @task(1)
    def look_at_one(self):
        found = ORGANISATION.findall(self.ask("/organisations/"))
        self.think(3, 8)
        if found:
            self.ask(f"/organisations/{choice(found)}/", name="/organisations/…/")

    @task(1)
    def follow_extensions(self):
        self.ask("/extensions/")


class Inspector(Leader):
    @task(2)
    def read(self):
        self.read_work(self.ask(f"/assignments/{choice(LISTS)}", name="/assignments/"))


class Secretary(Person):
    @task(2)
    def look_at_the_boards(self):
        self.ask(choice(BOARDS))

    @task(4)
    def list_work(self):
        page = self.ask(f"/assignments/{choice(LISTS)}", name="/assignments/")
        self.think(3, 8)
        self.read_work(page)

    @task(4)
    def review(self):
        found = REPORT.findall(self.ask("/reports/"))
        self.think(2, 5)
        if not found:
            return
        path = f"/reports/{choice(found)}/review/"
        form = form_at(self.ask(path, name="/reports/…/review/"), "")
        if form is None or "newest" not in form.fields:
            return  # somebody was quicker
        self.think(5, 15)
        decision = {"decision": "accept", "comment": ""}
        if random() < 0.3:
            decision = {"decision": "return", "comment": "Đề nghị bổ sung số liệu."}
        self.send(path, form.filled(**decision), name="/reports/…/review/ (decided)", to="/reports/")

    @task(1)
    def take_out(self):
        address = f"/assignments/{choice(LISTS)}"
        kind = choice(("xlsx", "csv"))
        form = form_at(self.ask(address, name="/assignments/"), "/exports/page/xlsx/")
        if form is None:
            return
        self.think(2, 5)
        with self._checked(f"a list as {kind}", "POST", f"/exports/page/{kind}/", data=form.filled()) as answer:
            _expect(answer, HTTPStatus.OK)
            if "attachment" not in answer.headers.get("Content-Disposition", "") or len(answer.content) < 100:
                raise WrongPage("no file")
            answer.success()

    @task(1)
    def look_at_reminders(self):
        self.ask(choice(("/reminders/", "/messages/", "/periods/", "/extensions/")))

    @task(1)
    def find(self):
        self.search()


KINDS = {"officers": Officer, "members": Member, "leaders": Leader, "secretaries": Secretary, "inspectors": Inspector}


def code(secret: str, *, at: float) -> str:
    """What the app of a phone shows at that second since 1970 (RFC 6238: SHA-1, 30 seconds, six digits)."""
    counted = hmac.digest(b32decode(secret), int(at // 30).to_bytes(8, "big"), "sha1")
    begin = counted[-1] & 15
    return f"{(int.from_bytes(counted[begin : begin + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def _expect(answer, *statuses: HTTPStatus) -> None:
    if answer.status_code not in statuses:
        raise WrongPage(f"{answer.status_code} {answer.headers.get('Location', '')} {answer.error or ''}".strip())


def run(world: dict) -> dict:
    """Everybody signs in; then the figures begin anew, and stand when the seconds are over."""
    disable_warnings(InsecureRequestWarning)  # the certificate is of this run
    Person.world = world
    for key, names in world["names"].items():
        KINDS[key].names, KINDS[key].fixed_count = list(names), len(names)
    everybody = sum(len(names) for names in world["names"].values())

    environment = Environment(user_classes=list(KINDS.values()), host=world["url"])
    runner, began = environment.create_local_runner(), monotonic()
    runner.start(everybody, spawn_rate=SIGN_INS_A_SECOND)
    while Person.signed_in < everybody and monotonic() < began + SECONDS_TO_SIGN_IN:
        sleep(0.2)
    signing_in, failures = monotonic() - began, _failures(environment)
    sign_ins = [_figures(entry, signing_in) for entry in _asked_for(environment) if entry.name.startswith(SIGN_IN)]
    if Person.signed_in < everybody:
        failures += [{"name": SIGN_IN, "error": "not everybody is in", "times": everybody - Person.signed_in}]
    environment.stats.reset_all()
    used = usage.processor_seconds(world["master"])
    sleep(world["seconds"])
    used = usage.processor_seconds(world["master"]) - used
    result = {
        "seconds": world["seconds"],
        "signing_in": signing_in,
        "sign_ins": sign_ins,
        "pages": [_figures(entry, world["seconds"]) for entry in _asked_for(environment)],
        "total": _figures(environment.stats.total, world["seconds"]),
        "processor_seconds": used,
        "failures": failures + _failures(environment),
    }
    runner.quit()
    return result


def _asked_for(environment: Environment) -> list:
    return [entry for entry in environment.stats.entries.values() if entry.num_requests]


def _figures(entry, seconds: float) -> dict:
    """In milliseconds, but for the numbers of requests."""
    return {
        "name": entry.name if entry.method != "POST" else f"{entry.name} ↑",
        "requests": entry.num_requests,
        "failed": entry.num_failures,
        "median": entry.median_response_time or 0,
        "p95": entry.get_response_time_percentile(0.95) or 0,
        "p99": entry.get_response_time_percentile(0.99) or 0,
        "longest": entry.max_response_time,
        "per_second": entry.num_requests / seconds,
    }


def _failures(environment: Environment) -> list[dict]:
    return [
        {"name": f"{one.method} {one.name}", "error": str(one.error), "times": one.occurrences}
        for one in environment.stats.errors.values()
    ]


if __name__ == "__main__":
    world_file, result_file = map(Path, sys.argv[1:])
    result_file.write_text(json.dumps(run(json.loads(world_file.read_text())), ensure_ascii=False))
