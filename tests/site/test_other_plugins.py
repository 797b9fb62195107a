"""Other plugins work, or are refused with one message that names them; none ends in a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from support.project import MKDOCS, Site

from bindery.build import inspection
from bindery.build.inspection import InspectionError
from bindery.cli import main
from bindery.html import csp
from bindery.html.redirect import redirect_page, target_of
from bindery.site import mkdocs_build, other_plugins
from bindery.site.other_plugins import REFUSED, OtherPluginError, PluginChanges
from bindery.site.plugin import BriefingsError
from bindery.site.settings import SiteError, load_settings, read_config

HOOK = """
from pathlib import Path
from mkdocs.utils import get_relative_url
seen = []

def on_page_markdown(markdown, page, **_):
    seen.append(page.file.src_uri)
    return markdown + "\\n\\nAdded words."

def on_post_page(output, page, **_):
    address = get_relative_url("extra/h.js", page.url)
    added = f"<style>.h {{ color: red }}</style><script src='{address}'></script></head>"
    output = output.replace("</head>", added).replace("</body>", "<script>hook()</script></body>")
    return output.replace('type="checkbox"', "type=checkbox").replace('charset="utf-8"', "charset=utf-8")

def on_post_build(config, **_):
    folder = Path(config.site_dir)
    (folder / "extra").mkdir()
    (folder / "extra/h.js").write_text("1")
    (folder / "old.html").write_text(
        "<!doctype html><html><head><script>location.href='about/'</script>"
        '<meta http-equiv="refresh" content="0; url=about/?a=1&amp;b=2"></head></html>'
    )
    (folder / "extra/seen.txt").write_text("\\n".join(seen))
"""
SCRIPT, STYLE = csp.digest("hook()").strip("'"), csp.digest(".h { color: red }").strip("'")
ALLOWED = f"""
plugins:
  - search
  - bindery:
      allow_scripts: [{SCRIPT}, extra/h.js]
      allow_styles: ["'{STYLE}'"]
hooks: [hook.py]
"""


def with_settings(site: Site, settings: str) -> Site:
    """The smallest project with other settings in place of its list of plugins."""
    site.newsroom()
    site.write("mkdocs.yml", MKDOCS.partition("plugins:")[0] + settings)
    site.write("docs/about.md", "# About\n")
    return site


@pytest.fixture(scope="module")
def hooked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that a hook changed, as plugins do, and whose settings allow that."""
    made = with_settings(Site(tmp_path_factory.mktemp("hooked")), ALLOWED)
    made.write("hook.py", HOOK)
    made.built = mkdocs_build.construct(made.root, made.site)  # type: ignore[attr-defined]
    return made


def test_a_plugin_sees_the_markdown_of_hand_written_pages_only(hooked: Site) -> None:
    assert (hooked.site / "extra/seen.txt").read_text("utf-8").split("\n") == ["about.md"]
    assert "Added words." in (hooked.site / "about/index.html").read_text("utf-8")
    assert "Added words." not in (hooked.site / "heat/index.html").read_text("utf-8")


@pytest.mark.parametrize("page", ["about/index.html", "heat/claims/index.html", "404.html"])
def test_what_the_settings_allow_goes_into_the_policy_of_the_page(hooked: Site, page: str) -> None:
    html = (hooked.site / page).read_text("utf-8")
    policy = csp.policy_of(html)
    present = page != "404.html"  # the hook leaves that alone
    assert (f"'{SCRIPT}'" in policy, f"'{STYLE}'" in policy) == (present, present)
    others = [key for kind, key, _ in csp.inline_hashes(html) if kind == "script"]
    assert len(others) > present
    assert all(key in policy for key in others)  # the theme's own scripts still run


def test_the_site_passes_inspection(hooked: Site) -> None:
    built = hooked.built  # type: ignore[attr-defined]
    assert inspection.inspect(hooked.site, load_settings(hooked.root).trusted, built.changes) == []


