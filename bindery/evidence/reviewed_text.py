"""Checks texts under review: their sentences, and whether they are what is stored of their source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from bindery.evidence.graph import Graph
from bindery.evidence.quotations import QuotationResults
from bindery.evidence.register import Path
from bindery.model.blocks.annotate import Annotation
from bindery.model.briefing import Block
from bindery.model.source import Source
from bindery.reading.project import ParsedBriefing, Project
from bindery.text.annotated import AnnotatedText, TextPiece, annotate_text, text_blocks
from bindery.text.problems import Problem
from bindery.text.tokens import Searchable, SearchableText, normalise, readings, text_of_tokens

_FEW = 40  # characters of a text that a message shows
_MOST = 10  # warnings about one text


def text_language(annotation: Annotation, sources: Mapping[str, Source], otherwise: str) -> str:
    """The language of a text under review.

    Args:
        annotation: the text.
        sources: every source, by id.
        otherwise: the language of the briefing.
    """
    source = sources.get(annotation.source or "")
    return str(annotation.language or (source and source.language) or otherwise)


def annotated_text(
    block: Block, parsed: ParsedBriefing, graph: Graph, checks: QuotationResults
) -> AnnotatedText:
    """The text under review of an `annotate` block, with its sentences found in it; empty if it has no text."""
    annotation: Annotation = block.of("annotate")
    text = text_under_review(annotation, graph.sources, checks)
    language = text_language(annotation, graph.sources, parsed.briefing.language)
    return annotate_text(text or "", [sentence.words for sentence in annotation.sentences], language)


def text_under_review(
    annotation: Annotation, sources: Mapping[str, Source], checks: QuotationResults
) -> str | None:
    """The text as its author wrote it, or as it is stored; None if there is none that may be shown."""
    if annotation.text:
        return str(annotation.text)
    source = sources.get(annotation.source or "")
    stored = checks.texts(source.id) if source and source.show == "full" else []
    return stored[-1].written if stored else None  # of a web page, the last text is the article alone


def check_annotations(project: Project, graph: Graph, checks: QuotationResults) -> Iterator[Problem]:
    """The problems of all texts under review."""
    for parsed in project.briefings.values():
        for index, section in enumerate(parsed.briefing.sections):
            for number, block in enumerate(section.content):
                if block.kind == "annotate":
                    path = ("sections", index, "content", number, "annotate")
                    yield from _check(block, path, parsed, graph, checks)


def _check(
    block: Block, path: Path, parsed: ParsedBriefing, graph: Graph, checks: QuotationResults
) -> Iterator[Problem]:
    annotation: Annotation = block.of("annotate")
    text = text_under_review(annotation, graph.sources, checks)
    if text is None:
        yield _no_text(annotation, path, parsed, graph, checks)
        return
    found = annotated_text(block, parsed, graph, checks)
    yield from _sentences(found, annotation, path, parsed, text)
    yield from _unchecked(found, annotation, path, parsed)
    if annotation.text and annotation.source:
        witnesses = [witness for one in checks.stored(annotation.source) for witness in one.witnesses]
        yield from _differences(annotation, witnesses, path, parsed)


def _no_text(
    annotation: Annotation, path: Path, parsed: ParsedBriefing, graph: Graph, checks: QuotationResults
) -> Problem:
    """The error for an annotation without a text that may be shown."""
    source = graph.sources.get(annotation.source or "")
    message, remedy = "there is no text under review", "write it out as `text: |`"
    if source and checks.texts(source.id):
        message = f"the stored copy of `{source.id}` may not be shown whole"
        remedy = (
            "set `show: full` for the source if its licence allows that, or write the text out as `text: |`"
        )
    elif source:
        message = f"no copy of `{source.id}` is stored, so there is no text under review"
        remedy = f"write the text out as `text: |`, or store a copy: bindery snapshot add {source.id} FILE"
    return Problem(
        "B243", message, parsed.document.span(*path, *(("source",) if source else ())), help=remedy
    )


def _sentences(
    found: AnnotatedText, annotation: Annotation, path: Path, parsed: ParsedBriefing, text: str
) -> Iterator[Problem]:
    """The errors for words that the text does not have (B240), or that are marked already (B241)."""
    for number in found.missing:
        near = _like(annotation.sentences[number].words, text)
        yield Problem(
            "B240",
            "the text under review does not have these words",
            parsed.document.span(*path, "sentences", number, "words"),
            help=f"copy the words from the text, which has: “{near}”"
            if near
            else "copy the words from the text",
        )
    for number in found.taken:
        yield Problem(
            "B241",
            "these words are marked already",
            parsed.document.span(*path, "sentences", number, "words"),
            help="put all claims of the same words into one item, or mark shorter parts that do not overlap",
        )


def _like(words: str, text: str) -> str:
    """The words of a text that are most like others; may be empty."""
    from bindery.evidence.near_miss import nearest_words  # noqa: PLC0415  it takes long to load

    return nearest_words(words, [paragraph for _, paragraph in text_blocks(text)])


def _unchecked(
    found: AnnotatedText, annotation: Annotation, path: Path, parsed: ParsedBriefing
) -> Iterator[Problem]:
    """The warnings for sentences without a claim (B242), those in a row in one."""
    document = parsed.document
    for number, sentence in enumerate(annotation.sentences):
        if not sentence.claims and not sentence.not_checked and number not in (*found.missing, *found.taken):
            yield _no_claim("this sentence has no claim", document.span(*path, "sentences", number, "words"))
    warned = 0
    for paragraph in () if found.missing else found.paragraphs:
        for is_open, run in groupby(paragraph.pieces, key=lambda piece: piece.open):
            pieces: Sequence[TextPiece] = list(run) if is_open else []
            if pieces and warned < _MOST:
                warned += 1
                said = (
                    "a sentence of the text has no claim"
                    if len(pieces) == 1
                    else (f"{len(pieces)} sentences of the text in a row have no claim")
                )
                start = pieces[0].words[:_FEW].rsplit(" ", 1)[0]
                span = document.span(*path, "text") if annotation.text else document.span(*path)
                yield _no_claim(f"{said}: “{start} …”", span.find(start))


def _no_claim(message: str, span: object) -> Problem:
    return Problem(
        "B242",
        message,
        span,  # type: ignore[arg-type]
        severity="warning",
        help="list it under `sentences` with its `claims`, or with the reason in `not_checked`;"
        " readers see it as not checked",
    )


def _differences(
    annotation: Annotation, witnesses: Sequence[Searchable], path: Path, parsed: ParsedBriefing
) -> Iterator[Problem]:
    """An error (B244) for the first place where a text is not that of its stored copy."""
    paragraphs = [words for _, words in text_blocks(str(annotation.text))]
    results = [_first_difference(paragraphs, witness) for witness in witnesses]
    if not results or None in results:
        return
    number, left_out = max(result for result in results if result)
    start = paragraphs[number][:_FEW]
    nearest = next((w for w in witnesses if isinstance(w, SearchableText)), None)
    near = "" if left_out or nearest is None else _like(paragraphs[number], nearest.written)
    remedy = f"add “{left_out}” before these words, or" if left_out else "correct the words, or"
    if near:
        remedy = f"write as there: “{near}”, or"
    yield Problem(
        "B244",
        f"the text leaves out words of the stored copy of `{annotation.source}`"
        if left_out
        else f"the stored copy of `{annotation.source}` does not have these words here",
        parsed.document.span(*path, "text").find(start.rsplit(" ", 1)[0]),
        help=f"{remedy} store another copy, or delete `source`",
    )


def _first_difference(paragraphs: Sequence[str], witness: Searchable) -> tuple[int, str] | None:
    """Where a text first differs from a stored copy of it; None if it does not.

    Returns:
        The position of the paragraph that the copy does not have there, and an empty text; or the position of a
        paragraph, and the words that the copy has before it and the text leaves out.
    """
    cursor = 0
    for number, paragraph in enumerate(paragraphs):
        pieces = [piece for piece in readings(normalise(paragraph), paragraph) if piece.has_words]
        found = [(at, len(piece.tokens)) for piece in pieces if (at := witness.find(piece, cursor)) >= 0]
        if pieces and not found:
            return number, ""
        if not pieces:
            continue
        at, width = min(found)
        if cursor and isinstance(witness, SearchableText):
            between = witness.reading.tokens[cursor:at]
            if any(token[0].isalnum() for token in between):
                return number, text_of_tokens(witness.reading, cursor, at).strip(" -–*•#")
        cursor = at + width
    return None
