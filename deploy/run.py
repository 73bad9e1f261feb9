"""`make run`: set up, then the web and the jobs, until Ctrl-C. Nothing that it started outlives it."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings

from deploy import messages
from deploy.words import text as _

SECONDS_TO_START = 120
SECONDS_TO_STOP = 10
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by default when a script starts us with "&"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform.settings")
    os.chdir(settings.BASE_DIR)

    messages.compile_catalogue()
    pidfile = settings.VAR_DIR / "beat.pid"
    refuse_a_taken_port()
    refuse_a_second_beat(pidfile)
    accounts = set_up()
    run(processes(pidfile), accounts)


def processes(pidfile):
    """What has to run, by name. Without Redis beat runs the jobs by itself; `worker -B` would leave orphans."""
    web = ["gunicorn", "reform.wsgi", "--config", "python:deploy.web"]
    web += ["--bind", f"127.0.0.1:{settings.PORT}", "--worker-class", "gthread"]
    web += ["--workers", "2", "--threads", "4", "--graceful-timeout", "4"]
    web += ["--log-level", "warning", "--no-control-socket"]  # the socket would lie in the home directory
    beat = ["celery", "--quiet", "-A", "reform", "beat", "--pidfile", str(pidfile)]
    beat += ["-s", str(settings.VAR_DIR / "beat-schedule")]
    if not settings.REDIS_URL:
        return {"web": web, "jobs": beat}
    worker = ["celery", "--quiet", "-A", "reform", "worker", "--concurrency", "2"]
    return {"web": web, "worker": [*worker, "--without-gossip", "--without-mingle"], "beat": beat}


def refuse_a_taken_port():
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", settings.PORT))
        except OSError as error:
            its = {"port": settings.PORT, "reason": error.strerror}
            sys.exit(
                _("Port %(port)d cannot be used: %(reason)s.") % its
                + "\n"
                + _("Stop what uses it, or choose another: make run PORT=8010")
            )


def refuse_a_second_beat(pidfile):
    """Two would do every job twice. A pidfile left by a crash is removed, even when another program has its number."""
    try:
        pid = int(pidfile.read_text())
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        command = []
    if str(pidfile).encode() in command:
        its = {"process": pid, "folder": settings.VAR_DIR}
        sys.exit(
            _("Process %(process)d already does the jobs of %(folder)s.") % its
            + "\n"
            + _("Stop it (kill %(process)d), or keep the two apart: make run PORT=8010 VAR_DIR=/another/folder") % its
        )
    if Path("/proc/self").exists():
        pidfile.unlink(missing_ok=True)


def set_up():
    """A process of its own, so that what stays here is small and has no database open. Returns what it has to say."""
    done = subprocess.run([sys.executable, "-m", "deploy.setup"], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(_("The set-up failed; see above."))
    return done.stdout


def run(commands, accounts):
    """Until one of the processes ends or somebody stops us. Not honcho: stopped while it starts, it leaves orphans."""
    running = {}
    try:
        for name, command in commands.items():
            running[name] = subprocess.Popen(
                [sys.executable, "-m", *command], start_new_session=True, preexec_fn=die_with_parent
            )
        # Not earlier: a process with threads must not fork.
        threading.Thread(target=announce, args=[accounts], daemon=True).start()
        while all(process.poll() is None for process in running.values()):
            time.sleep(0.2)
        ended = ", ".join(
            f"{name} ({process.poll()})" for name, process in running.items() if process.poll() is not None
        )
        sys.exit(_("Ended by itself, so everything stops: %s") % ended)
    finally:
        stop(running.values())


def die_with_parent():
    """Even a kill -9 of this process takes its children along. Known to Linux only; elsewhere they would stay."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop(running):
    # A second Ctrl-C must not leave half of them behind.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for process in running:
        process.terminate()
    end = time.monotonic() + SECONDS_TO_STOP
    for process in running:
        try:
            process.wait(timeout=max(0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def announce(accounts):
    end = time.monotonic() + SECONDS_TO_START
    while not answers():
        if time.monotonic() > end:
            its = {"port": settings.PORT, "seconds": SECONDS_TO_START}
            print(_("No answer on port %(port)d after %(seconds)d s.") % its, flush=True)
            return
        time.sleep(0.3)
    line = "-" * 72
    told = [accounts.strip("\n"), _("Open %s   (Ctrl-C stops everything)") % settings.SITE_URL]
    print("", line, "\n\n".join(filter(None, told)), line, "", sep="\n", flush=True)


def answers():
    try:
        urlopen(f"http://127.0.0.1:{settings.PORT}/healthz", timeout=5).close()
    except HTTPError as error:
        error.close()
    except (URLError, OSError):
        return False
    return True


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
