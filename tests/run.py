"""The whole suite: `python -m tests.run sqlite postgres redis browser libreoffice nginx faults [-- for pytest]`.

Each part is a run of pytest of its own. A part whose service is not to be had is left out and named at the end; with
REQUIRE_ALL=1 that is a failure. What the tests find in their environment: DATABASE_URL, TEST_REDIS_URL (in the part
marked redis), TEST_CHROMIUM (in the part marked browser), TEST_LIBREOFFICE (in the part marked libreoffice),
TEST_NGINX (in the part marked nginx). Of the part marked faults each worker finds servers of its own
(reform/settings_test.py).
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
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
ALONE = {"nginx"}  # its tests share servers that are stopped and started
SERVERS_OF_THEIR_OWN = ("gw0", "gw1")  # workers of the faults, which kill theirs


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

    failed, left_out, told = False, {}, []
    with ExitStack() as stack:
        database = None
        if set(parts) - SQLITE - {"faults"}:
            try:
                database = stack.enter_context(services.postgres())
                if database != os.environ.get("DATABASE_URL"):
                    os.environ[IS_OURS] = "1"
            except services.Missing as missing:
                left_out["postgres"] = str(missing)
        if database and {"sqlite", "postgres"} <= set(parts):
            os.environ[services.PAGES_BESIDE_POSTGRESQL] = "1"
        for part in parts:
            if part in left_out:
                continue
            environment = {"DATABASE_URL": database if part not in SQLITE and database else "sqlite://:memory:"}
            try:
                if part == "faults":
                    for worker in SERVERS_OF_THEIR_OWN:
                        environment[f"DATABASE_URL_{worker}"] = stack.enter_context(services.postgres(comes_back=True))
                        environment[f"TEST_REDIS_URL_{worker}"] = stack.enter_context(services.redis(comes_back=True))
                if part == "redis":
                    environment["TEST_REDIS_URL"] = stack.enter_context(services.redis())
                if part in ("browser", "browser-all"):
                    environment["TEST_CHROMIUM"] = services.chromium()
                if part == "nginx":
                    environment["TEST_NGINX"] = services.nginx()
                if part == "libreoffice":
                    environment["TEST_LIBREOFFICE"] = services.libreoffice()
            except services.Missing as missing:
                left_out[part] = str(missing)
                continue
            start = time.monotonic()
            problem = run_pytest(part, environment, for_pytest)
            failed = failed or bool(problem)
            told.append(f"{part}: {problem or 'passed'} ({time.monotonic() - start:.0f} s)")

    print("\n=== The suite")
    print("\n".join(told + [f"LEFT OUT {part}: {reason}" for part, reason in left_out.items()]), flush=True)
    if left_out and os.environ.get("REQUIRE_ALL") == "1":
        sys.exit("REQUIRE_ALL is set, so what was left out counts as failed.")
    sys.exit(1 if failed else 0)


def run_pytest(part, environment, arguments):
    """Returns what went wrong, or nothing."""
    print(f"\n=== {part}", flush=True)
    minutes = MINUTES_OF.get(part, MINUTES)
    workers = "0" if part in ALONE else "2"
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, "-m", MARKERS[part], *arguments]
    # A session of its own: pytest's workers and their browsers are stopped together.
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, start_new_session=True)
    try:
        code = process.wait(timeout=minutes * 60)
    except subprocess.TimeoutExpired:
        return f"FAILED, stopped after {minutes} minutes"
    finally:
        stop(process)
    if code == 5 and arguments:
        return None  # the arguments chose tests of another part
    return f"FAILED, pytest ended with {code}" if code else None


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
