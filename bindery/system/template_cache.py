"""Keeps compiled Jinja templates on disk, next to Python's compiled modules, so that each is compiled once."""

from __future__ import annotations

import marshal
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
from bindery.system.whole_files import write_whole
from bindery.text import escape

_HASH_SIZE = 32  # bytes of the SHA-256 at the start of each file


def _folder() -> Path | None:
    """The folder for compiled templates, next to this package's compiled modules; None if Python keeps none."""
    try:
        return Path(cache_from_source(__file__)).parent / "templates"
    except NotImplementedError:
        return None


class TemplateBytecode(BytecodeCache):
    """The compiled templates of one kind of environment.

    A file is used only for the text that it was made from, by the same versions of Jinja, Python and our escaping. A
    damaged or outdated file, or one that cannot be read or written, is ignored.

    Args:
        kind: name of the kind of environment; it must include everything besides the text that affects compilation.
        folder: where the files are kept; if None, the folder next to the compiled modules, if there is one.
    """

    def __init__(self, kind: str, folder: Path | None = None) -> None:
        self.kind = kind
        self.folder = folder or _folder()
        self._codes: dict[tuple[str, str], CodeType] = {}  # of the templates that this process used
        # Jinja evaluates constants while it compiles, with our escaping, so the code depends on these modules.
        ours = b"".join(Path(module.__file__ or "").read_bytes() for module in (escape, templating))
        made_by = b"\0".join((kind.encode(), jinja2.__version__.encode(), MAGIC_NUMBER, ours))
        self.made_by = sha256(made_by).digest()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002  Jinja's name
        """The name of a template's file; only the newest text of each template is kept."""
        return sha256(f"{self.kind}\0{name}".encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def get_source_checksum(self, source: str) -> str:
        """The SHA-256, in hexadecimal digits, of everything that a template is compiled from."""
        return sha256(self.made_by + source.encode("utf-8", "surrogatepass")).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads the code of a template, if its file exists and is undamaged; a large site is made in many parts."""
        if known := self._codes.get((bucket.key, bucket.checksum)):
            bucket.code = known
            return
        try:
            data = self._file(bucket).read_bytes() if self.folder else b""
        except OSError:
            return
        content = memoryview(data)[_HASH_SIZE:]
        checksum = bucket.checksum.encode()
        if data and data[:_HASH_SIZE] == sha256(content).digest() and content[: len(checksum)] == checksum:
            bucket.code = marshal.loads(content[len(checksum) :])  # noqa: S302  as Jinja and Python do
        if bucket.code:
            self._codes[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Writes the code of a template, unless Python was told to write no bytecode."""
        if not self.folder or sys.dont_write_bytecode:
            return
        data = bucket.checksum.encode() + marshal.dumps(bucket.code)
        file = self._file(bucket)
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(file, sha256(data).digest() + data, 0o644)

    def _file(self, bucket: Bucket) -> Path:
        return Path(self.folder or "", f"{bucket.key}.{sys.implementation.cache_tag}")


class MarkingLoader(BaseLoader):
    """Loads templates with a word in them that differs in each build, but compiles each template only once.

    They are compiled with a placeholder of the same length, which the word then replaces in the code. Pages are searched
    for the word only after their templates are filled, so it does no harm that the placeholder is known.

    Args:
        stock: the loader of the templates.
        put: inserts a word into the text of a template, and returns the new text.
        word: the word of this build.
        kept: the cache of compiled templates.
    """

    def __init__(
        self, stock: BaseLoader, put: Callable[[str, str], str], word: str, kept: TemplateBytecode
    ) -> None:
        self.stock = stock
        self.put = put
        self.word = word
        self.placeholder = "data-".ljust(len(word), "0")
        self.kept = kept

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Any]:
        """The text of a template with the word in it, its file, and a function that says whether it is current."""
        source, file, fresh = self.stock.get_source(environment, template)
        return self.put(source, self.word), file, fresh

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja's name
    ) -> Template:
        """Loads the template with this name, with the word in it."""
        source, file, fresh = self.stock.get_source(environment, name)
        source = self.put(source, self.placeholder)
        bucket = self.kept.get_bucket(environment, name, file or "", source)
        if bucket.code is None:
            bucket.code = environment.compile(source, name, file)
            self.kept.set_bucket(bucket)
        code = _replace_word(bucket.code, self.placeholder, self.word)
        return environment.template_class.from_code(
            environment, code, {} if globals is None else globals, fresh
        )


def _replace_word(value: Any, old: str, new: str) -> Any:
    """A copy of a code object or constant, with one word replaced by another in every string."""
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, tuple):
        return tuple(_replace_word(part, old, new) for part in value)
    if isinstance(value, CodeType):
        return value.replace(co_consts=_replace_word(value.co_consts, old, new))
    return value
