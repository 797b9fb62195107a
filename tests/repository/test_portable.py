"""What Windows and macOS lack is used behind a condition only, and a site is built without it, to the same bytes."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.cases import each
from support.project import ROOT, Site

CODE = sorted((ROOT / "bindery").rglob("*.py"))
# Names that Windows lacks, and some that macOS lacks too.
NOT_EVERYWHERE = {
    "os": """O_CLOEXEC O_DIRECTORY O_NOCTTY O_NOFOLLOW O_NONBLOCK O_PATH O_SYNC O_TMPFILE SEEK_DATA WEXITSTATUS
        WIFEXITED WIFSIGNALED WNOHANG WTERMSIG chown chroot confstr copy_file_range environb fchdir fchown fdatasync fork
        forkpty getegid geteuid getgid getgroups getloadavg getpgid getpgrp getpriority getsid getuid getxattr initgroups
        killpg lchown listxattr lockf major makedev memfd_create minor mkfifo mknod nice pathconf pidfd_open posix_fadvise
        posix_fallocate posix_spawn pread preadv pwrite pwritev readv register_at_fork sched_getaffinity
        sched_setaffinity sched_yield sendfile setgid setgroups setpgid setpriority setsid setuid setxattr splice statvfs
        sync sysconf tcgetpgrp tcsetpgrp ttyname uname wait wait3 wait4 waitid writev""",
    "signal": """SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP SIGUSR1 SIGUSR2 SIGWINCH SIG_BLOCK
        SIG_SETMASK SIG_UNBLOCK alarm getitimer pause pthread_kill pthread_sigmask setitimer siginterrupt sigpending
        sigtimedwait sigwait sigwaitinfo""",
    "time": "CLOCK_BOOTTIME CLOCK_MONOTONIC CLOCK_REALTIME clock_getres clock_gettime clock_settime tzset",
    "socket": "AF_UNIX socketpair sendmsg recvmsg",
    "select": "epoll kqueue poll",
}
NAMES = {f"{module}.{name}" for module, names in NOT_EVERYWHERE.items() for name in names.split()}
MODULES = set(
    re.findall(r"\w+", "crypt curses fcntl grp msvcrt nis posix pty pwd resource syslog termios tty winreg")
)


def asks_which_system(node: ast.AST) -> bool:
    """Whether an expression asks for the system, or for the name itself."""
    return any(word in ast.unparse(node) for word in ("sys.platform", "os.name", "hasattr("))


def catches_its_absence(node: ast.Try) -> bool:
    caught = " ".join(ast.unparse(handler.type) for handler in node.handlers if handler.type)
    return "AttributeError" in caught or "ImportError" in caught


def leaves(statement: ast.stmt) -> bool:
    """Whether a statement ends its function on some systems: `if sys.platform == "win32": return`."""
    return (
        isinstance(statement, ast.If)
        and asks_which_system(statement.test)
        and isinstance(statement.body[-1], ast.Return | ast.Raise)
    )


def named(node: ast.AST) -> list[str]:
    """The names in an expression or an import that some system lacks."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name in MODULES]
    if isinstance(node, ast.ImportFrom):
        names = [f"{node.module}.{alias.name}" for alias in node.names]
        return [str(node.module)] if node.module in MODULES else [name for name in names if name in NAMES]
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        name = f"{node.value.id}.{node.attr}"
        return [name] if name in NAMES else []
    return []


def is_guard(node: ast.AST) -> bool:
    """Whether a choice or a chain of conditions begins with the question which system this is."""
    if isinstance(node, ast.If | ast.IfExp):
        return asks_which_system(node.test)
    return isinstance(node, ast.BoolOp) and asks_which_system(node.values[0])


