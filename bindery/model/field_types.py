"""The types of field values: texts, ids, dates, addresses. Each checks what an author typed and says what is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from urllib.parse import unquote, urlsplit

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from bindery.model import corrections
from bindery.model.languages import LANGUAGES

LONGEST_ID = 80  # characters
NOT_A_NUMBER = "B111"
# File names that Windows does not allow, and property names that every JavaScript object has.
RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul", "constructor", "prototype"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?")
_WHOLE = re.compile(r"[0-9]{1,9}")
_HOST = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+")  # a domain name in ASCII, or an IPv6 address
_PLAIN = re.compile(r"[^\s<>\"\\^`{|}\u200b-\u200f]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\u200b-\u200f]+")
_BEFORE_DOI = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*", re.IGNORECASE)


def field_error(code: str, message: str, remedy: str = "") -> PydanticCustomError:
    """A validation error that `bindery.reading.decode` reports as a problem.

    Args:
        code: the code of the problem, such as `B104`.
        message: what is wrong.
        remedy: how to fix it.
    """
    return PydanticCustomError("bindery", "{message}", {"code": code, "message": message, "help": remedy})


def valid_id(text: str) -> str:
    """A valid id made from the words of a text, to suggest to the author."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return "-".join(words)[:LONGEST_ID].strip("-") or "an-id"


class _CheckedText(str):
    """The base of all field types: a string that was checked.

    Attributes:
        schema: the JSON Schema of the type.
        code: the code of the problem with an invalid value.
    """

    __slots__ = ()
    schema: ClassVar[dict[str, Any]] = {"type": "string"}
    code: ClassVar[str] = ""

    @classmethod
    def refuse(cls, message: str, remedy: str) -> PydanticCustomError:
        """The error for a value that this type does not accept."""
        return field_error(cls.code, message, remedy)

    @classmethod
    def check(cls, value: str) -> str:
        """Returns the value if it is valid; raises a `PydanticCustomError` if not."""
        return value

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            lambda value: cls(cls.check(value)), core_schema.str_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return dict(cls.schema)


class Line(_CheckedText):
    """Plain text, shown as typed, but with each run of white space as one space."""

    __slots__ = ()
    code = "B108"
    # editors read `2022` and `true` as a number and a boolean; Bindery reads both as text
    schema: ClassVar[dict[str, Any]] = {"type": ["string", "number", "boolean"], "minLength": 1}

    @classmethod
    def check(cls, value: str) -> str:
        """Returns the value if it is valid; raises a `PydanticCustomError` if not."""
        if not any(unicodedata.category(char)[0] not in "CMZ" for char in value):
            raise cls.refuse("the text is empty", "write something, or delete the key")
        return " ".join(value.split())


class PlainText(_CheckedText):
    """Plain text of several lines, shown as typed."""

    __slots__ = ()
    schema: ClassVar[dict[str, Any]] = {"type": ["string", "number", "boolean"], "minLength": 1}

    @classmethod
    def check(cls, value: str) -> str:
        """Returns the value if it is valid; raises a `PydanticCustomError` if not."""
        Line.check(value)
        return value.strip("\n")


class Markdown(_CheckedText):
    """Markdown with citations, as the author wrote it. It must be rendered before it is put on a page."""

    __slots__ = ()
    schema: ClassVar[dict[str, Any]] = {"type": ["string", "number", "boolean"], "minLength": 1}

    @classmethod
    def check(cls, value: str) -> str:
        """Returns the value if it is valid; raises a `PydanticCustomError` if not."""
        Line.check(value)
        return value


class Statement(Markdown):
    """The text of a claim: Markdown without citations, because the evidence is listed below the claim."""

    __slots__ = ()


