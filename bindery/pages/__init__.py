"""Pages as Markdown: the views that templates use, and the metadata of each page."""

from typing import TYPE_CHECKING

from bindery import lazily

if TYPE_CHECKING:
    from bindery.pages.render import Page, Renderer
    from bindery.pages.views import SiteView

__all__ = ["Page", "Renderer", "SiteView"]
__getattr__ = lazily(__name__, {"Page": "render", "Renderer": "render", "SiteView": "views"})