def unguarded(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Uses of names that some system lacks, with their lines, which no condition on the system surrounds."""
    yield from ((getattr(node, "lineno", 0), name) for name in named(node))
    if is_guard(node):
        return
    for field, value in ast.iter_fields(node):
        if isinstance(node, ast.Try) and field == "body" and catches_its_absence(node):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from unguarded(child)
            if isinstance(child, ast.stmt) and leaves(child):
                break


@pytest.mark.slow
@each("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
@pytest.mark.slow
def test_what_a_system_lacks_is_used_behind_a_condition(path: Path) -> None:
    assert list(unguarded(ast.parse(path.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import fcntl", ["fcntl"]),
        ("from os import fork", ["os.fork"]),
        ("import os\nos.environb", ["os.environb"]),
        ("def f():\n    if x: return\n    os.fork()", ["os.fork"]),
        ("try:\n    os.fork()\nexcept OSError:\n    pass", ["os.fork"]),
        ('if sys.platform != "win32":\n    import fcntl', []),
        ('def f():\n    if sys.platform == "win32":\n        return\n    os.fork()', []),
        ("try:\n    import resource\nexcept ImportError:\n    pass", []),
        ('getattr(os, "O_NOFOLLOW", 0)', []),
    ],
)
def test_the_test_sees_it(code: str, found: list[str]) -> None:
    assert [name for _, name in unguarded(ast.parse(code))] == found


# Runs `bindery` on this system as if it were another: what that one lacks is removed once the libraries are loaded, which
# need it here. Paths stay those of this system.
ELSEWHERE = '''
import importlib, os, signal, sys, time, types
libraries = """asyncio click concurrent.futures jinja2 lxml.html markdown material mkdocs.commands.build
multiprocessing.connection multiprocessing.spawn nh3 platform pydantic pypdfium2 rapidfuzz rich.console shutil subprocess
tempfile trafilatura uuid vl_convert watchdog.observers yaml zipfile"""
for name in libraries.split():
    importlib.import_module(name)
system, removed, *arguments = sys.argv[1:]
if system == "win32":
    locks = types.ModuleType("msvcrt")
    locks.LK_NBLCK, locks.locking = 2, lambda handle, kind, count: None
    sys.modules |= {"msvcrt": locks, "fcntl": None, "resource": None, "pwd": None, "grp": None, "termios": None}
for name in removed.split():
    module, _, attribute = name.partition(".")
    if hasattr(sys.modules[module], attribute):
        delattr(sys.modules[module], attribute)
sys.platform = system
from bindery.cli import main
from bindery.system import workers
workers.FEW = 2
main(arguments, prog_name="bindery")
'''
NEEDED_HERE = {
    "os.sendfile",
    "os.getuid",
    "os.geteuid",
    "os.WNOHANG",
    "os.waitid",
    "signal.SIGKILL",
}  # by the standard library itself, on this system
WINDOWS_LACKS = {name for name in NAMES if name.startswith(("os.", "signal.", "time."))} - NEEDED_HERE
MAC_LACKS = {"os.sched_getaffinity", "os.sched_setaffinity", "os.pidfd_open", "time.CLOCK_BOOTTIME"}


def run_as(system: str, site: Site, *arguments: str) -> str:
    lacking = MAC_LACKS if system == "darwin" else WINDOWS_LACKS
    command = [sys.executable, "-c", ELSEWHERE, system, " ".join(sorted(lacking)), *arguments]
    done = subprocess.run(command, cwd=site.root, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_a_site_is_built_without_what_another_system_lacks(newsroom: Site, system: str) -> None:
    assert newsroom.run("bindery", "build").returncode == 0
    sums = (newsroom.site / "SHA256SUMS").read_bytes()
    run_as(system, newsroom, "build", "--site", "elsewhere", "--dist", "files")
    assert (newsroom.root / "elsewhere/SHA256SUMS").read_bytes() == sums
    newsroom.replace("briefings/heat/briefing.yml", "Asphalt stores", "Asphalt keeps")
    run_as(system, newsroom, "build", "--site", "elsewhere", "--dist", "files")
    assert (newsroom.root / "elsewhere/SHA256SUMS").read_bytes() != sums
    assert "no problems" in run_as(system, newsroom, "check")
    assert "no problems" in run_as(system, newsroom, "check")
