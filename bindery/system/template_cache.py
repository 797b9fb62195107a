"""What Jinja compiles of a template, kept where Python keeps what it compiles of a module, so that it is done once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from hashlib import sha256
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import BaseLoader, BytecodeCache, Environment, Template
from jinja2.bccache import Bucket

from bindery.pages import templating
from bindery.text import escape

_SEAL = 32  # bytes of a hash


def _folder() -> Path | None:
    """Where it is kept: beside the compiled modules of this package; nowhere where Python keeps none."""
    try:
        return Path(cache_from_source(__file__)).parent / "templates"
    except NotImplementedError:
        return None


class TemplateBytecode(BytecodeCache):
    """The compiled templates of one kind of environment.

    A file is used only for the text that it was made from, by the same programs. Whatever else lies in its place, or
    cannot be read or written, is as if it were not there.

    Args:
        kind: of environment, with all that decides what a template is compiled to beside its text.
        folder: where the files are kept; None keeps none.
    """

    def __init__(self, kind: str, folder: Path | None = None) -> None:
        self.kind = kind
        self.folder = folder or _folder()
        # Jinja puts what it can reckon while it compiles into the code: our escaping is such.
        ours = b"".join(Path(module.__file__ or "").read_bytes() for module in (escape, templating))
        self.made_by = b"\0".join((kind.encode(), jinja2.__version__.encode(), MAGIC_NUMBER, ours))

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002  Jinja's name
        """What the file of a template is called: the newest text of each name is kept."""
        return sha256(f"{self.kind}\0{name}".encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def get_source_checksum(self, source: str) -> str:
        """The hash of all that a template's code is made from."""
        return sha256(self.made_by + b"\0" + source.encode("utf-8", "surrogatepass")).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads the code of a template, if it is there and whole."""
        try:
            data = self._file(bucket).read_bytes() if self.folder else b""
        except OSError:
            return
        if data and data[:_SEAL] == sha256(data[_SEAL:]).digest():
            bucket.bytecode_from_string(data[_SEAL:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template, unless Python was told to keep none."""
        if not self.folder or sys.dont_write_bytecode:
            return
        data = bucket.bytecode_to_string()
        file = self._file(bucket)
        scratch = file.with_suffix(f".{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with scratch.open("xb") as made:
                made.write(sha256(data).digest() + data)
            scratch.replace(file)
        except OSError:
            with suppress(OSError):
                scratch.unlink(missing_ok=True)

    def _file(self, bucket: Bucket) -> Path:
        return Path(self.folder or "", f"{bucket.key}.{sys.implementation.cache_tag}")


class MarkingLoader(BaseLoader):
    """Loads templates with a word put into them that is another in each build, and compiles each only once all the same.

    They are compiled with a stand-in of the same length, in whose place the word is put in the code. Neither is looked
    for in a page before its templates are filled, so that it does no harm that the stand-in is known.

    Args:
        stock: the loader of the templates.
        put: puts a word into the text of a template.
        word: the word.
        kept: the compiled templates.
    """

    def __init__(
        self, stock: BaseLoader, put: Callable[[str, str], str], word: str, kept: TemplateBytecode
    ) -> None:
        self.stock = stock
        self.put = put
        self.word = word
        self.stand_in = "data-".ljust(len(word), "0")
        self.kept = kept

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Any]:
        """The text of a template with the word in it."""
        source, file, fresh = self.stock.get_source(environment, template)
        return self.put(source, self.word), file, fresh

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja's name
    ) -> Template:
        """The template of a name, with the word in it."""
        source, file, fresh = self.stock.get_source(environment, name)
        source = self.put(source, self.stand_in)
        bucket = self.kept.get_bucket(environment, name, file or "", source)
        if bucket.code is None:
            bucket.code = environment.compile(source, name, file)
            self.kept.set_bucket(bucket)
        code = _with(bucket.code, self.stand_in, self.word)
        return environment.template_class.from_code(
            environment, code, {} if globals is None else globals, fresh
        )


def _with(value: Any, old: str, new: str) -> Any:
    """Code whose texts have one word in the place of another."""
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, tuple):
        return tuple(_with(part, old, new) for part in value)
    if isinstance(value, CodeType):
        return value.replace(co_consts=_with(value.co_consts, old, new))
    return value
