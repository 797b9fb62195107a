"""Every text of a briefing that states something to its readers, paragraph by paragraph, with what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bindery.evidence.register import BriefingRegister, Path
from bindery.evidence.uses import page_of, page_of_claim, page_of_dataset, paragraph_prefix
from bindery.model.blocks.annotate import annotated_claims
from bindery.model.blocks.compare import ComparedClaims, compared_claims
from bindery.model.blocks.map import map_content, shapes_of
from bindery.model.briefing import Assessment, Block, Claim, Evidence, Question
from bindery.reading.paragraphs import Paragraph, paragraphs_of, words_of_paragraphs
from bindery.reading.prose import Citation, Prose
from bindery.text.numerals import find_figures, has_no_figure

# The authors' own numbers: what they assume, and how they worked. The page says so next to the text.
OWN_BASES = ("assumption", "method")
_HEADING = re.compile("h[1-6]")
_NUMBERED = re.compile(  # a number before a small letter counts something: `77 quays`
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]\s+(?=\D)|(?:\d{1,2}(?:\.\d{1,2})+|1?\d|20)\s+(?=[^\W\d_a-zß-ÿ]))"
)
_WHOLE_BLOCK = frozenset(
    {"li", "td", "th", "dt", "dd"}
)  # a source cited once may stand for a whole list or table


class StatedText(NamedTuple):
    """A text that states something, or one paragraph of it.

    Attributes:
        path: path of the field in `briefing.yml`.
        noun: what it is, for messages: `claim`, `paragraph`, `title`.
        text: its words, without citations.
        page: the page of the briefing that shows it; empty for the overview.
        anchor: id of the element on that page; may be empty.
        owner: path of the part of the briefing whose `allow_figures` covers it; empty for the briefing itself.
        number: position of the paragraph in the field, from 0.
        sources: ids of the sources that it cites.
        claims: ids of the claims that it mentions or is based on.
        claim: id of the claim whose text it is; empty for anything else.
        event: id of the event that it belongs to; may be empty.
        dataset: id of the dataset that it belongs to; may be empty.
        restates: whether it sums up the briefing, so that it may repeat the figures of any claim.
        basis: what its block says it is based on, if the numbers in it are the authors' own; else empty.
        cited: each citation in it that quotes something, with its offset in the text.
    """

    path: Path
    noun: str
    text: str
    page: str = ""
    anchor: str = ""
    owner: Path = ()
    number: int = 0
    sources: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    claim: str = ""
    event: str = ""
    dataset: str = ""
    restates: bool = False
    basis: str = ""
    cited: tuple[tuple[int, Citation], ...] = ()


def statements_of(register: BriefingRegister) -> tuple[StatedText, ...]:
    """Every statement of a briefing, in reading order.

    Left out are what would change or settle something, the reasons of editions, and the values of datasets; also fields
    of several paragraphs that have no figure, since statements are read for their figures.
    """
    if "statements" not in register.found:
        register.found["statements"] = tuple(_statements(register))
    found: tuple[StatedText, ...] = register.found["statements"]
    return found


def _statements(register: BriefingRegister) -> Iterator[StatedText]:
    for key in ("title", "subtitle", "question"):
        if words := getattr(register.parsed.briefing, key):
            yield StatedText((key,), key, str(words), restates=True)
    for key in ("answer", "summary"):
        yield from _prose(register, StatedText((key,), key, "", restates=True))
    for index, number in enumerate(register.parsed.briefing.numbers):
        yield StatedText(("numbers", index, "label"), "label", str(number.label), restates=True)
    yield from _sections(register)
    for claim in register.claims.values():
        yield from _claim(register, claim)
    yield from _events(register)
    yield from _rest(register)
    yield from _disputes(register)
    yield from _datasets(register)


def _prose(register: BriefingRegister, field: StatedText) -> Iterator[StatedText]:
    """The paragraphs of a Markdown field, each as a statement.

    A heading may repeat the figures of any claim. An item of a list, a cell of a table and a paragraph that cites
    nothing have what the whole field cites.

    Args:
        register: the briefing.
        field: the field, with what is true of each of its paragraphs.
    """
    prose = register.parsed.prose.get(field.path)
    if prose is None or (has_no_figure(words_of_paragraphs(prose)) and not _quotes(prose)):
        return
    found = paragraphs_of(prose)
    page, prefix = field.page or page_of(register.parsed, field.path), paragraph_prefix(field.path)
    of_field = _with_cited(field, found)
    for number, part in enumerate(found):
        heading = bool(_HEADING.fullmatch(part.tag))
        sources, claims = _with_cited(field, [part]) if _stands_alone(part) else of_field
        yield StatedText(  # `_replace` would take several times as long
            field.path,
            "heading" if heading else field.noun,
            _unnumbered(part.words) if heading else part.words,
            page,
            field.anchor or (f"{prefix}-{part.number}" if part.number else ""),
            field.owner,
            number,
            sources,
            claims,
            field.claim,
            field.event,
            field.dataset,
            field.restates or heading,
            field.basis,
            part.cited,
        )


def _quotes(prose: Prose) -> bool:
    """Whether some prose quotes a source in a citation."""
    return any(item.quote for citation in prose.citations for item in citation.items)


def _with_cited(field: StatedText, paragraphs: list[Paragraph]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sources and claims of a field, with those that some of its paragraphs cite and mention."""
    sources, claims = dict.fromkeys(field.sources), dict.fromkeys(field.claims)
    for one in paragraphs:
        sources.update(dict.fromkeys(one.sources))
        claims.update(dict.fromkeys(one.claims))
    return tuple(sources), tuple(claims)


