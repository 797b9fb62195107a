"""What each statement rests on: sources, origins, quotations, figures, and every check of them."""

from typing import TYPE_CHECKING

from bindery import lazily

if TYPE_CHECKING:
    from bindery.evidence.checks import check_all
    from bindery.evidence.graph import Graph
    from bindery.evidence.verdict import ClaimVerdict

__all__ = ["ClaimVerdict", "Graph", "check_all"]
__getattr__ = lazily(__name__, {"ClaimVerdict": "verdict", "Graph": "graph", "check_all": "checks"})
