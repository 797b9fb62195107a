"""A robots.txt is read as RFC 9309 says: groups by program, the longest rule counts, `*` and `$`."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import each

from bindery.network.robots import read_robots

FILE = """
# ours
User-agent: other
Disallow: /

User-Agent: Bindery/2.0
user-agent: somebody
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Disallow: /a*b*c
Disallow: /%7ejoe/
Disallow:
Crawl-delay: 3.5

User-agent: *
Disallow: /
"""
ALLOWED = {
    "/": True,
    "/robots.txt": True,
    "/private": False,
    "/privately": False,
    "/private/open/page": True,
    "/x/report.pdf": False,
    "/x/report.pdf?x=1": True,
    "/axbxc/d": False,
    "/axcxb": True,
    "/~joe/page": False,
    "/news": True,
}


@each("path", ALLOWED)
def test_the_longest_rule_of_the_own_group_counts(path: str) -> None:
    assert read_robots(FILE.encode(), "bindery").allows(path) == ALLOWED[path]


@each(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\rDisallow: /\rAllow: /page", True),
        ("User-agent: binderybot\nDisallow: /", True),
        ("Disallow: /", True),
        ("User-agent: *\nDisallow: /page\nAllow: /page", True),
        ("User-agent: a\nUser-agent: *\nSitemap: x\nDisallow: /page # all", False),
        ("\ufeffUser-agent: *\nDisallow: /p", False),
        ("<html>not found</html>", True),
    ],
)
def test_odd_files_are_read(text: str, allowed: bool) -> None:
    assert read_robots(text.encode(), "bindery").allows("/page") == allowed


def test_the_delay_is_read() -> None:
    assert read_robots(FILE.encode(), "bindery").delay == 3.5
    assert read_robots(FILE.encode(), "elsewhere").delay == 0


@settings(max_examples=40)
@given(st.binary(max_size=300), st.text("/*$%a?", max_size=30))
def test_any_file_can_be_read(data: bytes, path: str) -> None:
    assert read_robots(b"User-agent: *\nDisallow: " + data, "bindery").allows(f"/{path}") in (True, False)
