"""Asks the pages of this installation how they are: `python -m deploy.health [--all] [--wait SECONDS] [--socket PATH]`.

Without --all only whether this process can serve (/readyz), with it whether mail, jobs and broker are alive too
(/healthz). Ends with 0 when all is well, with 1 when not. Without --socket it asks on PORT.
"""

import argparse
import json
import os
import socket
import sys
import time
from http.client import HTTPConnection, HTTPException

from django.conf import settings

from deploy.words import text as _

SECONDS_TO_ANSWER = 10


class UnixConnection(HTTPConnection):
    """To a socket in the file system."""

    def __init__(self, path):
        super().__init__("localhost", timeout=SECONDS_TO_ANSWER)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def main():
    options = read_arguments()
    end = time.monotonic() + options.wait
    while True:
        is_well, lines = ask(options.socket, "/healthz" if options.all else "/readyz")
        if is_well or time.monotonic() >= end:
            break
        time.sleep(1)
    print(*lines, sep="\n")
    sys.exit(0 if is_well else 1)


def read_arguments():
    parser = argparse.ArgumentParser(prog="python -m deploy.health")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--wait", type=int, default=0, metavar="SECONDS")
    parser.add_argument("--socket", metavar="PATH")
    return parser.parse_args()


def ask(path, address):
    """Whether all is well, and a line for each thing that was looked at."""
    connection = UnixConnection(path) if path else HTTPConnection("127.0.0.1", settings.PORT, timeout=SECONDS_TO_ANSWER)
    # A name that the site answers to; a leading dot or star stands for any name before it.
    host = settings.ALLOWED_HOSTS[0].lstrip("*.") or "localhost"
    try:
        connection.request("GET", address, headers={"Host": host})
        answer = connection.getresponse()
        told = json.loads(answer.read())
    except (OSError, HTTPException, ValueError) as error:
        return False, [_("No answer: %(reason)s") % {"reason": error}]
    finally:
        connection.close()
    signs = {True: _("well"), False: _("NOT WELL")}
    lines = [f"{signs[check['ok']]}: {name} ({check['detail']})" for name, check in told["checks"].items()]
    return answer.status == 200, lines


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform.settings")
    main()
