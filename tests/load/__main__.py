"""Two hundred people at once, for a minute: `make load`, or `python -m tests.load [--help]`.

Everything is its own and on loopback: PostgreSQL, Redis and nginx where they are installed, gunicorn by the command
line of its unit with production's settings, and a made-up province of the real size. Each of the people is somebody
else, has an address of his own, signs in with his password before the minute begins, and thinks between two pages. Jobs
and mail do not run, and nobody fetches static files. The run fails where one request does: an error, a broken
connection, a page that is not the one that was asked for.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests import services
from tests.load import usage
from tests.load.table import told

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "mot-mat-khau-de-thu-tai"  # of made-up people in a database that is thrown away
# 40 tasks, each given to 60 organisations; the people are those who are there at once, and some more.
TASKS, ORGANISATIONS, EARLIER_REPORTS, MORE = 40, 60, 3, 1.3
SECONDS_FOR_THE_REST = 300  # signing in, above all; a run that takes longer hangs
COMMITTEE = {"members": 20, "leaders": 4, "secretaries": 17, "inspectors": 3}


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end with it
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=200, help="at once; those of the committee are 44 of them")
    parser.add_argument("--seconds", type=int, default=60, help="that are measured, once everybody has signed in")
    parser.add_argument("--workers", type=int, default=2, help="processes of gunicorn")
    parser.add_argument("--pgbouncer", action="store_true", help="between the pages and PostgreSQL")
    parser.add_argument("--json", type=Path, help="a file that gets the figures too")
    arguments = parser.parse_args()
    if arguments.people <= sum(COMMITTEE.values()):
        parser.error(f"more than the {sum(COMMITTEE.values())} of the committee are needed")
    started = time.monotonic()
    result = run(arguments.people, arguments.seconds, arguments.workers, pooled=arguments.pgbouncer)
    print(told(result), flush=True)
    print(f"\nmeasured in {time.monotonic() - started:.0f} s on {os.cpu_count()} processors")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, ensure_ascii=False, indent=1))
    sys.exit(1 if result["failures"] else 0)


def run(people: int, seconds: int, workers: int, *, pooled: bool = False) -> dict:
    """The figures of a run; see tests/load/people.py for their names. ``pooled``: the pages ask through PgBouncer."""
    from tests.bench.database import Database, open_here

    with ExitStack() as stack:
        # Not a folder whose path may be too long for a socket.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reform-load-", dir="/tmp")))
        server = stack.enter_context(services.postgres(comes_back=True))
        redis = _or_none(stack, services.redis)
        os.environ |= {
            "ENV_FILE": os.devnull,
            "DJANGO_SETTINGS_MODULE": "reform.settings",
            "ENVIRONMENT": "embedded",  # a made-up province is refused in production
            "DEMO_DAY": "",
            "VAR_DIR": str(folder / "made"),
            "MAIL_ENABLED": "1",
            "MAIL_MARKER": "the load test",
            "EMAIL_URL": "smtp://127.0.0.1:9",  # none is sent
            "DEFAULT_FROM_EMAIL": "reform@example.vn",
            "LOG_LEVEL": "ERROR",
            "SECRET_KEY": "only-of-the-load-test-0123456789-abcdefghijklmnopqrstuvwxyz",
        }
        say("a province is made")
        url = Database(server, day=today()).province("load", **province_of(people))
        open_here(url)
        world = accounts(people)

        from tests.load.tier import Tier

        pooled_url = stack.enter_context(services.pgbouncer(url)) if pooled else None
        tier = Tier(folder / "web", nginx=_nginx(), redis=redis, workers=workers, pooled_url=pooled_url)
        stack.enter_context(tier)
        say(f"{people} people sign in, and work for {seconds} s")
        before = usage.memory(tier.master)
        world |= {"url": tier.url, "headers": tier.headers, "seconds": seconds, "master": tier.master}
        (folder / "world.json").write_text(json.dumps(world))
        command = [sys.executable, "-m", "tests.load.people", str(folder / "world.json"), str(folder / "result.json")]
        with usage.Watch(tier.master) as watch:
            subprocess.run(command, cwd=ROOT, check=True, timeout=SECONDS_FOR_THE_REST + seconds)
        result = json.loads((folder / "result.json").read_text())
        return result | {
            "people": people,
            "workers": workers,
            "servers": tier.servers,
            "memory": {"before": before, "most": watch.most, "after": usage.memory(tier.master)},
            "errors_in_log": tier.errors(),
        }


def province_of(people: int) -> dict:
    """As tasks_app.management.province.Size has it."""
    return {
        "assignments": TASKS * ORGANISATIONS,
        "people": round(people * MORE),
        "organisations": ORGANISATIONS,
        "members": COMMITTEE["members"] + 1,
        "secretaries": COMMITTEE["secretaries"],
        "earlier_reports": EARLIER_REPORTS,
        "finished": 0.5,
        "waiting": 0.05,
        "returned": 0.03,
        "suspended": 0.02,
    }


def accounts(people: int) -> dict:
    """Whoever takes part, by role, with the password that they all have and their secrets of second factors."""
    from allauth.mfa.totp.internal.auth import generate_totp_secret
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from tasks_app.people.actions import activate_second_factor
    from tasks_app.people.enums import Role
    from tasks_app.people.models import Person

    roles = {
        "members": (Role.MEMBER, COMMITTEE["members"]),
        "leaders": (Role.LEADER, COMMITTEE["leaders"]),
        "secretaries": (Role.SECRETARIAT, COMMITTEE["secretaries"]),
        "inspectors": (Role.INSPECTOR, COMMITTEE["inspectors"]),
        "officers": (Role.FOCAL_OFFICER, people - sum(COMMITTEE.values())),
    }
    names = {}
    for key, (role, number) in roles.items():
        own = Person.objects.filter(is_active=True, appointments__role=role)
        names[key] = list(own.order_by("pk").values_list("username", flat=True)[:number])
        if len(names[key]) < number:
            raise RuntimeError(f"{len(names[key])} {key} in the province, and {number} are needed")
    everybody = [name for its in names.values() for name in its]
    Person.objects.filter(username__in=everybody).update(password=make_password(PASSWORD))
    secrets = {}
    for person in Person.objects.filter(username__in=names["secretaries"]):  # for whom production asks for it
        secrets[person.username] = generate_totp_secret()
        activate_second_factor(person, secrets[person.username], address="127.0.0.1", at=timezone.now())
    return {"names": names, "password": PASSWORD, "secrets": secrets}


def today():
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def say(what: str) -> None:
    print(f"{what} ...", file=sys.stderr, flush=True)


def _or_none(stack: ExitStack, service) -> str | None:
    try:
        return stack.enter_context(service())
    except services.Missing:
        return None


def _nginx() -> str | None:
    try:
        return services.nginx()
    except services.Missing:
        return None


if __name__ == "__main__":
    main()
