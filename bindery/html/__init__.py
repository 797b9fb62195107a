"""Finished pages: their parts, their security policy, and their form for reading from disk."""

from typing import TYPE_CHECKING

from bindery import lazily

if TYPE_CHECKING:
    from bindery.html.finish import PageFinisher
    from bindery.html.offline import offline_page

__all__ = ["PageFinisher", "offline_page"]
__getattr__ = lazily(__name__, {"PageFinisher": "finish", "offline_page": "offline"})
