"""Two machines with pages and two with jobs, on one PostgreSQL and one Redis; and pages whose Redis is away."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.management import call_command
from django.urls import reverse

from tasks_app.common.clock import real_now
from tasks_app.common.models import JobRun
from tasks_app.exports.enums import FileState
from tasks_app.exports.models import ExportRecord, WantedFile
from tests.conftest import TODAY
from tests.faults.conftest import DAY
from tests.faults.pages import Browser, machine
from tests.faults.processes import ROOT, Engine, environment, until
from tests.services import redis_that_stops
from tests.worlds import build_world

PASSWORD = "mot-mat-khau-dai-2024"
ASKS_FOR_PASSWORD = 'type="password"'


@pytest.fixture(scope="session")
def static_files(tmp_path_factory):
    """Made once, as of one release."""
    folder = tmp_path_factory.mktemp("static")
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    its = kept | {"ENV_FILE": os.devnull, "VAR_DIR": str(folder), "DATABASE_URL": "sqlite://:memory:"}
    subprocess.run([sys.executable, "-m", "deploy.setup", "files"], cwd=ROOT, env=its, check=True)
    return str(folder)


@pytest.fixture
def world(transactional_db):
    its = build_world(TODAY)
    for person in (its.secretary, its.member):
        person.password = Argon2PasswordHasher().encode(PASSWORD, "a-salt-of-sixteen")  # as the machines know it
        person.save()
    # As set-up makes it, for while Redis is away.
    call_command("createcachetable", "cache", verbosity=0)
    return its


@pytest.fixture
def variables(tmp_path, sink, static_files):
    return environment(tmp_path, sink_url=sink.url, day=DAY, redis_url=os.environ["TEST_REDIS_URL"]) | {
        "STATIC_DIR": static_files
    }


def test_what_is_done_on_one_machine_holds_on_the_other(engine, world, variables, tmp_path):
    review = reverse("report_review", args=[world.waiting_report.pk])
    with machine(tmp_path, variables) as one, machine(tmp_path, variables) as other:
        browser = Browser()
        browser.sign_in(one, world.secretary.username, PASSWORD)
        assert review in browser.get(other + reverse("report_list"))  # signed in there too

        # A form that was opened on one machine is sent to the other.
        browser.post(other + review, opened_on=one + review, decision="accept")
        for address in (one, other):
            assert review not in browser.get(address + reverse("report_list"))
        world.waiting_report.refresh_from_db()
        assert world.waiting_report.state == "accepted"

        # Failed sign-ins are counted together.
        assert ASKS_FOR_PASSWORD not in Browser().sign_in(one, world.member.username, PASSWORD)
        for address in (one, other, one, other, one):
            Browser().sign_in(address, world.member.username, "wrong")
        assert ASKS_FOR_PASSWORD in Browser().sign_in(other, world.member.username, PASSWORD)

        # A file that was asked for is made once, whoever is told of it, and can be fetched on any machine.
        wanted = WantedFile.objects.get(pk=world.file.pk)
        WantedFile.objects.filter(pk=wanted.pk).update(
            by=world.secretary, for_person=None, delegation=None, state=FileState.WAITING, tries=0, finished_at=None
        )
        made_before = ExportRecord.objects.count()
        engine.worker(concurrency=1)
        engine.worker(concurrency=1)
        for _ in range(4):
            engine.deliver_job("exports.make_files")
        until(lambda: WantedFile.objects.get(pk=wanted.pk).state == FileState.DONE, "the file is made")
        until(lambda: JobRun.objects.get(name="exports.make_files").runs == 4, "all four have looked")
        assert (WantedFile.objects.get(pk=wanted.pk).tries, ExportRecord.objects.count()) == (1, made_before + 1)
        fetched = {browser.fetch(address + reverse("export_file", args=[wanted.pk])) for address in (one, other)}
        assert len(fetched) == 1

        browser.post(other + reverse("account_logout"))
        assert ASKS_FOR_PASSWORD in browser.get(one + reverse("report_list"))


def test_pages_work_without_redis_and_jobs_catch_up(world, variables, tmp_path):
    with redis_that_stops() as redis:
        variables |= {"REDIS_URL": redis.url}
        with machine(tmp_path, variables) as pages, Engine(tmp_path, variables) as engine:
            worker = engine.worker(concurrency=1)
            beat = engine.beat()
            until(lambda: JobRun.objects.filter(name="exports.make_files").exists(), "jobs are done")

            redis.stop()
            browser = Browser()
            browser.sign_in(pages, world.secretary.username, PASSWORD)
            assert browser.status(pages + reverse("overview")) == 200
            assert browser.status(pages + reverse("report_list")) == 200
            assert browser.status(f"{pages}/readyz") == 200
            assert browser.status(f"{pages}/healthz") == 503
            assert ASKS_FOR_PASSWORD not in Browser().sign_in(pages, world.member.username, PASSWORD)
            for _ in range(5):
                Browser().sign_in(pages, world.member.username, "wrong")
            assert ASKS_FOR_PASSWORD in Browser().sign_in(pages, world.member.username, PASSWORD)

            redis.start()
            back_at = real_now()
            until(
                lambda: JobRun.objects.filter(name="exports.make_files", started_at__gt=back_at).exists(),
                "the same beat and worker go on",
                seconds=180,
            )
            assert (worker.poll(), beat.poll()) == (None, None)