def _stands_alone(part: Paragraph) -> bool:
    """Whether a paragraph has only what it cites itself."""
    inner = part.tag in _WHOLE_BLOCK or bool(_HEADING.fullmatch(part.tag))
    return not inner and bool(part.sources or part.claims)


def _unnumbered(words: str) -> str:
    """The words of a heading, with spaces for a number before them."""
    return _NUMBERED.sub(lambda match: " " * len(match[0]), words)


def _sections(register: BriefingRegister) -> Iterator[StatedText]:
    for index, section in enumerate(register.parsed.briefing.sections):
        owner = ("sections", index)
        base = StatedText(owner, "paragraph", "", section.id, owner=owner)
        sources, claims = _cited_in_section(register, index)
        whole = base._replace(sources=sources, claims=claims, restates=True)
        yield whole._replace(path=(*owner, "title"), noun="title", text=section.title)
        yield from _prose(register, whole._replace(path=(*owner, "summary"), noun="summary"))
        for number, block in enumerate(section.content):
            yield from _block(register, block, base._replace(path=(*owner, "content", number)), number)


def _cited_in_section(register: BriefingRegister, index: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the sources that a section cites, and of the claims that it mentions or shows."""
    sources: dict[str, None] = {}
    claims: dict[str, None] = {}
    for number, block in enumerate(register.parsed.briefing.sections[index].content):
        compared = compared_claims(block, register.parsed.briefing)
        shown = (block.of("claim"), *compared, *annotated_claims(block))
        claims |= dict.fromkeys([key for key in shown if key])
        for steps in (("text",), ("note", "text"), ("image", "caption"), ("caption",)):
            if prose := register.parsed.prose.get(("sections", index, "content", number, *steps)):
                cited = (item.source for citation in prose.citations for item in citation.items)
                sources |= dict.fromkeys(cited)
                claims |= dict.fromkeys(mention.claim for mention in prose.mentions)
    return tuple(sources), tuple(claims)


def _block(register: BriefingRegister, block: Block, base: StatedText, number: int) -> Iterator[StatedText]:
    """The statements of a block.

    Args:
        register: the briefing.
        block: the block.
        base: what is true of each of its statements, with the path of the block.
        number: position of the block in its section, from 0.
    """
    boxed = base._replace(anchor=f"_block-{number}")
    if block.kind == "text":
        yield from _prose(register, base._replace(path=(*base.path, "text"), basis=_own_basis(block)))
    elif note := block.of("note"):
        text = boxed._replace(path=(*base.path, "note", "text"), noun="note", basis=_own_basis(note))
        if note.title:
            yield text._replace(
                path=(*base.path, "note", "title"), noun="title", text=note.title, restates=True
            )
        yield from _prose(register, text)
    elif image := block.of("image"):
        cited = (image.source,) if image.source else ()
        caption = boxed._replace(path=(*base.path, "image", "caption"), noun="caption", sources=cited)
        yield caption._replace(path=(*base.path, "image", "alt"), noun="text", text=image.alt, restates=True)
        yield from _prose(register, caption)
    else:
        yield from _shown(register, block, boxed)


def _shown(register: BriefingRegister, block: Block, boxed: StatedText) -> Iterator[StatedText]:
    """The statements of a chart, a table, a comparison, a map or a text under review: its caption and its remarks."""
    sources = _sources_shown(register, block)
    if content := map_content(block):
        for steps, shape in shapes_of(content):
            path = (*boxed.path, "map", *steps)
            if shape.approximate:
                yield boxed._replace(
                    path=(*path, "approximate"), noun="text", text=shape.approximate, sources=sources
                )
            if shape.name and _measures(shape.name):
                yield boxed._replace(path=(*path, "name"), noun="label", text=shape.name, sources=sources)
    compared = block.of("compare")
    if isinstance(compared, ComparedClaims) and compared.title:
        keys = tuple(map(str, compared_claims(block, register.parsed.briefing)))
        title = boxed._replace(path=(*boxed.path, "compare", "title"), noun="title", restates=True)
        yield title._replace(text=compared.title, claims=keys)
    if getattr(block, "caption", None) or block.kind == "annotate":
        compared = compared_claims(block, register.parsed.briefing) if block.of("compare") else ()
        claims = tuple(map(str, (*compared, *annotated_claims(block))))
        caption = boxed._replace(path=(*boxed.path, "caption"), noun="caption", sources=sources)
        yield from _prose(register, caption._replace(claims=claims))
    yield from _notes_on_sentences(register, block, boxed)


def _measures(name: str) -> bool:
    """Whether a name on a map says how much of something there is, as `Wall of 12 km` does, but not `Route 12`."""
    return any(figure.unit or figure.measure for figure in find_figures(name))


def _notes_on_sentences(register: BriefingRegister, block: Block, boxed: StatedText) -> Iterator[StatedText]:
    """What the authors say about the sentences of a text under review; the text itself is not a statement of theirs."""
    annotation = block.of("annotate")
    for number, sentence in enumerate(annotation.sentences if annotation else ()):
        path = (*boxed.path, "annotate", "sentences", number)
        said = boxed._replace(noun="note", claims=tuple(map(str, sentence.claims)))
        yield from _prose(register, said._replace(path=(*path, "note")))
        if sentence.not_checked:
            yield said._replace(path=(*path, "not_checked"), text=str(sentence.not_checked))


def _sources_shown(register: BriefingRegister, block: Block) -> tuple[str, ...]:
    """The ids of the sources of the dataset or of the map that a block shows; empty if it shows neither."""
    if content := map_content(block):
        shapes = [shape.source for _, shape in shapes_of(content)]
        borders = [border.source for border in content.disputed]
        return tuple(dict.fromkeys(str(source) for source in (*shapes, *borders) if source))
    shown = block.of("chart") or block.of("table")
    found = (dataset for dataset in register.parsed.briefing.datasets if dataset.id == shown)
    points = (point for dataset in found for series in dataset.series for point in series.points)
    return tuple(dict.fromkeys(str(point.source) for point in points))


def _own_basis(stated: object) -> str:
    """The basis that a text block or a note states, if the numbers in it are then the authors' own; else empty."""
    basis = str(getattr(stated, "basis", None))
    return basis if basis in OWN_BASES else ""


def _claim(register: BriefingRegister, claim: Claim) -> Iterator[StatedText]:
    path = register.paths[claim.id]
    base = StatedText(path, "note", "", page_of_claim(claim.id), owner=path, claims=(claim.id,))
    text = str(claim.text)
    yield base._replace(path=(*path, "text"), noun="claim", text=text, claim=claim.id, claims=())
    yield from _prose(register, base._replace(path=(*path, "note"), sources=_cited(claim.evidence)))
    for index, piece in enumerate(claim.evidence):
        if piece.note:
            note = base._replace(path=(*path, "evidence", index, "note"), sources=(piece.source,))
            yield from _prose(register, note)


def _cited(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(piece.source) for piece in evidence))