def test_without_settings_one_message_names_the_plugin_and_what_to_write(hooked: Site) -> None:
    """The same site is refused where the settings allow nothing: the policy of its pages is made without them."""
    for path in hooked.site.rglob("*.html"):
        if f" '{SCRIPT}'" in (html := path.read_text("utf-8")):
            path.write_text(html.replace(f" '{SCRIPT}'", "").replace(f" '{STYLE}'", ""), "utf-8")
    trusted = load_settings(
        with_settings(Site(hooked.root.parent / "bare"), "plugins: [bindery]").root
    ).trusted
    with pytest.raises(InspectionError) as refused:
        inspection.inspect(hooked.site, trusted, hooked.built.changes)  # type: ignore[attr-defined]
    (problem,) = refused.value.problems
    assert problem.code == "B613"
    assert "`hook.py`" in problem.message
    assert f"`allow_scripts: [{SCRIPT}, extra/h.js]`" in problem.help
    assert f"`allow_styles: [{STYLE}]`" in problem.help


def test_a_page_that_leads_on_is_written_again_without_a_script_of_its_own(hooked: Site) -> None:
    html = (hooked.site / "old.html").read_text("utf-8")
    assert target_of(html) == "about/?a=1&b=2"
    assert "location.href" not in html
    assert csp.policy_of(html)


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ('<meta http-equiv="refresh" content="0; url=a/">', "a/"),
        ("<META content='0;URL=a/' HTTP-EQUIV='Refresh'>", "a/"),
        ("<meta http-equiv=refresh content=0;url=../a/>", "../a/"),
        ('<meta http-equiv="refresh" content="0; url=\'a b/\'">', "a b/"),
        ('<meta http-equiv="refresh" content="30">', ""),
        ('<meta name="refresh" content="0; url=a/">', ""),
        (redirect_page('x/?q="&', "s.js"), 'x/?q="&'),
    ],
)
def test_where_a_page_leads_on_to(page: str, target: str) -> None:
    assert target_of(page) == target


