"""The whole suite: `python -m tests.run sqlite postgres redis libreoffice browser nginx faults [-- for pytest]`.

Each part is a run of pytest of its own. Those that mostly wait, nginx and faults, run beside the others, which give way
to them; the browser has the machine to itself. A part whose service is not to be had is left out and named at the end;
with REQUIRE_ALL=1 that is a failure.

What the tests find in their environment: DATABASE_URL, TEST_REDIS_URL (in the part marked redis and faults),
TEST_CHROMIUM (in the part marked browser), TEST_LIBREOFFICE (in the part marked libreoffice), TEST_NGINX (in the part
marked nginx).
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from deploy import bundles, fonts, messages
from tests import services
from tests.database_image import IS_OURS

ROOT = Path(__file__).resolve().parent.parent
MINUTES = 30  # for one part; longer means that something hangs
MINUTES_OF = {"browser-all": 6 * 60}
MARKERS = {
    "sqlite": "not postgres and not redis and not browser and not libreoffice and not nginx and not faults",
    "postgres": "not redis and not browser and not libreoffice and not nginx and not faults",
    "redis": "redis",
    "browser": "browser and not browser_all",
    "browser-all": "browser_all",
    "libreoffice": "libreoffice",
    "nginx": "nginx",
    "faults": "faults",
}
SQLITE = {"sqlite", "libreoffice"}  # what runs without a server
ALONE = {"nginx", "faults"}  # their tests share servers that are stopped and started; they wait more than they work
UNDISTURBED = {"browser", "browser-all"}


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    arguments = sys.argv[1:]
    split = arguments.index("--") if "--" in arguments else len(arguments)
    parts, for_pytest = arguments[:split], arguments[split + 1 :]
    if not parts or set(parts) - set(MARKERS):
        sys.exit(__doc__)

    # Without them each worker of each part compiles the product and rewrites the asserts of all tests anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

    messages.compile_catalogue()
    fonts.build(ROOT / "var" / "assets" / "fonts")
    bundles.build(ROOT / "var" / "assets")

    left_out, told = {}, {}
    with ExitStack() as stack:
        environments = services_for(parts, stack, left_out)
        aside = [part for part in parts if part in environments and part in ALONE]
        in_turn = [part for part in parts if part in environments and part not in ALONE]
        if not in_turn:
            aside, in_turn = [], aside
        beside = stack.enter_context(Beside(aside, environments, for_pytest, told))
        for part in in_turn:
            if part in UNDISTURBED:
                beside.wait()
            start = time.monotonic()
            problem = run_pytest(part, environments[part], for_pytest, gives_way=beside.is_running())
            told[part] = problem, time.monotonic() - start
        beside.wait()

    print("\n=== The suite")
    for part in parts:
        if part in told:
            problem, seconds = told[part]
            print(f"{part}: {problem or 'passed'} ({seconds:.0f} s)")
    print("\n".join(f"LEFT OUT {part}: {reason}" for part, reason in left_out.items()), flush=True)
    if left_out and os.environ.get("REQUIRE_ALL") == "1":
        sys.exit("REQUIRE_ALL is set, so what was left out counts as failed.")
    sys.exit(1 if any(problem for problem, _ in told.values()) else 0)


def services_for(parts, stack, left_out):
    """What each part finds in its environment; parts whose services are not to be had are in ``left_out`` instead."""
    environments, database = {}, None
    if set(parts) - SQLITE - {"faults"}:
        try:
            database = stack.enter_context(services.postgres())
            if database != os.environ.get("DATABASE_URL"):
                os.environ[IS_OURS] = "1"
        except services.Missing as missing:
            left_out["postgres"] = str(missing)
    for part in parts:
        if part in left_out:
            continue
        environment = {"DATABASE_URL": database if part not in SQLITE and database else "sqlite://:memory:"}
        try:
            if part == "faults":
                environment["DATABASE_URL"] = stack.enter_context(services.postgres(comes_back=True))
            if part in ("redis", "faults"):
                environment["TEST_REDIS_URL"] = stack.enter_context(services.redis(comes_back=part == "faults"))
            if part in ("browser", "browser-all"):
                environment["TEST_CHROMIUM"] = services.chromium()
            if part == "nginx":
                environment["TEST_NGINX"] = services.nginx()
            if part == "libreoffice":
                environment["TEST_LIBREOFFICE"] = services.libreoffice()
        except services.Missing as missing:
            left_out[part] = str(missing)
            continue
        environments[part] = environment
    return environments


class Beside:
    """Parts that run one after the other while others do; what they say is told when they have ended."""

    def __init__(self, parts, environments, arguments, told):
        self._thread = threading.Thread(target=self._run)
        self._parts, self._environments, self._arguments, self._told = parts, environments, arguments, told
        self._process, self._is_over = None, False

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._is_over = True
        if self._process:
            stop(self._process)
        self._thread.join()

    def is_running(self):
        return self._thread.is_alive()

    def wait(self):
        self._thread.join()

    def _run(self):
        for part in self._parts:
            if self._is_over:
                return
            start = time.monotonic()
            with tempfile.TemporaryFile() as said:
                problem = run_pytest(part, self._environments[part], self._arguments, said=said, hold=self._hold)
                self._told[part] = problem, time.monotonic() - start
                said.seek(0)
                print(f"\n=== {part}, beside\n{said.read().decode(errors='replace')}", flush=True)

    def _hold(self, process):
        self._process = process
        if self._is_over:
            stop(process)


def run_pytest(part, environment, arguments, *, gives_way=False, said=None, hold=lambda process: None):
    """Returns what went wrong, or nothing."""
    if not said:
        print(f"\n=== {part}", flush=True)
    minutes = MINUTES_OF.get(part, MINUTES)
    workers = "0" if part in ALONE else "2"
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, "-m", MARKERS[part], *arguments]
    # A session of its own: pytest's workers and their browsers are stopped together.
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, start_new_session=True, stdout=said, stderr=said
    )
    hold(process)
    if gives_way:
        give_way(process.pid)
    try:
        code = process.wait(timeout=minutes * 60)
    except subprocess.TimeoutExpired:
        return f"FAILED, stopped after {minutes} minutes"
    finally:
        stop(process)
    if code == 5 and arguments:
        return None  # the arguments chose tests of another part
    return f"FAILED, pytest ended with {code}" if code else None


def give_way(pid):
    """Whatever else wants a core gets it first. Linux weighs sessions against each other before their processes."""
    os.setpriority(os.PRIO_PROCESS, pid, 19)
    with suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text("19")


def stop(process):
    if process.poll() is not None:
        return
    for sent in (signal.SIGTERM, signal.SIGKILL):
        os.killpg(process.pid, sent)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            continue
        return


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
