"""Text itself: positions, dates, numbers, spelling, escaping, and the record of a problem."""

from typing import TYPE_CHECKING

from bindery import lazily

if TYPE_CHECKING:
    from bindery.text.problems import Problem
    from bindery.text.report import render
    from bindery.text.span import Span, Text

__all__ = ["Problem", "Span", "Text", "render"]
__getattr__ = lazily(__name__, {"Problem": "problems", "Span": "span", "Text": "span", "render": "report"})
