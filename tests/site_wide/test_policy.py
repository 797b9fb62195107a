"""The content security policy of each page: it allows the scripts of the templates, and nothing that an author's words add."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.firefox import Firefox
from support.project import MKDOCS, Site
from support.reading import BRIEFING, CITING, KINDS, go, until
from support.serving import serving

from bindery.html import csp
from bindery.html.csp import AllowedSources, digest, mark_template, narrow_policy, with_policy

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MARK = "data-0123"
FRAME = '<html><head><meta charset="utf-8"><script>a()</script></head><body>{}</body></html>'
LOADS = re.compile(r"<(?:script|link|style|img)\b")
# What would count itself if it ran; each is tried in a page's text.
ATTACKS = """
<script>ran("script")</script>
<script src="data:text/javascript,ran('data')"></script>
<script src="https://bindery.invalid/x.js"></script>
<img src="nothing.png" onerror="ran('onerror')">
<svg onload="ran('onload')"></svg>
<details open ontoggle="ran('ontoggle')"><summary>x</summary></details>
<iframe srcdoc="<script>parent.ran('srcdoc')</script>"></iframe>
<object data="data:text/html,<script>parent.ran('object')</script>"></object>
<a id="_address" href="javascript:ran('address')">x</a>
<form id="_form" action="https://bindery.invalid/"><button id="_send" formaction="javascript:ran('form')">x</button></form>
<base href="https://bindery.invalid/">
<style>body { display: none }</style>
<b id="_covers" style="position: fixed">x</b>
"""
TRIED = """(() => { for (const id of ["_address", "_send"]) document.getElementById(id).click();
    document.querySelector("main, body").insertAdjacentHTML("beforeend", '<img src=x onerror="ran(1)">'); return 0 })()"""
STATE = """[document.documentElement.dataset.ran || "", document.baseURI === location.href,
    getComputedStyle(document.body).display !== "none",
    getComputedStyle(document.getElementById("_covers")).position]"""
UNTOUCHED = ["", True, True, "static"]


def policy_of(html: str) -> dict[str, list[str]]:
    """The sources of each directive."""
    directives = (directive.split(" ") for directive in csp.policy_of(html).split("; "))
    return {name: sources for name, *sources in directives}


# The hashes


def test_a_script_of_a_template_is_allowed_by_its_hash() -> None:
    page = with_policy(mark_template(FRAME, MARK).format("x"), MARK, AllowedSources())
    assert policy_of(page)["script-src"] == ["'self'", digest("a()")]
    assert MARK not in page


def test_a_script_that_no_template_holds_is_not() -> None:
    page = with_policy(
        mark_template(FRAME, MARK).format("<script>b()</script><style>b</style>"), MARK, AllowedSources()
    )
    assert policy_of(page)["script-src"] == ["'self'", digest("a()")]
    assert policy_of(page)["style-src"] == ["'self'"]


@given(st.text("<>/ =\"'scripttyledaheb-0123\n", max_size=60))
def test_no_words_add_anything_to_what_a_page_may_run(words: str) -> None:
    page = with_policy(mark_template(FRAME, MARK).format(words.replace(MARK, "")), MARK, AllowedSources())
    assert policy_of(page)["script-src"] == ["'self'", digest("a()")]


def test_a_script_that_speaks_of_scripts_is_hashed_as_it_will_stand() -> None:
    page = with_policy(mark_template('<head></head><script>"<script"</script>', MARK), MARK, AllowedSources())
    assert policy_of(page)["script-src"] == ["'self'", digest('"<script"')]


def test_a_script_of_its_own_file_and_one_of_data_need_no_hash() -> None:
    frame = '<head><script src="a.js"></script><script id="x" type="application/json">{}</script></head>'
    assert policy_of(with_policy(mark_template(frame, MARK), MARK, AllowedSources()))["script-src"] == [
        "'self'"
    ]


def test_the_policy_stands_right_behind_the_encoding() -> None:
    page = with_policy(mark_template(FRAME, MARK), MARK, AllowedSources())
    assert re.match(r'<html><head><meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy"', page)


def test_what_leaves_a_page_leaves_its_policy() -> None:
    page = with_policy(mark_template(FRAME, MARK), MARK, AllowedSources())
    assert policy_of(narrow_policy(page)) == policy_of(page)
    assert policy_of(narrow_policy(page.replace("<script>a()</script>", "")))["script-src"] == ["'self'"]


def test_the_hosts_of_the_configuration_are_allowed() -> None:
    found = policy_of(with_policy(FRAME, MARK, AllowedSources(("https://example.org",))))
    assert found["script-src"] == ["'self'", "https://example.org"]
    assert found["img-src"] == ["'self'", "https://example.org", "data:"]
    assert found["form-action"] == ["'none'"]


# The styles


@pytest.mark.parametrize(
    ("written", "becomes", "style"),
    [
        ('<b style="left:5%">x</b>', '<b class="bd-set-1">x</b>', ".bd-set-1{left:5%!important}"),
        (
            '<td style="text-align: right;">x</td>',
            '<td class="bd-set-1">x</td>',
            ".bd-set-1{text-align: right!important}",
        ),
        (
            '<b id="a" style="left:5%;right:calc(100% - 7.5%)" class="c">x</b>',
            '<b id="a" class="bd-set-1 c">x</b>',
            ".bd-set-1{left:5%!important;right:calc(100% - 7.5%)!important}",
        ),
        (
            '<i style="left:1%"></i><i style="left:2%"></i><i style="left:1%"></i>',
            '<i class="bd-set-1"></i><i class="bd-set-2"></i><i class="bd-set-1"></i>',
            ".bd-set-1{left:1%!important}.bd-set-2{left:2%!important}",
        ),
    ],
)
def test_a_measure_within_a_page_becomes_a_class(written: str, becomes: str, style: str) -> None:
    page = with_policy(f"<head></head>{written}", MARK, AllowedSources())
    assert page.endswith(f"<style>{style}</style>\n</head>{becomes}")
    assert policy_of(page)["style-src"] == ["'self'", digest(style)]


@pytest.mark.parametrize(
    "style", ["position:fixed", "left:1%;background:url(x)", "left:1%}*{left:0", "width:expression(x);top:0"]
)
def test_any_other_style_stays_where_no_browser_heeds_it(style: str) -> None:
    page = with_policy(f'<head></head><b style="{style}">x</b>', MARK, AllowedSources())
    assert f'style="{style}"' in page
    assert policy_of(page)["style-src"] == ["'self'"]


# Everything that is built


def pages(real: Site, unpacked: Path) -> Iterator[tuple[str, str]]:
    for folder in (real.site, unpacked):
        for path in sorted(folder.rglob("*.html")):
            yield f"{folder.name}/{path.relative_to(folder)}", path.read_text("utf-8")


def test_every_page_has_a_policy_before_anything_that_it_loads(real: Site, unpacked: Path) -> None:
    found = dict(pages(real, unpacked))
    assert len(found) > 200
    late = [name for name, html in found.items() if LOADS.search(html.partition("<meta http-equiv")[0])]
    assert late == []
    told = [name for name, html in found.items() if policy_of(html)["default-src"] != ["'none'"]]
    assert told == []


def test_no_policy_has_a_hole(real: Site, unpacked: Path) -> None:
    known = re.compile(r"'(?:none|self|sha256-[A-Za-z0-9+/=]{44})'|data:")
    strange = {
        source
        for _, html in pages(real, unpacked)
        for sources in policy_of(html).values()
        for source in sources
        if not known.fullmatch(source)
    }
    assert strange == set()
    assert all("data:" not in policy_of(html)["script-src"] for _, html in pages(real, unpacked))


def test_no_page_holds_a_style_that_its_policy_forbids(real: Site, unpacked: Path) -> None:
    assert [name for name, html in pages(real, unpacked) if " style=" in html] == []


def test_no_page_and_no_file_keeps_a_mark(newsroom: Site) -> None:
    newsroom.build()
    assert [p for p, data in newsroom.files("site").items() if re.search(rb"data-[0-9a-f]{32}", data)] == []


def test_hosts_that_the_configuration_names_are_in_every_policy(newsroom: Site) -> None:
    named = "extra_javascript: [https://example.org/count.js, near.js]\nextra_css: [//example.com/a.css]\n"
    settings = MKDOCS.replace("- bindery", "- bindery:\n      hosts: [https://unpkg.com/]")
    newsroom.write("mkdocs.yml", settings + named).write("docs/near.js", "1\n").build()
    sources = policy_of(newsroom.file("heat/").read_text("utf-8"))["script-src"]
    assert sources[:4] == ["'self'", "https://example.com", "https://example.org", "https://unpkg.com"]


def test_a_theme_that_would_ask_another_host_for_fonts_does_not(newsroom: Site) -> None:
    newsroom.write("mkdocs.yml", MKDOCS.replace("  font: false\n", "")).build()
    assert "fonts.googleapis.com" not in newsroom.file("heat/").read_text("utf-8")


# In two browsers


@pytest.fixture
def attacked(newsroom: Site) -> Site:
    """A site of which one page was changed after it was built: its text holds whatever can run."""
    newsroom.build()
    page = newsroom.file("heat/")
    html = page.read_text("utf-8").replace("<article", f"{ATTACKS}<article", 1)
    # a script of the site's own that counts what runs: a file, which the policy allows
    html = html.replace("</title>", '</title><script src="../ran.js"></script>', 1)
    (newsroom.site / "ran.js").write_text(
        "window.ran = (what) => (document.documentElement.dataset.ran = what);\n", "utf-8"
    )
    page.write_text(html, "utf-8")
    return newsroom


@pytest.fixture
def bare(attacked: Site) -> Site:
    """The same without its policy: what would run."""
    page = attacked.file("heat/")
    page.write_text(re.sub('<meta http-equiv="Content-S[^>]*>', "", page.read_text("utf-8")), "utf-8")
    return attacked


def addresses(site: Site, served: str) -> tuple[str, str]:
    return f"{served}heat/index.html", site.file("heat/").as_uri()


@pytest.mark.browser
def test_nothing_that_is_put_into_a_page_runs_in_chromium(browser: Browser, attacked: Site) -> None:
    with serving(attacked.site) as served:
        for address in addresses(attacked, served):
            page = browser.new_page()
            go(page, address)
            page.evaluate(TRIED)
            page.wait_for_timeout(300)
            assert page.url == address
            assert page.evaluate(STATE) == UNTOUCHED
            page.close()


@pytest.mark.browser
def test_nothing_that_is_put_into_a_page_runs_in_firefox(firefox: Firefox, attacked: Site) -> None:
    with serving(attacked.site) as served:
        for address in addresses(attacked, served):
            firefox.open(address)
            firefox.run(TRIED)
            firefox.run("new Promise(done => setTimeout(done, 300))")
            assert firefox.run(STATE) == UNTOUCHED


@pytest.mark.browser
def test_it_would_run_without_the_policy(browser: Browser, firefox: Firefox, bare: Site) -> None:
    address = bare.file("heat/").as_uri()
    page = browser.new_page()
    page.goto(address)
    until(page, "document.documentElement.dataset.ran")
    page.close()
    firefox.open(address)
    assert firefox.wait("document.documentElement.dataset.ran")


@pytest.mark.browser
def test_firefox_has_nothing_to_say_of_any_kind_of_page(firefox: Firefox, served: str) -> None:
    firefox.said.clear()
    for address in KINDS.values():
        firefox.open(f"{served}{address}")
        firefox.wait("document.fonts.status === 'loaded'")
    firefox.open(f"{served}{CITING}")
    firefox.type("/")
    firefox.wait("document.querySelector('#__search').checked")
    firefox.type("Sadda")
    firefox.wait(f"""document.querySelector('.md-search-result__item a[href*="{BRIEFING}entities/"]')""")
    firefox.type("Escape")
    firefox.point("article sup a[data-note]")
    assert firefox.wait("document.querySelector('.bd-sheet')?.innerText").strip()
    firefox.point("label[for=__palette_1]", click=True)
    assert firefox.wait("document.body.dataset.mdColorScheme === 'slate'")
    assert firefox.said == []
