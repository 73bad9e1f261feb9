"""A mail server that keeps what it accepts and misbehaves on demand: in the test's own process, or in one of its own.

with SmtpSink() as sink:                      python -m tests.smtp_sink --port 2525 --log accepted.jsonl
    sink.behaviour.greylists = True           (a line of JSON on stdin changes the behaviour)
    with sink.hold(Step.ACCEPTED) as hold:    the server has the message and does not say so until released
        ...
        hold.wait()                           until a client is there
"""

import argparse
import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from email.parser import BytesHeaderParser
from enum import StrEnum
from pathlib import Path

from aiosmtpd.smtp import SMTP

SECONDS_FOR_AN_EVENT = 30  # a generous bound: what takes longer does not happen


class Step(StrEnum):
    """Where a client can be left hanging, or be dropped."""

    CONNECTED = "connected"  # before the greeting
    DATA = "data"  # the client wants to send its message and may not yet
    ACCEPTED = "accepted"  # the message is kept, the client does not know


@dataclass
class Behaviour:
    """What the server does from now on; every field may be changed while it runs.

    ``greeting``, ``to_everybody``, ``to_address``, ``to_content``: an answer instead of the usual one, on connecting,
    to MAIL, to RCPT by address, and to the content by address. ``greylists``: 451 to the first attempt for an
    address. ``drops_at``: the connection ends there without an answer. ``seconds``: how long it thinks over a message.
    """

    greeting: str = ""
    to_everybody: str = ""
    to_address: dict[str, str] = field(default_factory=dict)
    to_content: dict[str, str] = field(default_factory=dict)
    greylists: bool = False
    drops_at: Step | None = None
    seconds: float = 0


@dataclass(frozen=True)
class Accepted:
    """A message for which the server has taken responsibility, whether or not the client learned of it."""

    message_id: str
    sender: str
    recipients: tuple[str, ...]
    size: int
    content: bytes = b""

    @property
    def line(self) -> str:
        """As the log has it: without the content."""
        return json.dumps(asdict(self) | {"content": None})

    @classmethod
    def of_line(cls, line: str) -> "Accepted":
        found = json.loads(line)
        return cls(**found | {"recipients": tuple(found["recipients"]), "content": b""})


class Hold:
    """A step at which whoever comes is left waiting."""

    def __init__(self, loop: asyncio.AbstractEventLoop):
        self._loop, self._released, self._reached = loop, asyncio.Event(), threading.Event()

    def wait(self, seconds: float = SECONDS_FOR_AN_EVENT) -> None:
        """Until a client waits here."""
        if not self._reached.wait(seconds):
            raise TimeoutError("nobody came to where the mail server holds")

    def release(self) -> None:
        self._loop.call_soon_threadsafe(self._released.set)

    async def pass_through(self) -> None:
        self._reached.set()
        await self._released.wait()


