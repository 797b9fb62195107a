"""A source as a reference: as text, in the formats of other programs, and read from those formats."""

from typing import TYPE_CHECKING

from bindery import lazily

if TYPE_CHECKING:
    from bindery.references.record import ReferenceRecord, record_of_source
    from bindery.references.reference import Reference, reference_to

__all__ = ["Reference", "ReferenceRecord", "record_of_source", "reference_to"]
__getattr__ = lazily(
    __name__,
    {
        "Reference": "reference",
        "ReferenceRecord": "record",
        "record_of_source": "record",
        "reference_to": "reference",
    },
)
