"""Forks processes that run the product's own functions, each of which can be killed at any point.

It has loaded everything and holds no connection, so a fork is there in some milliseconds. A line of JSON on stdin names
a function and its arguments; the number of the new process is printed. What it returned is written into a file.
"""

import json
import os
import signal
import sys
import traceback
from datetime import datetime
from pathlib import Path

import django


def main() -> None:
    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them: who is killed is gone
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if not pid:
            sys.stdin.close()
            os._exit(_carry_out(order))
        print(pid, flush=True)


def _carry_out(order: dict) -> int:
    result = Path(order["result"])
    try:
        found = _functions()[order["function"]](at=datetime.fromisoformat(order["at"]))
    except BaseException:
        answer = {"error": traceback.format_exc()}
    else:
        answer = {"returned": found}
    # Written beside and renamed: whoever reads finds all of it or nothing.
    written = result.with_suffix(".part")
    written.write_text(json.dumps(answer, default=str))
    written.rename(result)
    return 0


def _functions() -> dict:
    from tasks_app.mailing.actions import deliver_due
    from tasks_app.reminders.actions import plan_when_it_is_time

    return {"plan": plan_when_it_is_time, "deliver": deliver_due}


if __name__ == "__main__":
    main()
