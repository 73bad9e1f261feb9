"""What pages and machinery cost: `make bench`, or `python -m tests.bench [boards exports planning memory delivery]`.

Every figure stands beside what the bare database or the bare SMTP client needs for the same rows and the same bytes,
measured in the same run, in turns. What counts is the ratio, which another machine shows too; nothing is asserted.
"""

import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests import services
from tests.bench import report
from tests.bench.database import Database
from tests.smtp_sink import SinkProcess


def main() -> None:
    from tests.bench import boards, delivery, exports, memory, planning

    parts = {
        "boards": boards.run,
        "exports": exports.run,
        "planning": planning.run,
        "memory": memory.run,
        "delivery": delivery.run,
    }
    chosen = sys.argv[1:] or list(parts)
    if set(chosen) - set(parts):
        sys.exit(__doc__)
    started = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reform-bench-")))
        sink = stack.enter_context(SinkProcess(folder / "accepted"))
        os.environ |= {
            "ENV_FILE": os.devnull,
            "DJANGO_SETTINGS_MODULE": "reform.settings",
            "VAR_DIR": str(folder),
            "MAIL_ENABLED": "1",
            "MAIL_MARKER": "the bench",
            "EMAIL_URL": sink.url,
            "DEFAULT_FROM_EMAIL": "reform@example.vn",
            "LOG_LEVEL": "ERROR",
        }
        server = stack.enter_context(services.postgres(comes_back=True))
        for name in chosen:
            parts[name](Database(server), sink)
    report.say(f"\nmeasured in {time.monotonic() - started:.0f} s on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