# What goes wrong in a hook, and what the message says.
FAULTS: list[tuple[str, str, str, str]] = [
    ("def on_page_content(html, **_):\n    raise TypeError('expected str')", "B617", "TypeError: expected str", "docs/about.md"),
    ("def on_config(config):\n    raise KeyError('x')", "B617", "KeyError: 'x'", "mkdocs.yml"),
    ("def on_files(files, config):\n    raise SystemExit(1)", "B617", "SystemExit: 1", "mkdocs.yml"),
    ("def on_nav(nav, **_):\n    return 1 / 0", "B617", "ZeroDivisionError", "mkdocs.yml"),
    ("def on_env(env, **_):\n    raise ValueError", "B617", "failed: ValueError", "mkdocs.yml"),
    (
        "from mkdocs.exceptions import PluginError\ndef on_post_build(config):\n    raise PluginError('no\\nway')",
        "B617", "failed: no way", "mkdocs.yml",
    ),
    (
        "def on_post_page(output, page, **_):\n    raise OSError(page.url) if page.file.generated_by else ValueError",
        "B617", "hook.py", "",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("hook", "code", "said", "path"), FAULTS)
def test_an_exception_becomes_a_message_that_names_the_plugin(
    site: Site, hook: str, code: str, said: str, path: str
) -> None:
    with_settings(site, "plugins: [bindery]\nhooks: [hook.py]\n").write("hook.py", hook)
    with pytest.raises(BriefingsError) as refused:
        mkdocs_build.construct(site.root, site.site)
    (problem,) = refused.value.problems
    assert problem.code == code
    assert said in problem.message
    assert "`hook.py`" in problem.message
    assert problem.help
    assert problem.path.startswith(path)


class _NoSettings(Config):  # type: ignore[no-untyped-call]
    pass


class Other(BasePlugin[_NoSettings]):  # type: ignore[no-untyped-call]
    """A plugin that no test installs, in place of one of the same name."""

    on_page_content: Callable[..., str]


def guarded(site: Site, name: str, **settings: Any) -> Any:
    """The configuration of a project that uses a plugin of this name, once Bindery has looked at it."""
    config = read_config(with_settings(site, "plugins: [bindery]").root)
    config.nav = settings.pop("nav", None)
    plugin = Other()
    plugin.config = settings  # type: ignore[assignment]
    plugin.on_page_content = lambda html, **_: html.missing
    config.plugins[name] = plugin
    other_plugins.guard(config, settings.get("only", ()), PluginChanges())
    return config


@pytest.mark.parametrize(
    ("name", "settings"),
    [("i18n", {}), ("material/offline", {"enabled": True}), ("mermaid2", {}), ("section-index", {}),
     ("awesome-nav", {"nav": ["about.md"]})],
)  # fmt: skip
def test_a_plugin_that_does_not_fit_is_refused_by_name(
    site: Site, name: str, settings: dict[str, Any]
) -> None:
    with pytest.raises(OtherPluginError, match=f"`{name.removeprefix('material/')}`") as refused:
        guarded(site, name, **settings)
    assert refused.value.problem.code == "B616"
    assert "plugins" in refused.value.problem.help
    assert name in REFUSED


@pytest.mark.parametrize(
    ("name", "settings"), [("material/offline", {"enabled": False}), ("awesome-nav", {}), ("glightbox", {})]
)
def test_a_plugin_that_does_no_harm_with_its_settings_is_not_refused(
    site: Site, name: str, settings: dict[str, Any]
) -> None:
    assert name in guarded(site, name, **settings).plugins


class _File:
    generated_by, src_uri = "bindery", "heat/index.md"


class _Page:
    file, url = _File(), "heat/"


@pytest.mark.parametrize(
    ("name", "only"), [("rss", ()), ("git-authors", ()), ("some-plugin", ("some-plugin",))]
)
def test_a_plugin_may_be_kept_to_hand_written_pages(site: Site, name: str, only: tuple[str, ...]) -> None:
    hook = guarded(site, name, only=only).plugins.events["page_content"][-1]
    assert hook("x", page=_Page()) is None  # which leaves the page as it is


def test_a_plugin_that_fails_on_a_briefing_is_told_how_to_leave_it_alone(site: Site) -> None:
    hook = guarded(site, "some-plugin").plugins.events["page_content"][-1]
    with pytest.raises(PluginError, match="on the page /heat/") as failed:
        hook("x", page=_Page())
    assert "add `some-plugin` to `hand_written_only`" in str(failed.value)


def records(changes: PluginChanges, name: str, *said: str) -> Iterator[str]:
    """What is printed of some messages of a logger."""
    named = other_plugins.PluginNameFilter(changes)
    for words in said:
        record = logging.LogRecord(name, logging.WARNING, "", 0, words, (), None)
        if named.filter(record):
            yield record.getMessage()


def test_a_warning_names_the_plugin_that_gives_it() -> None:
    assert list(records(PluginChanges(), "mkdocs.material.privacy", "no", "privacy: no")) == [
        "plugin `privacy`: no",
        "privacy: no",
    ]
    assert list(records(PluginChanges(current="x"), "mkdocs.y", "no")) == ["plugin `x`: no"]
    assert list(records(PluginChanges(), "mkdocs.plugins.bindery", "no")) == ["no"]
    assert list(records(PluginChanges(), "mkdocs.commands.build", "Error reading page 'a.md':", "no")) == [
        "no"
    ]


@pytest.mark.parametrize("wrong", ["sha256-short", "alert(1)", "https://example.org/a.js", "md5-x", 1])
def test_what_is_no_hash_is_refused(site: Site, wrong: object) -> None:
    with_settings(site, f"plugins:\n  - bindery:\n      allow_scripts: [{wrong!r}]\n")
    with pytest.raises(SiteError, match="cannot be used"):
        read_config(site.root, strict=True)


def test_the_command_ends_without_a_traceback(
    site: Site, cli: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_settings(site, "plugins: [bindery]\nhooks: [hook.py]\n").write("hook.py", FAULTS[0][0])
    monkeypatch.chdir(site.root)
    done = cli.invoke(main, ["build", "--website-only"])
    assert (done.exit_code, done.exception) == (1, done.exception)
    assert "Traceback" not in done.output
    assert "the hook `hook.py` failed" in done.output
    assert not Path(site.root, "site").exists()
