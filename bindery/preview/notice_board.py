"""What a preview shows now: the site, or problems in place of pages; threads wait here for a change."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bindery.text.problems import Problem

_BEAT = 15.0  # seconds between two messages on an idle stream, by which closed connections are noticed


@dataclass(frozen=True)
class Shown:
    """What a preview shows at one moment.

    Attributes:
        version: a text that is different after every change.
        folder: the folder of the site; None before the first build.
        base: path of the site's address, such as `/` or `/news/`.
        problems: the problems that keep pages from being shown, by the path of the page's file, by the name of the
            briefing for all its pages, or under an empty name for all pages.
    """

    version: str = ""
    folder: Path | None = None
    base: str = "/"
    problems: Mapping[str, Sequence[Problem]] = field(default_factory=dict)


class NoticeBoard:
    """Holds what the preview shows now, and wakes the threads that wait for a change.

    Attributes:
        shown: what is shown now.
        open: whether the server is running; False ends all waiting.
    """

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._mark = secrets.token_hex(8)  # so that pages sent by an earlier server are reloaded
        self._count = 0
        self.shown = Shown(f"{self._mark}-0")
        self.open = True

    def show(
        self,
        *,
        folder: Path | None = None,
        base: str | None = None,
        problems: Mapping[str, Sequence[Problem]] | None = None,
    ) -> None:
        """Show something else from now on; None keeps what is shown.

        Args:
            folder: the folder of the site.
            base: path of the site's address, such as `/` or `/news/`.
            problems: the problems that keep pages from being shown, as `Shown.problems` has them.
        """
        with self._news:
            self._count += 1
            before = self.shown
            self.shown = Shown(
                version=f"{self._mark}-{self._count}",
                folder=before.folder if folder is None else folder,
                base=before.base if base is None else base,
                problems=before.problems if problems is None else problems,
            )
            self._news.notify_all()

    def after(self, version: str) -> Shown:
        """Wait until something else than a version is shown, at most for 15 seconds.

        Args:
            version: the version that the browser has.

        Returns:
            What is shown then.
        """
        with self._news:
            self._news.wait_for(lambda: not self.open or self.shown.version != version, _BEAT)
            return self.shown

    def close(self) -> None:
        """End all waiting."""
        with self._news:
            self.open = False
            self._news.notify_all()


@dataclass(frozen=True)
class Notice:
    """A page that is sent in place of one that cannot be shown.

    Attributes:
        title: title of the page.
        problems: the problems that it lists; empty where the page it stands for can be shown.
    """

    title: str
    problems: Sequence[Problem] = ()


def notice_for(shown: Shown, path: str) -> Notice:
    """The notice in place of a page; without problems where the page can be shown.

    Args:
        shown: what the preview shows now.
        path: path of the page on the site.
    """
    faults, briefing = shown.problems, path.partition("/")[0]
    file = path + "index.html" if path.endswith("/") or not path else path
    if file == "index.html" and faults:  # the home page lists all problems
        return Notice(
            "Some pages cannot be shown", [problem for found in faults.values() for problem in found]
        )
    if not faults:
        return Notice("The site is being built")
    if "" in faults:
        return Notice("The site cannot be built", faults[""])
    if briefing in faults:
        return Notice(f"The briefing “{briefing}” cannot be shown", faults[briefing])
    return Notice("This page could not be published", faults.get(file, ()))


__all__ = ["Notice", "NoticeBoard", "Shown", "notice_for"]
