"""What each statement rests on: sources, origins, quotations, figures, and every check of them."""

from typing import TYPE_CHECKING

from bindery import lazily

if TYPE_CHECKING:
    from bindery.evidence.checks import check_all
    from bindery.evidence.graph import ClaimVerdict, Graph

__all__ = ["ClaimVerdict", "Graph", "check_all"]
__getattr__ = lazily(__name__, {"ClaimVerdict": "graph", "Graph": "graph", "check_all": "checks"})
