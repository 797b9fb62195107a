"""Words that a reviewer changed are changed in the file, and nothing else is; what is in doubt is left to the author."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import each

from bindery.drafting.review_marks import Reviewed, Stretch
from bindery.drafting.taken_changes import patch_of, taken
from bindery.drafting.word_changes import Places, ReviewedWords, edit_of
from bindery.drafting.written_words import scalars_in, written_in
from bindery.reading.yaml_tree import parse_yaml
from bindery.text.span import Text

HAND = "by hand"


def stretches(marked: str) -> list[Stretch]:
    """Words with `{-removed-}`, `{+added+}` and `{^raised^}` in them."""
    found: list[Stretch] = []
    for number, part in enumerate(marked.split("{")):
        inside, _, rest = part.partition("}") if number else ("", "", part)
        state = {"-": "removed", "+": "added"}.get(inside[:1], "kept")
        if inside:
            found.append(Stretch(inside[1:-1], state, "X" if state != "kept" else "", inside[0] == "^"))
        if rest:
            found.append(Stretch(rest))
    return found


def changed(file: Text, marked: str) -> str:
    """The file after the changes that can be made; `HAND` at its end if there are others."""
    passage = ReviewedWords(Reviewed(stretches(marked)))
    written = Places(written_in(file)).of(passage.old)
    changes = passage.changes()
    edits = [edit_of(change, passage, written) if written else None for change in changes]
    made, kept = taken(file, [edit for edit in edits if edit])
    return made.content + ("" if len(kept) == len(changes) else HAND)


# How a text is written in YAML, the paragraph of the document with its changes, and the text afterwards.
CHANGES = {
    "a word": (
        "a: The old harbour was closed.",
        "The {-old-}{+new+} harbour was closed.",
        "a: The new harbour was closed.",
    ),
    "a part of a word": ("a: It was the oldest one.", "It was the old{-est-} one.", "a: It was the old one."),
    "the first word": (
        "a: Old ships waited outside.",
        "{-Old-}{+New+} ships waited outside.",
        "a: New ships waited outside.",
    ),
    "the last sign": (
        "a: Ships waited outside.",
        "Ships waited outside{-.-}{+!+}",
        "a: Ships waited outside!",
    ),
    "a word added": (
        "a: Ships waited outside.",
        "Ships {+often +}waited outside.",
        "a: Ships often waited outside.",
    ),
    "a word added at the beginning": (
        "a: Ships waited outside.",
        "{+Many +}Ships waited outside.",
        "a: Many Ships waited outside.",
    ),
    "a word removed": (
        "a: Ships often waited outside.",
        "Ships {-often -}waited outside.",
        "a: Ships waited outside.",
    ),
    "the first word removed": (
        "a: Many ships waited outside.",
        "{-Many -}ships waited outside.",
        "a: ships waited outside.",
    ),
    "before a sign": (
        "a: Ships, often, waited here.",
        "Ships{-, often,-} waited here.",
        "a: Ships waited here.",
    ),
    "over lines": (
        "a: |\n  Ships waited\n  outside the\n  harbour.\n",
        "Ships waited outside {-the-}{+a+} harbour.",
        "a: |\n  Ships waited\n  outside a\n  harbour.\n",
    ),
    "a whole line removed": (
        "a: |\n  Ships waited\n  outside\n  the harbour.\n",
        "Ships waited {-outside -}the harbour.",
        "a: |\n  Ships waited\n  the harbour.\n",
    ),
    "beside a citation": (
        "a: Ships waited outside [@x, p. 3; @y]. Nobody was hurt.",
        "Ships waited {-outside-}{+inside+} {^[1, 2]^}. Nobody was hurt.",
        "a: Ships waited inside [@x, p. 3; @y]. Nobody was hurt.",
    ),
    "after a citation": (
        "a: Ships waited outside [@x]. Nobody was hurt.",
        "Ships waited outside {^[^}{^1^}{^]^}. {-Nobody-}{+No one+} was hurt.",
        "a: Ships waited outside [@x]. No one was hurt.",
    ),
    "a citation removed": (
        "a: Ships waited outside [@x]. So it was.",
        "Ships waited outside{-^[1]^-}. So it was.",
        HAND,
    ),
    "over marks": (
        "a: Ships **waited outside** the harbour.",
        "Ships {-waited outside the-}{+left a+} harbour.",
        HAND,
    ),
    "within marks": (
        "a: Ships **waited outside** the harbour.",
        "Ships {-waited-}{+lay+} outside the harbour.",
        "a: Ships **lay outside** the harbour.",
    ),
    "a word that would be a key": ("a: Ships waited outside.", "Ships{+: they+} waited outside.", HAND),
    "a word that would be a remark": ("a: Ships waited outside.", "Ships {+#1 +}waited outside.", HAND),
    "in quotation marks": (
        'a: "Ships waited: outside."',
        "Ships {-waited-}{+lay+}: outside.",
        'a: "Ships lay: outside."',
    ),
    "a mark that would end the text": ('a: "Ships waited outside."', 'Ships {+"all" +}waited outside.', HAND),
    "doubled marks": (
        "a: 'Ships didn''t wait outside.'",
        "Ships didn’t {-wait-}{+lie+} outside.",
        "a: 'Ships didn''t lie outside.'",
    ),
    "quotation marks of another shape": (
        'a: |\n  They say "no" to it all.\n',
        "They say “no” to {-it-}{+that+} all.",
        'a: |\n  They say "no" to that all.\n',
    ),
    "an item of a list": (
        "a: |\n  Ships:\n\n  - the small ships\n  - the large ships came\n",
        "the large ships {-came-}{+left+}",
        "a: |\n  Ships:\n\n  - the small ships\n  - the large ships left\n",
    ),
    "one of texts that are alike": (
        "a: Ships waited outside for nine days.\nb: Ships waited outside for ten days.",
        "Ships waited outside for ten {-days-}{+nights+}.",
        "a: Ships waited outside for nine days.\nb: Ships waited outside for ten nights.",
    ),
    "words that the build made": ("a: Ships waited outside.", "2 origins · {-3-}{+4+} reports", HAND),
    "all words removed": ("a: Ships waited outside.\nb: x", "{-Ships waited outside.-}", HAND),
    "Arabic letters": (
        "a: انتظرت السفن خارج الميناء.",
        "انتظرت السفن {-خارج-}{+قرب+} الميناء.",
        "a: انتظرت السفن قرب الميناء.",
    ),
    "a line end": (
        "a: Ships waited outside.",
        "Ships waited{+\nlong+} outside.",
        "a: Ships waited long outside.",
    ),
}


@each("case, written, marked, wanted", [(case, *shown) for case, shown in CHANGES.items()])
def test_changes_are_made_in_the_file_or_left_to_the_author(
    case: str, written: str, marked: str, wanted: str
) -> None:
    file = Text("briefing.yml", written)
    expected = written + HAND if wanted == HAND else wanted
    assert changed(file, marked) == expected, case


WORDS = st.sampled_from(
    ["ship", "harbour", "nine", "days", "it's", "“no”", "–", "3.5", "[x]", "a:", "#b", "*", "&", "the"]
)
STATES = st.sampled_from(["kept", "kept", "kept", "added", "removed"])


@settings(max_examples=60)
@given(
    st.lists(st.tuples(WORDS, STATES), min_size=1, max_size=25), st.sampled_from(["block", "plain", "quoted"])
)
def test_other_texts_are_never_touched(marked: list[tuple[str, str]], style: str) -> None:
    words = [word for word, state in marked if state != "added"]
    text = " ".join(words) or "x"
    shown = {
        "block": "|\n  " + text,
        "plain": text.replace(": ", " ").replace(" #", " ").strip("[*&#“–: ") or "x",
        "quoted": "'" + text.replace("'", "''") + "'",
    }[style]
    file = Text("briefing.yml", f"one: first text\ntwo: {shown}\nthree: last text\n")
    if parse_yaml(file)[0] is None:
        return
    parts = [Stretch(f"{word} ", state, "X" if state != "kept" else "") for word, state in marked]
    passage = ReviewedWords(Reviewed(parts))
    written = Places(written_in(file)).of(passage.old)
    edits = [edit_of(change, passage, written) for change in passage.changes()] if written else []
    made, _ = taken(file, [edit for edit in edits if edit])
    before, after = scalars_in(file), scalars_in(made)
    assert len(before) == len(after) == 3
    changed_texts = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a.value != b.value]
    assert len(changed_texts) <= 1


def test_a_patch_says_what_changed() -> None:
    file = Text("briefings/x/briefing.yml", "a: one\nb: two")
    made = Text(file.path, "a: one\nb: three")
    assert patch_of(file, file) == ""
    assert patch_of(file, made) == (
        "--- a/briefings/x/briefing.yml\n+++ b/briefings/x/briefing.yml\n@@ -1,2 +1,2 @@\n a: one\n"
        "-b: two\n\\ No newline at end of file\n+b: three\n\\ No newline at end of file\n"
    )