class SmtpSink:
    """The server, on a thread of its own and a port of 127.0.0.1; ``log``: a file that gets a line a message."""

    host = "127.0.0.1"

    def __init__(self, *, port: int = 0, log: Path | None = None, keeps_content: bool = True):
        self.port, self.behaviour, self.accepted = port, Behaviour(), []
        self.connections = 0
        self._log, self._keeps_content = log, keeps_content
        self._holds: dict[Step, Hold] = {}
        self._greylisted: set[str] = set()
        self._server: asyncio.Server | None = None
        self._sessions: set[_Session] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="smtp sink", daemon=True)

    def __enter__(self) -> "SmtpSink":
        self._thread.start()
        self.listen()
        return self

    def __exit__(self, *_) -> None:
        self.refuse()
        self._run(self._leave_everybody())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS_FOR_AN_EVENT)
        self._loop.close()

    @property
    def url(self) -> str:
        """As EMAIL_URL."""
        return f"smtp://{self.host}:{self.port}"

    @property
    def message_ids(self) -> list[str]:
        return [message.message_id for message in self.accepted]

    def listen(self) -> None:
        """Accept connections; at the same port as before."""
        self._server = self._run(self._loop.create_server(self._session, self.host, self.port))
        self.port = self._server.sockets[0].getsockname()[1]

    def refuse(self) -> None:
        """From now on nobody is at the port; who is connected may stay."""
        if self._server is None:
            return
        self._loop.call_soon_threadsafe(self._server.close)
        self._run(asyncio.sleep(0))
        self._server = None

    @contextmanager
    def hold(self, step: Step) -> Iterator[Hold]:
        """Whoever comes to the step is left waiting until the end, or until he is released or goes away."""
        self._holds[step] = hold = Hold(self._loop)
        try:
            yield hold
        finally:
            del self._holds[step]
            hold.release()

    def _run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(SECONDS_FOR_AN_EVENT)

    def _session(self) -> SMTP:
        return _Session(self, self._loop)

    async def _leave_everybody(self) -> None:
        for session in self._sessions:
            session.transport.abort()
        while self._sessions:
            await asyncio.sleep(0)

    async def comes_to(self, step: Step, transport: asyncio.Transport) -> None:
        """What happens to a client at a step, before the server goes on."""
        if step in self._holds:
            await self._holds[step].pass_through()
        if self.behaviour.drops_at == step:
            transport.abort()
            await asyncio.Future()  # the session ends with its connection

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if self.behaviour.to_everybody:
            return self.behaviour.to_everybody
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if address in self.behaviour.to_address:
            return self.behaviour.to_address[address]
        if self.behaviour.greylists and address not in self._greylisted:
            self._greylisted.add(address)
            return "451 4.7.1 Greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if refusal := self.behaviour.to_content.get(envelope.rcpt_tos[0]):
            return refusal
        if self.behaviour.seconds:
            await asyncio.sleep(self.behaviour.seconds)
        self._keep(envelope)
        await self.comes_to(Step.ACCEPTED, server.transport)
        return "250 OK"

    def _keep(self, envelope) -> None:
        headers = BytesHeaderParser().parsebytes(envelope.content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
        message = Accepted(
            message_id="".join(headers.get("Message-ID", "").split()),
            sender=envelope.mail_from,
            recipients=tuple(envelope.rcpt_tos),
            size=len(envelope.content),
            content=envelope.content if self._keeps_content else b"",
        )
        self.accepted.append(message)
        if self._log:
            with self._log.open("a") as file:
                file.write(message.line + "\n")


class _Session(SMTP):
    """One connection."""

    def __init__(self, sink: SmtpSink, loop: asyncio.AbstractEventLoop):
        super().__init__(sink, hostname="sink.localhost", ident="sink", enable_SMTPUTF8=True, loop=loop)
        self._sink = sink

    def connection_made(self, transport) -> None:
        self._sink.connections += 1
        self._sink._sessions.add(self)
        super().connection_made(transport)

    def connection_lost(self, error) -> None:
        super().connection_lost(error)
        self._sink._sessions.discard(self)

    async def _handle_client(self) -> None:
        try:
            await self._sink.comes_to(Step.CONNECTED, self.transport)
            if self._sink.behaviour.greeting:
                await self.push(self._sink.behaviour.greeting)
                self.transport.close()
                return
            await super()._handle_client()
        except ConnectionError:
            return  # the client has gone

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        await self._sink.comes_to(Step.DATA, self.transport)
        await super().smtp_DATA(arg)

    async def push(self, status) -> None:
        await super().push(status)
        if str(status).startswith("421"):
            self.transport.close()  # RFC 5321, 3.8: who says 421 closes the channel


class SinkProcess:
    """A sink in a process of its own, for runs in which it must not share the measured process's time."""

    def __init__(self, log: Path):
        self._log = log
        log.touch()
        command = [sys.executable, "-m", "tests.smtp_sink", "--log", log]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self._process.stdout.readline())
        self.url = f"smtp://{SmtpSink.host}:{self.port}"

    def __enter__(self) -> "SinkProcess":
        return self

    def __exit__(self, *_) -> None:
        self._process.communicate(timeout=SECONDS_FOR_AN_EVENT)

    def behave(self, **changes) -> None:
        """Fields of Behaviour; returns when they are in force."""
        self._process.stdin.write(json.dumps(changes) + "\n")
        self._process.stdin.flush()
        self._process.stdout.readline()

    @property
    def accepted(self) -> list[Accepted]:
        return [Accepted.of_line(line) for line in self._log.read_text().splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="a free one is taken and printed where none is given")
    parser.add_argument("--log", type=Path, help="gets a line of JSON for each accepted message")
    arguments = parser.parse_args()
    with SmtpSink(port=arguments.port, log=arguments.log, keeps_content=False) as sink:
        print(sink.port, flush=True)
        for line in sys.stdin:
            for name, value in json.loads(line).items():
                setattr(sink.behaviour, name, value)
            print(line, end="", flush=True)


if __name__ == "__main__":
    main()