class Id(_CheckedText):
    """A name that can be part of an address: words of a-z and 0-9 joined by hyphens, at most 80 characters."""

    __slots__ = ()
    code = "B104"
    schema: ClassVar[dict[str, Any]] = {
        "type": "string",
        "pattern": f"^{_ID.pattern}$",
        "maxLength": LONGEST_ID,
    }

    @classmethod
    def check(cls, value: str) -> str:
        """Returns the value if it is valid; raises a `PydanticCustomError` if not."""
        if len(value) > LONGEST_ID:
            raise cls.refuse(
                f"the id has {len(value)} characters; at most {LONGEST_ID} are allowed", "shorten it"
            )
        if not _ID.fullmatch(value):
            raise cls.refuse(
                f"`{value}` is not a valid id",
                f"an id is words of a-z and 0-9 joined by hyphens: `{valid_id(value)}`",
            )
        if value in RESERVED_NAMES:
            raise cls.refuse(f"`{value}` is a reserved name", f"choose another id, such as `{value}-1`")
        return value


class IdReference(Id):
    """The id of something that is defined elsewhere.

    Attributes:
        noun: what the id refers to, for messages.
    """

    __slots__ = ()
    noun: ClassVar[str] = ""


class SourceRef(IdReference):
    """The id of a source in any briefing."""

    __slots__ = ()
    noun = "source"


class OriginRef(IdReference):
    """The id of an origin, or of a source that is repeated."""

    __slots__ = ()
    noun = "origin"


class ClaimRef(IdReference):
    """The id of a claim in the same briefing."""

    __slots__ = ()
    noun = "claim"


class EntityRef(IdReference):
    """The id of an entity in the same briefing."""

    __slots__ = ()
    noun = "entity"


class DisputeRef(IdReference):
    """The id of a dispute in the same briefing."""

    __slots__ = ()
    noun = "dispute"


class DatasetRef(IdReference):
    """The id of a dataset in the same briefing."""

    __slots__ = ()
    noun = "dataset"


class PartialDate(_CheckedText):
    """A date that may lack its day or month: YYYY, YYYY-MM or YYYY-MM-DD."""

    __slots__ = ()
    code = "B105"
    schema: ClassVar[dict[str, Any]] = {
        "type": ["string", "integer"],
        "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
        "examples": ["2024-11-21"],
    }

    @classmethod
    def check(cls, value: str) -> str:
        """Returns the value if it is valid; raises a `PydanticCustomError` if not."""
        match = _DATE.fullmatch(value)
        if not match:
            raise cls.refuse(f"`{value}` is not a date", corrections.date_remedy(value))
        year, month, day = (int(part or 1) for part in match.groups())
        try:
            date(year, month, day)
        except ValueError:
            raise cls.refuse(f"the date `{value}` does not exist", "check the month and the day") from None
        return value


class StatedFigure(Line):
    """A number or a range, with its bound if it has one: 50, 27 to 50, over 100."""

    __slots__ = ()
    code = NOT_A_NUMBER

    @classmethod
    def check(cls, value: str) -> str:
        """Returns the value if it is valid; raises a `PydanticCustomError` if not."""
        from bindery.text import amounts  # noqa: PLC0415  it takes long to load, and few claims need it

        if len(amounts.find_amounts(value)) != 1:
            raise cls.refuse(
                f"`{value}` is not one figure",
                "write a number, a range or a limit as the claim has it: 50, 27 to 50, over 100",
            )
        return Line.check(value)


class Url(_CheckedText):
    """A web address: http or https, with a host, without a user name or password."""

    __slots__ = ()
    code = "B106"
    schema: ClassVar[dict[str, Any]] = {"type": "string", "format": "uri", "pattern": "^https?://"}

    @classmethod
    def check(cls, value: str) -> str:
        """Returns the value if it is valid; raises a `PydanticCustomError` if not."""
        try:
            parts = urlsplit(value)
            host, user = parts.hostname, parts.username
            _ = parts.port
            ascii_host = (host or "").encode("idna").decode("ascii")
        except ValueError:
            raise cls.refuse(
                f"`{value}` is not a web address", _address(value, "copy it from the browser's address bar")
            ) from None
        if parts.scheme.lower() not in ("http", "https"):
            raise cls.refuse(
                f"the address does not begin with http:// or https://: `{value}`",
                _address(value, "write the whole address, with http:// or https://"),
            )
        if not _HOST.fullmatch(ascii_host) or user is not None or not _PLAIN.fullmatch(value):
            raise cls.refuse(
                f"`{value}` is not a plain web address",
                _address(value, "write https://host/path, without spaces, quotes, user name or password"),
            )
        return value


