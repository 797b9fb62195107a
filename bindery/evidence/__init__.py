"""What each statement rests on: sources, origins, quotations, figures, and every check of them."""

from typing import TYPE_CHECKING

from bindery import lazily

if TYPE_CHECKING:
    from bindery.evidence.graph import ClaimVerdict, Graph
    from bindery.evidence.quotations import verify_quotations

__all__ = ["ClaimVerdict", "Graph", "verify_quotations"]
__getattr__ = lazily(__name__, {"ClaimVerdict": "graph", "Graph": "graph", "verify_quotations": "quotations"})
