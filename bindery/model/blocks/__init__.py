"""The kinds of block that a section is made of, each a module of this package, found by its name."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Annotated, Any, Union

from pydantic import Discriminator, Tag

from bindery.model import briefing
from bindery.model.briefing import Block

KINDS: dict[str, type[Block]] = {}
for _module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
    _found = importlib.import_module(f"{__name__}.{_module}").BLOCK
    KINDS[_found.kind] = _found


def kind_of(value: Any) -> str | None:
    """The tag of a block, such as `block:chart`; None when it is not a block.

    Args:
        value: what the author wrote, or a block. A plain string is a `text` block.
    """
    if isinstance(value, str):
        return "block:text"
    if isinstance(value, Block):
        return f"block:{value.kind}"
    if isinstance(value, dict):
        # `text` comes last, because other kinds may have a key `text` too
        for kind in sorted(KINDS, key=lambda k: k == "text"):
            if kind in value:
                return f"block:{kind}"
    return None


_tagged = tuple(Annotated[cls, Tag(f"block:{kind}")] for kind, cls in KINDS.items())
AnyBlock = Annotated[
    Union[_tagged],  # type: ignore[valid-type]  # noqa: UP007  the kinds are known only when the program runs
    Discriminator(
        kind_of,
        custom_error_type="bindery_block",
        custom_error_message="this is not a kind of block",
    ),
]

briefing.Section.model_rebuild(_types_namespace={"AnyBlock": AnyBlock})
briefing.Briefing.model_rebuild(_types_namespace={"AnyBlock": AnyBlock})
