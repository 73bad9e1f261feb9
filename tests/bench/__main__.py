"""What pages and machinery cost: `make bench`, or `python -m tests.bench [pages exports planning delivery start_up]`.

Every figure stands beside what the bare database, the bare list or the bare SMTP client needs for the same rows and
the same bytes, measured in the same run, in turns. What counts is the ratio, which another machine shows too; no speed
is asserted. Fails where ours and the bare statements did not find the same. BENCH_JSON=FILE writes the figures as JSON.
"""

import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from deploy import messages
from tests import services
from tests.bench.database import ROOT, Database
from tests.bench.results import Results, memory_mb, say
from tests.smtp_sink import SinkProcess


def main() -> None:
    from tests.bench import delivery, exports, pages, planning, start_up

    parts = {
        "pages": pages.run,
        "exports": exports.run,
        "planning": planning.run,
        "delivery": delivery.run,
        "start_up": start_up.run,
    }
    chosen = sys.argv[1:] or list(parts)
    if set(chosen) - set(parts):
        sys.exit(__doc__)
    started, results = time.monotonic(), Results()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reform-bench-")))
        sink = stack.enter_context(SinkProcess(folder / "accepted"))
        os.environ |= {
            "ENV_FILE": os.devnull,
            "DJANGO_SETTINGS_MODULE": "reform.settings",
            "VAR_DIR": str(folder),
            "STATIC_DIR": str(ROOT / "var"),  # made once, and anew where something changed
            "MAIL_ENABLED": "1",
            "MAIL_MARKER": "the bench of one run",
            "EMAIL_URL": sink.url,
            "DEFAULT_FROM_EMAIL": "reform@example.vn",
            "LOG_LEVEL": "ERROR",
            "LIMIT_BOARDS": "1000/1",  # here one person asks for as much as a province
            "LIMIT_STRANGERS": "1000/1",
        }
        try:
            os.environ["REDIS_URL"] = stack.enter_context(services.redis())
        except services.Missing as missing:
            say(f"without Redis: {missing}")
        messages.compile_catalogue()
        server = stack.enter_context(services.postgres(comes_back=True))
        database = Database(server)
        for name in chosen:
            say(f"\n{name}")
            parts[name](database, sink, results)
    say(f"\n{results.table()}")
    took, cores = time.monotonic() - started, os.cpu_count()
    say(f"\nmeasured in {took:.0f} s on {cores} processors and {memory_mb():,} MB; profiles in var/bench/")
    if target := os.environ.get("BENCH_JSON"):
        results.write(Path(target))
    if results.differences:
        sys.exit("NOT THE SAME: " + "; ".join(results.differences))


if __name__ == "__main__":
    main()
