"""Compiled templates are kept and used again; a damaged or foreign file in their place does no harm."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from bindery.html.csp import mark_template
from bindery.pages.templating import environment
from bindery.system.template_cache import MarkingLoader, TemplateBytecode

TEXT = "{% for name in names %}{{ name }}{% endfor %}"
HOSTILE = ["<b>", "ع & it"]
SHOWN = "&#60;b&#62;ع &#38; it"


@pytest.fixture(autouse=True)
def python_keeps_what_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def rendered(folder: Path, text: str = TEXT, kind: str = "pages") -> str:
    made = environment({"page.j2": text}, TemplateBytecode(kind, folder))
    return made.get_template("page.j2").render(names=HOSTILE)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled from now on."""
    compiled: list[str] = []
    stock = Environment.compile

    def noted(self: Environment, source: str, name: str, filename: str) -> object:
        compiled.append(name)
        return stock(self, source, name, filename)

    monkeypatch.setattr(Environment, "compile", noted)
    return compiled


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = counted(monkeypatch)
    assert rendered(tmp_path / "kept") == SHOWN
    assert rendered(tmp_path / "kept") == SHOWN
    assert compiled == ["page.j2"]


def test_a_changed_template_takes_effect_at_once(tmp_path: Path) -> None:
    rendered(tmp_path)
    assert rendered(tmp_path, "new") == "new"
    assert rendered(tmp_path) == SHOWN
    assert len(list(tmp_path.iterdir())) == 1, "the newest text of a name is kept, and no other"


def test_kinds_of_environment_do_not_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = counted(monkeypatch)
    rendered(tmp_path)
    rendered(tmp_path, kind="others")
    assert len(compiled) == 2


@pytest.mark.parametrize(
    "harm",
    [
        lambda _: b"",
        lambda data: data[:-9],
        lambda data: data[:40],
        lambda data: bytes(len(data)),
        lambda data: data[:60] + bytes([data[60] ^ 1]) + data[61:],
        lambda data: b"\x80\x04" + data,
    ],
    ids=["empty", "truncated", "a head", "zeros", "a bit", "moved"],
)
def test_a_broken_file_is_written_again(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    rendered(tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(harm(whole))
    assert rendered(tmp_path) == SHOWN
    assert file.read_bytes() == whole


def test_a_file_of_other_programs_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = counted(monkeypatch)
    rendered(tmp_path)
    monkeypatch.setattr("jinja2.__version__", "0")
    assert rendered(tmp_path) == SHOWN
    assert len(compiled) == 2


def test_a_file_of_another_template_is_not_used(tmp_path: Path) -> None:
    made = environment({"one.j2": "one", "two.j2": "two"}, TemplateBytecode("pages", tmp_path))
    made.get_template("one.j2")
    (one,) = tmp_path.iterdir()
    made.get_template("two.j2")
    (two,) = set(tmp_path.iterdir()) - {one}
    two.write_bytes(one.read_bytes())
    again = environment({"one.j2": "one", "two.j2": "two"}, TemplateBytecode("pages", tmp_path))
    assert again.get_template("two.j2").render() == "two"


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(tmp_path / "kept") == SHOWN
    assert not (tmp_path / "kept").exists()


def test_a_place_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert rendered(tmp_path / "file") == SHOWN
    (tmp_path / "file").unlink()
    if os.geteuid():
        tmp_path.chmod(0o500)
        assert rendered(tmp_path) == SHOWN
        tmp_path.chmod(0o700)


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    rendered(tmp_path)
    (file,) = tmp_path.iterdir()
    file.unlink()
    file.mkdir()  # so that nothing can be put in its place
    assert rendered(tmp_path) == SHOWN
    assert list(tmp_path.iterdir()) == [file]


def test_it_is_kept_beside_the_compiled_modules() -> None:
    folder = TemplateBytecode("pages").folder
    assert folder
    assert folder.name == "templates"
    assert "__pycache__" in folder.parts or sys.pycache_prefix


def test_a_word_that_changes_is_put_into_what_was_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {
        "main.html": '{% from "part.html" import part %}<script>1</script>{{ part() }}{{ said }}',
        "part.html": '{% macro part() %}{% for a in ("<style>", "<script>") %}{{ a }}{% endfor %}{% endmacro %}',
    }
    compiled = counted(monkeypatch)
    for word in ("data-" + "a" * 32, "data-" + "b" * 32):
        made = Environment(
            loader=MarkingLoader(DictLoader(texts), mark_template, word, TemplateBytecode("theme", tmp_path))
        )
        stand_in = "data-" + "0" * 32
        page = made.get_template("main.html").render(said=f"<script {stand_in}>")
        assert page == f"<script {word}>1</script><style {word}><script {word}><script {stand_in}>"
        assert made.loader
        assert word in made.loader.get_source(made, "main.html")[0]
    assert sorted(compiled) == ["main.html", "part.html"]
