"""A built site is inspected before it replaces the last one: its links, what its pages load, and which scripts they run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support.project import MKDOCS, Site

from bindery.build import inspection
from bindery.build.inspection import InspectionError
from bindery.cli import main
from bindery.html.csp import AllowedSources, with_policy
from bindery.html.scan import scan_page, scan_thoroughly
from bindery.site.trusted import Trusted

PAGE = "<!doctype html><html><head>{head}</head><body>{body}</body></html>"
TRUSTED = Trusted(hosts=("https://example.org",), scripts=frozenset({"near.js"}))
SITE = {
    "heat/index.html": '<p id="a b">x</p><p id="&amp;">y</p><a name="old"></a>',
    "near.js": "1",
    "style.css": "a { background: url(dot.png) }",
    "dot.png": "",
    "data/toll.csv": "",
}


def page(body: str, head: str = "") -> str:
    """A page with its policy."""
    return with_policy(PAGE.format(head=head, body=body), "data-0", AllowedSources())


def told(folder: Path, files: Mapping[str, str], trusted: Trusted = TRUSTED) -> list[tuple[str, str]]:
    """The problems that a site of some files has: code and page."""
    for name, text in {**SITE, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        is_page = name.endswith(".html") and "Content-Security" not in text and "<head" not in text
        path.write_text(page(text) if is_page else text, "utf-8")
    try:
        inspection.inspect(folder, trusted)
    except InspectionError as error:
        return [(problem.code, problem.path) for problem in error.problems]
    return []


@pytest.mark.parametrize(
    "body",
    [
        '<a href="heat/">x</a>',
        '<a href="./heat/#a%20b">x</a>',
        '<a href="heat/index.html#&amp;">x</a>',
        '<a href="heat/#old">x</a>',
        '<a href="heat">x</a>',
        '<a href=".">x</a><a href="#">x</a><a href="#top">x</a><a href="">x</a>',
        '<a href="heat/#:~:text=x">x</a>',
        '<a href="data/toll.csv" download>x</a>',
        '<a href="data:text/csv;charset&#61;utf-8,a%2Cb" download="x.csv">x</a>',
        '<a href="https://elsewhere.example/">x</a><a href="mailto:a@b.example">x</a><a href="//c.example/">x</a>',
        '<img src="dot.png?x=1" srcset="dot.png 1x, https://example.org/b.png 2x">',
        '<img src="data:image/png;base64,x">',
        '<script src="near.js"></script><link rel="stylesheet" href="style.css">',
        '<script src="https://example.org/count.js"></script>',
        '<svg viewBox="0 0 1 1"><use href="#a"/></svg><p id="a">x</p>',
        '<script type="application/json">{"a": 1}</script>',
        "<p>onclick=1 url(https://x.example/) @import style=</p>",
    ],
)
def test_what_is_in_order_is_let_through(body: str, tmp_path: Path) -> None:
    assert told(tmp_path, {"index.html": body}) == []


# Each way in which a site can be at fault, once: as a page written plainly has it, and as any page may have it.
FAULTS = {
    "B610": [
        '<a href="gone/">x</a>',
        '<a href="heat/#gone">x</a>',
        '<a href="#gone">x</a>',
        "<a href='gone/'>x</a>",
        "<A HREF=gone/>x</A>",
        '<area href="gone">',
        '<img src="gone.png">',
        '<img alt="" src="dot.png" srcset="dot.png, gone.png 2x">',
        '<a href="data/gone.csv" download>x</a>',
        '<a href="../outside.html">x</a>',
        '<svg><a href="gone.html">x</a></svg>',
        '<svg><a xlink:href="gone.html">x</a></svg>',
        '<svg><use href="#gone"/></svg>',
        '<meta http-equiv="refresh" content="0; url=gone/">',
        '<form action="gone.php"></form>',
        '<link rel="icon" href="gone.svg">',
        "<style>a { background: url(gone.png) }</style>",
        '<video poster="gone.png"></video>',
    ],
    "B611": [
        '<a href="/heat/">x</a>',
        '<img src="/dot.png">',
        '<a href="file:///etc/passwd">x</a>',
        '<a href="C:\\notes.html">x</a>',
    ],
    "B612": [
        '<img src="https://elsewhere.example/x.png">',
        '<img src="//elsewhere.example/x.png">',
        "<IMG SRC=http://elsewhere.example/x.png>",
        '<script src="https://elsewhere.example/x.js"></script>',
        '<link rel="stylesheet" href="https://elsewhere.example/x.css">',
        '<link rel="preconnect" href="https://elsewhere.example">',
        '<iframe src="https://elsewhere.example/"></iframe>',
        '<object data="https://elsewhere.example/"></object>',
        '<embed src="https://elsewhere.example/">',
        '<img src="dot.png" srcset="https://elsewhere.example/x.png 2x">',
        '<svg><image href="https://elsewhere.example/x.png"/></svg>',
        '<table background="https://elsewhere.example/x.png"></table>',
        '<p>x</p><!-- --><img src="https://elsewhere.example/x.png">',
        '<img title=">" src="https://elsewhere.example/x.png">',
    ],
    "B613": [
        "<script>x()</script>",
        '<script type="module">x()</script>',
        "<style>p { color: red }</style>",
        '<script src="dot.png"></script>',
        '<p onclick="x()">x</p>',
        "<p onclick=x()>x</p>",
        '<p ONCLICK="x()">x</p>',
        '<svg/onload="x()">',
        '<p style="position: fixed">x</p>',
        '<a href="javascript:x()">x</a>',
        '<a href=" java&#9;script:x()">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<a href="data:text/html;charset=utf-8,x">x</a>',
        '<a href="data:text/csv,x">x</a>',
        '<a href="data:image/svg+xml;charset=utf-8,text/csv;charset=utf-8,x">x</a>',
        '<a href="Data:text/html,text/csv;charset=utf-8,x">x</a>',
    ],
}


@pytest.mark.parametrize(
    ("code", "body"), [(code, body) for code, bodies in FAULTS.items() for body in bodies]
)
def test_what_does_not_exist_is_reported_once(code: str, body: str, tmp_path: Path) -> None:
    assert {found for found, _ in told(tmp_path, {"index.html": body})} - {"B613"} <= {code}
    assert (code, "index.html") in told(tmp_path, {"index.html": body})


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("B610", {"other.css": "@import 'gone.css';"}),
        ("B610", {"a/b.css": "p { background: url( '../gone.png' ) }"}),
        ("B612", {"other.css": '@import "https://elsewhere.example/a.css";'}),
        ("B612", {"other.css": "@font-face { src: url(//elsewhere.example/a.woff2) }"}),
        ("B613", {"a.svg": '<?xml version="1.0" encoding="utf-8"?><svg><script>x()</script></svg>'}),
        ("B613", {"a.svg": '<svg onload="x()"></svg>'}),
        ("B612", {"a.svg": '<svg><image href="https://elsewhere.example/x.png"/></svg>'}),
        ("B614", {"bare.html": "<!doctype html><head></head><p>x</p>"}),
        ("B615", {"SHA256SUMS": f"{'0' * 64}  gone.txt\n"}),
    ],
)
def test_so_is_what_a_file_that_is_no_page_holds(code: str, files: dict[str, str], tmp_path: Path) -> None:
    assert code in {found for found, _ in told(tmp_path, files)}


def test_the_page_that_is_shown_at_every_address_begins_at_the_root(tmp_path: Path) -> None:
    here = Trusted(base="/news/")
    assert told(tmp_path / "a", {"404.html": '<a href="/news/heat/">x</a>'}, here) == []
    assert told(tmp_path / "b", {"404.html": '<a href="/news/gone/">x</a>'}, here) == [("B610", "404.html")]
    assert told(tmp_path / "c", {"404.html": '<a href="/heat/">x</a>'}, here) == [("B611", "404.html")]


def test_a_page_that_is_no_text_and_one_that_is_empty_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"\xff\xfe<a href='gone'>")
    (tmp_path / "b.html").write_bytes(b" ")
    with pytest.raises(InspectionError) as refused:
        inspection.inspect(tmp_path, TRUSTED)
    assert {(p.code, p.path) for p in refused.value.problems} == {
        ("B610", "a.html"), ("B614", "a.html"), ("B614", "b.html")
    }  # fmt: skip


def test_the_quick_look_sees_what_the_close_one_does(real: Site) -> None:
    pages = [path.read_text("utf-8") for path in real.site.rglob("*.html")]
    assert [text[:80] for text in pages if scan_page(text) != scan_thoroughly(text)] == []


@pytest.mark.parametrize("between", ["\t", "\f", "\r", "\n", "/", " / "])
def test_whatever_parts_a_tag_from_its_attribute_hides_neither(between: str) -> None:
    text = f'<p id="a"><a{between}href="b">c</a><img{between}src="d">'
    assert scan_page(text) == scan_thoroughly(text)
    assert (scan_page(text).links, scan_page(text).loads) == ({"b"}, {"d"})


@given(st.text("<>=\"' aipshrefonclickd/!-\n\t\f\r", max_size=40), st.sampled_from(["", '<p id="a">']))
def test_no_spelling_hides_a_script_from_the_quick_look(words: str, before: str) -> None:
    text = f"{before}{words}<img src=x onerror=y>"
    assert scan_page(text) == scan_thoroughly(text)


def test_the_real_site_is_in_order(real: Site) -> None:
    from bindery.site import settings  # noqa: PLC0415

    assert inspection.inspect(real.site, settings.load_settings(real.root).trusted) == []


def test_a_site_that_is_at_fault_does_not_take_the_place_of_the_last_one(
    cli: CliRunner, newsroom: Site
) -> None:
    command = ["build", "-C", str(newsroom.root), "--format", "json"]
    assert cli.invoke(main, command).exit_code == 0
    before = newsroom.files("site"), newsroom.files("dist")
    newsroom.write(
        "docs/about.md", '# About\n\n<p onclick="x()">x</p> <img src="https://elsewhere.example/x.png">\n'
    )
    result = cli.invoke(main, command)
    assert result.exit_code == 1, result.output
    assert "B612" in result.output
    assert "B613" in result.output
    assert (newsroom.files("site"), newsroom.files("dist")) == before


def test_a_host_that_mkdocs_yml_names_may_be_asked(cli: CliRunner, newsroom: Site) -> None:
    newsroom.write(
        "mkdocs.yml", MKDOCS.replace("- bindery", "- bindery:\n      hosts: [https://elsewhere.example]")
    )
    newsroom.write("docs/about.md", '# About\n\n<p><img src="https://elsewhere.example/x.png" alt=""></p>\n')
    result = cli.invoke(main, ["build", "-C", str(newsroom.root)])
    assert result.exit_code == 0, result.output
    assert "pages load from https://elsewhere.example/x.png, as mkdocs.yml allows" in result.output


def test_of_a_page_with_many_links_only_new_ones_are_followed_to_their_anchors(tmp_path: Path) -> None:
    places = [f"page-{number}/index.html" for number in range(30)]
    assert told(tmp_path, dict.fromkeys(places, '<p id="a">x</p>')) == []
    old = page("".join(f'<a href="{name}#a">x</a>' for name in places))
    for name in places[1:-2]:
        (tmp_path / name).unlink()  # what is not read need not be there
    for added, wrong in (("page-29/", "#a"), ("page-28/", "#b"), ("page-29/", "#b")):
        new = old.replace("</body>", f'<a href="{added}{wrong}">x</a></body>')
        (tmp_path / "index.html").write_text(new, "utf-8")
        names = (*SITE, *places, "index.html")
        try:
            inspection.inspect_changed(tmp_path, TRUSTED, names, {"index.html": old.encode()}, ())
            found: list[str] = []
        except InspectionError as error:
            found = [problem.message for problem in error.problems]
        assert [f"`{added}{wrong}`" in message for message in found] == [True] * (wrong == "#b")