def _events(register: BriefingRegister) -> Iterator[StatedText]:
    for index, event in enumerate(register.parsed.briefing.events):
        path, cited = ("events", index), _cited(event.evidence)
        base = StatedText(path, "event", "", "timeline", event.id, owner=path, sources=cited, event=event.id)
        yield base._replace(path=(*path, "title"), text=event.title)
        yield from _prose(register, base._replace(path=(*path, "text")))
        for number, piece in enumerate(event.evidence):
            if piece.note:
                note = base._replace(path=(*path, "evidence", number, "note"), noun="note")
                yield from _prose(register, note)


def _rest(register: BriefingRegister) -> Iterator[StatedText]:
    """The texts of entities, assessments and questions."""
    briefing = register.parsed.briefing
    for index, entity in enumerate(briefing.entities):
        path: Path = ("entities", index, "text")
        yield from _prose(register, StatedText(path, "text", "", "entities", entity.id, restates=True))
    for index, assessment in enumerate(briefing.assessments):
        path, based = ("assessments", index, "text"), tuple(map(str, assessment.based_on))
        yield from _prose(
            register, StatedText(path, "assessment", "", anchor=assessment.id, claims=based, restates=True)
        )
        yield from _outcome(register, ("assessments", index), assessment)
    for index, question in enumerate(briefing.questions):
        path = ("questions", index, "text")
        yield from _prose(register, StatedText(path, "question", "", anchor=question.id, restates=True))
        yield from _outcome(register, ("questions", index), question)


