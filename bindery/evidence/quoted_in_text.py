"""Checks that words which a claim or a text has in quotation marks are in a source that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from bindery.evidence.graph import Graph
from bindery.evidence.misattribution import holder
from bindery.evidence.quotations import QuotationResults
from bindery.evidence.register import BriefingRegister, Path
from bindery.evidence.statements import statements_of
from bindery.model.briefing import Evidence
from bindery.reading.paragraphs import paragraphs_of, words_of_paragraphs
from bindery.text.folding import fold
from bindery.text.nested_quotations import QUOTATION_MARKS, nested_quotations
from bindery.text.phrasing import listed
from bindery.text.problems import Problem
from bindery.text.span import Span
from bindery.text.tokenised import token_ranges
from bindery.text.tokens import normalise, tokenise
from bindery.text.word_patterns import has_unspaced

_FEWEST_WORDS = 5  # fewer may be a title, a nickname or words that the authors do not mean as a quotation
_FEWEST_LETTERS = 10  # in scripts without spaces, for the same reason
_MOST_NAMED = 3  # sources that a message names
_MARK = re.compile(rf"[{re.escape(QUOTATION_MARKS.replace(chr(39), '').replace('’', ''))}]|(?<!\w)[‘'](?=\w)")
_INNER = re.compile(r"(?<!\w)[‘'‚’“”„«»\"]|[’'‘”“»«\"](?!\w)")  # marks of a quotation within the words
_LEFT_OUT = re.compile(r"\s*(?:\[\s*)?(?:\.\.\.|…)(?:\s*\])?\s*")
_ENDS = " .,;:!?…—–-。、，！？؟،؛۔।"


class _QuotingText(NamedTuple):
    """A text of a briefing with what it may quote.

    Attributes:
        path: path of the field.
        words: the text, or one paragraph of it.
        sources: ids of the sources that it cites; of all that the briefing does if it cites none.
    """

    path: Path
    words: str
    sources: tuple[str, ...]


def check_quoted_in_text(graph: Graph, results: QuotationResults) -> list[Problem]:
    """The words between quotation marks that no cited source has (B349).

    Only what is certain is told: a copy of each cited source is stored, and all are in the language of the briefing.

    Args:
        graph: the briefings and their sources.
        results: what is stored of the sources.
    """
    return [
        problem for register in graph.registers.values() for problem in _problems(register, graph, results)
    ]


def _problems(register: BriefingRegister, graph: Graph, results: QuotationResults) -> Iterator[Problem]:
    language = _code(register.parsed.briefing.language)
    known = ""
    for text in _texts(register):
        compared = text.sources and all(
            results.stored(source) and _code(graph.language_of(source)) == language for source in text.sources
        )
        for words in quoted_words(text.words) if compared else ():
            if any(_has(results, source, words) for source in text.sources):
                continue
            known = known or _known_words(register, graph)
            if _plain(words) not in known:
                yield _problem(register, text, words, results)


def _code(language: object) -> str:
    return str(language or "").split("-")[0].lower()


def _texts(register: BriefingRegister) -> Iterator[_QuotingText]:
    """Every text of a briefing that has a quotation mark."""
    behind = dict(_evidence(register))
    every = tuple(dict.fromkeys((*chain.from_iterable(behind.values()), *_cited(register))))
    for found in (*_paragraphs(register, behind), *_plain_texts(register, behind)):
        yield found if found.sources else found._replace(sources=every)


def _cited(register: BriefingRegister) -> Iterator[str]:
    """The id of the source of each citation."""
    for prose in register.parsed.prose.values():
        yield from (item.source for citation in prose.citations for item in citation.items)


def _paragraphs(register: BriefingRegister, behind: Mapping[Path, Sequence[str]]) -> Iterator[_QuotingText]:
    """The paragraphs of Markdown fields that have a quotation mark, with what they cite and mention."""
    for path, prose in register.parsed.prose.items():
        if not _MARK.search(words_of_paragraphs(prose)):
            continue
        found = paragraphs_of(prose)
        whole = [source for part in found for source in part.sources]
        base = next((behind[path[:n]] for n in range(len(path), 0, -1) if path[:n] in behind), ())
        for part in found:
            own = part.sources if part.tag in ("", "p") and part.sources else whole
            sources = (*own, *base, *_mentioned(part.claims, behind))
            yield _QuotingText(path, part.words, tuple(dict.fromkeys(sources)))


def _plain_texts(register: BriefingRegister, behind: Mapping[Path, Sequence[str]]) -> Iterator[_QuotingText]:
    """The fields without Markdown that have a quotation mark."""
    for statement in statements_of(register):
        if statement.path not in register.parsed.prose and _MARK.search(statement.text):
            sources = (*statement.sources, *_mentioned(statement.claims, behind))
            yield _QuotingText(statement.path, statement.text, tuple(dict.fromkeys(sources)))


def _mentioned(claims: Iterable[str], behind: Mapping[Path, Sequence[str]]) -> Iterator[str]:
    """The ids of the sources behind some claims."""
    return chain.from_iterable(behind.get((claim,), ()) for claim in claims)


def _evidence(register: BriefingRegister) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """The ids of the sources behind each claim and event, by its path; for claims also by their ids."""
    for claim in register.claims.values():
        sources = (*_sources(claim.evidence), *map(str, claim.made_by))
        yield register.paths[claim.id], sources
        yield (str(claim.id),), sources
    for index, event in enumerate(register.parsed.briefing.events):
        yield ("events", index), _sources(event.evidence)


def _sources(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(str(piece.source) for piece in evidence)


def quoted_words(text: str) -> list[str]:
    """The words between each pair of quotation marks of a text that may be a quotation, without those within others.

    Args:
        text: the text, which may have several paragraphs.
    """
    plain = normalise(text)
    reading, places = tokenise(plain), list(token_ranges(plain))
    marks = [at for at, token in enumerate(reading.tokens) if token[0] in QUOTATION_MARKS]
    found: list[str] = []
    covered = 0
    for opening, closing in sorted(nested_quotations(reading, marks)):
        if opening < covered:
            continue
        covered = closing
        words = plain[places[opening][1] : places[closing][0]].strip()
        if _is_long(words):
            found.append(words)
    return found


def _is_long(words: str) -> bool:
    if has_unspaced(words):
        return sum(map(str.isalpha, words)) >= _FEWEST_LETTERS
    return sum(any(map(str.isalnum, word)) for word in words.split()) >= _FEWEST_WORDS


def _has(results: QuotationResults, source: str, words: str) -> bool:
    """Whether a source has words, but for what a text in which they are quoted may change: their ends and inner marks."""
    holds = holder(witness for stored in results.stored(source) for witness in stored.witnesses)
    gapped = _LEFT_OUT.sub(" […] ", words).strip()
    return any(map(holds, _forms(gapped)))


def _forms(words: str) -> Iterator[str]:
    """The words as a source may have them: with or without their last mark, and with another first letter or inner marks."""
    bare = words.removeprefix("[…]").removesuffix("[…]").strip(_ENDS)
    for form in dict.fromkeys((words, bare)):
        for first in dict.fromkeys((form[:1], form[:1].lower(), form[:1].upper())):
            yield first + form[1:]
            if _INNER.search(form):
                yield _INNER.sub('"', first + form[1:])


def _known_words(register: BriefingRegister, graph: Graph) -> str:
    """Titles and names that the briefing may have in quotation marks, as they are compared."""
    briefing = register.parsed.briefing
    names: list[object] = [briefing.question]
    for source in graph.sources.values():
        names += (
            source.title,
            source.container,
            source.original_title,
            source.translated_title,
            source.number,
        )
    names += (name for entity in briefing.entities for name in (entity.name, *entity.aliases))
    return "\n".join(_plain(str(name)) for name in names if name)


def _plain(words: str) -> str:
    return fold(" ".join(re.findall(r"\w+", normalise(words))))


def _problem(
    register: BriefingRegister, text: _QuotingText, words: str, results: QuotationResults
) -> Problem:
    place = _place(register.parsed.document.span(*text.path), words)
    others = [str(source) for source in sorted(results.held) if _has(results, source, words)]
    if others:
        named = listed([f"`{source}`" for source in others[:_MOST_NAMED]])
        remedy = f"these words are in {named}: cite that"
    else:
        remedy = "quote the words as a cited source has them, cite the source that has them"
        remedy += ", or say it in your own words without quotation marks"
    cited = listed([f"`{source}`" for source in text.sources[:_MOST_NAMED]])
    more = " and others" if len(text.sources) > _MOST_NAMED else ""
    return Problem(
        "B349",
        f"the words in quotation marks are not in {cited}{more}",
        place,
        severity="warning",
        help=remedy,
    )


def _place(span: Span, words: str) -> Span:
    """Where words are in the file, or the whole field if they are not found there as they are."""
    parts = [re.escape(word) for word in re.findall(r"\w+", words)]
    found = re.search(r"[\W_]+".join(parts), span.content) if parts else None
    return span.text.span(span.start + found.start(), span.start + found.end()) if found else span