class Doi(_CheckedText):
    """A digital object identifier (DOI): 10.5555/12345678. It may be written as an address of doi.org."""

    __slots__ = ()
    code = "B150"
    schema: ClassVar[dict[str, Any]] = {"type": "string", "examples": ["10.5555/12345678"]}

    @classmethod
    def check(cls, value: str) -> str:
        """Returns the DOI alone; raises a `PydanticCustomError` if it is none."""
        before = _BEFORE_DOI.match(value)
        found = value[before.end() :] if before else value
        found = unquote(found) if "://" in value else found
        if not _DOI.fullmatch(found):
            raise cls.refuse(f"`{value}` is not a DOI", "write it as in 10.5555/12345678, or as its address")
        return found


def _address(value: str, remedy: str) -> str:
    """The address to write in place of a text; if it is not clear which one is meant, the remedy."""
    meant = corrections.address_meant(value)
    return f"write {meant}" if meant else remedy


class Language(_CheckedText):
    """A BCP 47 language tag: en, ur, ps, fa-AF."""

    __slots__ = ()
    code = "B110"
    schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"}

    @classmethod
    def check(cls, value: str) -> str:
        """Returns the value if it is valid; raises a `PydanticCustomError` if not."""
        if not _LANGUAGE.fullmatch(value):
            meant = corrections.language_meant(value, LANGUAGES.items())
            raise cls.refuse(
                f"`{value}` is not a language tag",
                f"write `{meant}`" if meant else "write a BCP 47 language tag, such as en, ur or fa-AF",
            )
        return value


class OneOf:
    """The rule that a text is one of the words of a vocabulary.

    Attributes:
        words: the words, each with its meaning.
    """

    def __init__(self, words: Mapping[str, object]) -> None:
        self.words = words

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, core_schema.str_schema())

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        digits = [int(word) for word in self.words if word.isdigit()]  # editors read these words as numbers
        return {"enum": [*self.words, *digits]}

    def _check(self, value: str) -> str:
        if value in self.words:
            return value
        near = corrections.word_meant(value, self.words)
        known = ", ".join(self.words)
        hint = f"did you mean `{near}`? " if near else ""
        raise field_error("B107", f"`{value}` is not allowed here", f"{hint}write one of: {known}")


def _matches(pattern: re.Pattern[str], noun: str, remedy: str) -> BeforeValidator:
    """The rule that a text is a number that matches this pattern."""

    def check(value: Any) -> Any:
        if not isinstance(value, str):
            raise field_error(NOT_A_NUMBER, f"this is not {noun}", remedy)
        if not pattern.fullmatch(value):
            meant = corrections.number_meant(value)
            better = f"write {meant}" if meant and pattern.fullmatch(meant) else remedy
            raise field_error(NOT_A_NUMBER, f"`{value}` is not {noun}", better)
        return value

    return BeforeValidator(check)


_number = _matches(_NUMBER, "a number", "write digits, with a point before decimals: 1524 or 33.9")
_whole = _matches(_WHOLE, "a whole number", "write only digits, such as 2")

Number = Annotated[Decimal, _number, WithJsonSchema({"type": "number"})]
Whole = Annotated[int, _whole, Field(ge=1), WithJsonSchema({"type": "integer", "minimum": 1})]
Latitude = Annotated[
    float, _number, Field(ge=-90, le=90), WithJsonSchema({"type": "number", "minimum": -90, "maximum": 90})
]
Longitude = Annotated[
    float,
    _number,
    Field(ge=-180, le=180),
    WithJsonSchema({"type": "number", "minimum": -180, "maximum": 180}),
]
