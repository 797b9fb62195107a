"""Reads robots.txt and says whether a page may be fetched (RFC 9309)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, unquote

MOST_BYTES = 500 * 1024  # of a robots.txt; RFC 9309, 2.5
_MOST_RULES = 5000
_MOST_WILDCARDS = 20  # in one rule; each makes the comparison longer
_LINE = re.compile(r"^\s*([A-Za-z-]+)\s*:\s*(.*?)\s*$")
_DELAY = "crawl-delay"  # in no standard, but many hosts write it
_NUMBER = re.compile(r"\d{1,6}(\.\d+)?")
_PRODUCT = re.compile(r"[A-Za-z_-]+")


class _Rule(NamedTuple):
    """A line `allow` or `disallow`.

    Attributes:
        path: the path that it counts for, which may have `*` and end in `$`.
        allows: whether it allows the path.
    """

    path: str
    allows: bool


@dataclass(frozen=True)
class Robots:
    """What a host allows our program.

    Attributes:
        rules: the rules for it.
        delay: how many seconds it should wait between two requests; 0 when nothing is said.
    """

    rules: tuple[_Rule, ...] = ()
    delay: float = 0

    def allows(self, target: str) -> bool:
        """Whether a page may be fetched: the longest rule counts, and of two that are equally long the one that allows.

        Args:
            target: path and query of the page.
        """
        path = _normal(target)
        if path == "/robots.txt":
            return True
        fitting = [(len(rule.path), rule.allows) for rule in self.rules if _fits(rule.path, path)]
        return max(fitting, default=(0, True))[1]


EVERYTHING = Robots()
NOTHING = Robots((_Rule("/", allows=False),))


def read_robots(data: bytes, product: str) -> Robots:
    """What a robots.txt says to a program.

    Args:
        data: content of the file.
        product: name of the program, such as `bindery`.
    """
    groups = _groups(data[:MOST_BYTES].decode("utf-8-sig", "replace"))
    own = [group for group in groups if any(_is_product(agent, product) for agent in group.agents)]
    chosen = own or [group for group in groups if "*" in group.agents]
    lines = [line for group in chosen for line in group.lines]
    rules = [_Rule(_normal(value), key == "allow") for key, value in lines if key != _DELAY and value]
    delays = [float(value) for key, value in lines if key == _DELAY and _NUMBER.fullmatch(value)]
    return Robots(tuple(rules[:_MOST_RULES]), max(delays, default=0))


class _Group(NamedTuple):
    """The lines for some programs.

    Attributes:
        agents: names of the programs.
        lines: the keys and values of the lines.
    """

    agents: list[str]
    lines: list[tuple[str, str]]


def _groups(text: str) -> list[_Group]:
    """The groups of a robots.txt. Lines before the first group count for nobody."""
    groups: list[_Group] = []
    for key, value in _pairs(text):
        if key == "user-agent" and (not groups or groups[-1].lines):
            groups.append(_Group([value], []))
        elif key == "user-agent":
            groups[-1].agents.append(value)
        elif key in ("allow", "disallow", _DELAY) and groups:
            groups[-1].lines.append((key, value))
    return groups


def _pairs(text: str) -> list[tuple[str, str]]:
    """The keys, in small letters, and values of the lines that have both."""
    lines = (_LINE.match(line.partition("#")[0]) for line in re.split(r"\r\n|\r|\n", text))
    return [(match[1].lower(), match[2]) for match in lines if match]


def _is_product(agent: str, product: str) -> bool:
    name = _PRODUCT.match(agent)
    return name is not None and name[0].lower() == product.lower()


def _normal(path: str) -> str:
    """A path in which each character that may be written in two ways is written in one."""
    return quote(
        unquote(path, errors="surrogateescape"), safe="/*$?&=:@!,;+()'~-._", errors="surrogateescape"
    )


def _fits(rule: str, path: str) -> bool:
    """Whether a path begins as a rule says. `*` stands for any characters, `$` for the end."""
    ends = rule.endswith("$")
    first, *rest = (rule[:-1] if ends else rule).split("*")
    if len(rest) > _MOST_WILDCARDS or not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(rest, 1):
        if ends and number == len(rest):
            return path.endswith(part) and len(path) - len(part) >= at
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return at == len(path) if ends else True