def _outcome(register: BriefingRegister, path: Path, judged: Assessment | Question) -> Iterator[StatedText]:
    """What became of a judgement or a question."""
    if judged.outcome:
        claims = tuple(map(str, judged.outcome.claims))
        reason = StatedText((*path, "outcome", "reason"), "outcome", "", anchor=judged.id, claims=claims)
        yield from _prose(register, reason)


def _disputes(register: BriefingRegister) -> Iterator[StatedText]:
    for index, dispute in enumerate(register.parsed.briefing.disputes):
        claims = tuple(map(str, dispute.claims))
        yield StatedText(("disputes", index, "title"), "title", dispute.title, claims=claims, restates=True)


def _datasets(register: BriefingRegister) -> Iterator[StatedText]:
    for index, dataset in enumerate(register.parsed.briefing.datasets):
        path = ("datasets", index)
        points = [point for series in dataset.series for point in series.points]
        base = StatedText(
            path,
            "dataset",
            "",
            page_of_dataset(register.parsed, dataset.id),
            f"_data-{dataset.id}",
            owner=path,
            sources=tuple(dict.fromkeys(str(point.source) for point in points)),
            dataset=dataset.id,
        )
        lines: list[tuple[Path, str | None]] = [(("title",), dataset.title), (("note",), dataset.note)]
        for number, series in enumerate(dataset.series):
            lines += [(("series", number, key), getattr(series, key)) for key in ("name", "note")]
            lines += [
                (("series", number, "points", n, key), getattr(point, key))
                for n, point in enumerate(series.points)
                for key in ("note", "missing")
            ]
        yield from (
            base._replace(path=(*path, *steps), text=words, restates=steps == ("title",))
            for steps, words in lines
            if words
        )
