"""What a process and those that it has started take of the machine."""

import os
import threading
from contextlib import suppress
from pathlib import Path

LOOKS_EVERY = 0.5  # seconds
TICKS = os.sysconf("SC_CLK_TCK")


def memory(master: int) -> float:
    """Megabytes; what they share counts once (PSS)."""
    return sum(_pss(pid) for pid in _family(master)) / 1024


class Watch(threading.Thread):
    """Looks at the memory again and again; ``most``: megabytes."""

    def __init__(self, master: int):
        super().__init__(daemon=True)
        self._master, self._over, self.most = master, threading.Event(), 0.0

    def __enter__(self) -> "Watch":
        self.start()
        return self

    def __exit__(self, *_) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        while not self._over.wait(LOOKS_EVERY):
            with suppress(FileNotFoundError, ProcessLookupError):  # a process has ended
                self.most = max(self.most, memory(self._master))


def processor_seconds(master: int) -> float:
    """Of those that run now, since they were started."""
    return sum(_ticks(pid) for pid in _family(master)) / TICKS


def _family(master: int) -> list[int]:
    return [master, *map(int, Path(f"/proc/{master}/task/{master}/children").read_text().split())]


def _pss(pid: int) -> int:
    """Kilobytes."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        name, value, *_ = line.split()
        if name == "Pss:":
            return int(value)
    raise RuntimeError(f"the kernel says nothing of the memory of process {pid}")


def _ticks(pid: int) -> int:
    # The name of the program stands in brackets and may have spaces.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
