"""What runs beside the pages: `make run`, the jobs' connections, workers with Redis, what the suite leaves out."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection

from reform.celery import drop_dead_connections

ROOT = Path(settings.BASE_DIR)


@pytest.fixture(autouse=True)
def clock():
    """The real one: these tests wait for other processes."""


@pytest.fixture
def variables(tmp_path):
    """Environment of a process that knows nothing of this suite and writes into a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    own = {"ENV_FILE": os.devnull, "VAR_DIR": str(tmp_path / "var"), "PORT": str(free_port())}
    return kept | own | {"DEMO_DAY": "2024-03-01"}  # a year of it would be played for a minute


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(arguments, variables, log, end_with=signal.SIGTERM):
    """The process with this module, ended by the signal; it writes into the log."""
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=variables,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.send_signal(end_with)
        process.wait(timeout=60)


def refusal(variables):
    """What a start says that is expected to be refused."""
    done = subprocess.run(
        [sys.executable, "-m", "deploy.run"], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    return done.stderr


def wait_until(condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def processes_of(variables):
    """Numbers of the living processes that were started with these variables."""
    wanted = f"VAR_DIR={variables['VAR_DIR']}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(os.environ["DATABASE_URL"].startswith("postgres"), reason="brings its own SQLite: once is enough")
def test_make_run_refuses_a_double_survives_a_crash_and_leaves_nothing_behind(variables, tmp_path):
    log = tmp_path / "log"
    pidfile = Path(variables["VAR_DIR"]) / "beat.pid"
    with running(["deploy.run"], variables, log) as process:
        assert wait_until(lambda: "Ctrl-C" in log.read_text() or process.poll() is not None, 300), log.read_text()
        with urlopen(f"http://127.0.0.1:{variables['PORT']}/accounts/login/", timeout=20) as page:
            assert page.status == 200
            style = re.search(r'href="(/static/[^"]+\.css)"', page.read().decode())[1]
        with urlopen(f"http://127.0.0.1:{variables['PORT']}{style}", timeout=20) as file:
            assert "immutable" in file.headers["Cache-Control"]

        assert refusal(variables).startswith(f"Không dùng được cổng {variables['PORT']}")
        assert wait_until(pidfile.exists, 20)
        beside = variables | {"PORT": str(free_port())}
        pid = pidfile.read_text().strip()
        assert refusal(beside).startswith(f"Tiến trình {pid} đang chạy các công việc nền của")
        assert refusal(beside | {"CONSOLE_LANGUAGE": "en"}).startswith(f"Process {pid} already does the jobs of")
    assert wait_until(lambda: processes_of(variables) == [], 5)

    pidfile.write_text(str(os.getpid()))  # a crash long ago; by now another program has the number
    with running(["deploy.run"], variables, log, end_with=signal.SIGKILL):
        assert wait_until(lambda: pidfile.exists() and pidfile.read_text() != str(os.getpid()), 300), log.read_text()
    assert wait_until(lambda: processes_of(variables) == [], 15)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_jobs_get_over_a_lost_connection():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (lost,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [lost])
    other.close()
    with pytest.raises(Exception, match=r"terminat|closed"), connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    drop_dead_connections()

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


@pytest.mark.redis
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_worker_takes_jobs_from_redis(variables, tmp_path):
    database = settings.DATABASES["default"]
    url = f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
    variables |= {
        "DATABASE_URL": f"{url}/{connection.settings_dict['NAME']}",
        "REDIS_URL": os.environ["TEST_REDIS_URL"],
    }
    log = tmp_path / "log"
    send = "from reform.celery import app; app.send_task('mailing.deliver_due')"
    subprocess.run([sys.executable, "-c", send], cwd=ROOT, env=variables, check=True, timeout=60)

    worker = ["celery", "-A", "reform", "worker", "--pool", "solo", "--loglevel", "INFO"]
    done = re.compile(r"Task mailing\.deliver_due\[[^]]+\] succeeded")
    with running(worker, variables, log) as process:
        wait_until(lambda: done.search(log.read_text()) or process.poll() is not None, 60)
    assert done.search(log.read_text()), log.read_text()


@pytest.mark.parametrize(("require_all", "code"), [("0", 0), ("1", 1)])
def test_what_is_left_out_is_named_and_can_be_refused(require_all, code):
    variables = os.environ | {"CHROMIUM": "/nowhere/chromium", "REQUIRE_ALL": require_all}
    done = subprocess.run(
        [sys.executable, "-m", "tests.run", "browser"],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert "LEFT OUT browser: CHROMIUM is '/nowhere/chromium', which is no program" in done.stdout
