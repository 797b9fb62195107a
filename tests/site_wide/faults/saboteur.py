"""Stops a build at a chosen moment, or lets the disk fail there.

A copy named `sitecustomize.py` is imported by the Python of the build before anything else. What to do is told by
environment variables: `SABOTAGE` names the deed, `SABOTAGE_AT` the number of the event at which it is done, and
`SABOTAGE_LOG`, when set, a file to which each event is written, so that they can be counted.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import time

DEED, AT = os.environ.get("SABOTAGE", ""), int(os.environ.get("SABOTAGE_AT", "-1"))
LOG = os.environ.get("SABOTAGE_LOG", "")
CLOCK = os.environ.get("SABOTAGE_CLOCK", "")
STEPS = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link"}
WRITING = os.O_WRONLY | os.O_RDWR
SCRATCH = "bindery-build"
seen = 0
log = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if LOG else -1


def told(event: str, arguments: tuple[object, ...]) -> str | None:
    """The name of an event that counts for the deed; writing counts for `full`, steps count for the others."""
    if event == "open" and len(arguments) == 3:
        path, _, flags = arguments
        opened = isinstance(flags, int) and bool(flags & WRITING)
        return f"open {path}" if opened and "full" in DEED and SCRATCH in str(path) else None
    return f"{event} {arguments[0]!r}" if event in STEPS else None


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Counts, and does the deed when its number comes up."""
    global seen  # noqa: PLW0603  a hook has no other memory
    if event == "ctypes.dlsym" and "noexchange" in DEED and arguments[1] in ("renameat2", "renamex_np"):
        raise AttributeError(arguments[1])
    name = told(event, arguments)
    if name is None:
        return
    seen += 1
    if log >= 0:
        os.write(log, f"{name}\n".encode())
    if seen != AT:
        return
    if "kill" in DEED:
        os.kill(os.getpid(), signal.SIGKILL)
    if "interrupt" in DEED:
        os.kill(os.getpid(), signal.SIGINT)
    if "full" in DEED:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))
    if "refuse" in DEED:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(arguments[0]))


if DEED:
    sys.addaudithook(watch)
if CLOCK:
    moved = float(CLOCK) - time.time()
    clock = time.time
    time.time = lambda: clock() + moved
