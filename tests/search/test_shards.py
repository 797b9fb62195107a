"""The files of the search index: what they hold, how large they are, and that a browser reads them as they are written."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import ROOT

from bindery.search import shards, unit_lists
from bindery.search.parts import BUCKETS, UNIT, Entry, Part, WordSplitter
from bindery.search.search_index import SEPARATOR
from bindery.search.shards import (
    SearchSettings,
    index_files,
    read_entries,
    read_settings,
)
from bindery.search.unit_lists import place_of, slip_lists
from bindery.text.folding import folding_table

SPLITTER = WordSplitter(SEPARATOR)
SETTINGS = SearchSettings(SEPARATOR, folding_table(), ("ru",))
SCRIPT = ROOT / "templates/theme/assets/bindery/search-words.js"
WORDS = [
    "kurram",
    "kurrams",
    "کرم",
    "strasse",
    "z",
    "ﬀ",
    "\U0001d4d0b",
    "\ue000x",
    "15,000",
    "測試",
    "a<b",
    "&amp;",
]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)


def entries(number: int, words: Sequence[str] = WORDS) -> list[Entry]:
    """Made-up entries of a briefing."""
    return [
        {
            "location": f"b-{number}/#c-{n}",
            "title": f"Claim {word}",
            "text": f"<p>{word} of {words[n - 1]}.</p><p>End {number}.</p>",
            "boost": 2.2,
        }
        for n, word in enumerate(words)
    ]


def made(groups: Sequence[list[Entry]], whole: int = 0) -> dict[str, bytes]:
    """The files of an index, by path."""
    return dict(index_files([Part(group, SPLITTER) for group in groups], SETTINGS, whole))


def content(files: dict[str, bytes], name: str) -> Any:
    """What a file passes to the page."""
    data = files[f"search/{name}.js"].decode()
    assert data.startswith(f'binderySearchFile("{name}",')
    return json.loads(data.partition(",")[2].removesuffix(");\n"))


def numbers(text: str) -> list[int]:
    """Numbers as the index writes them."""
    found, value, shift = [], 0, 0
    for digit in map(unit_lists.DIGITS.index, text):
        value += (digit & 31) << shift
        shift += 5
        if digit < 32:
            found.append(value)
            value = shift = 0
    return found


def listed(files: dict[str, bytes]) -> dict[str, tuple[int, list[int]]]:
    """For each word of a large index the number of entries, and the units that have it."""
    found: dict[str, tuple[int, list[int]]] = {}
    starts = content(files, "root")["starts"].split(" ")
    for at, start in enumerate(starts):
        word, parts = "", content(files, f"words/{at}").split(" ")
        for lead, count, units in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            word = word[: unit_lists.DIGITS.index(lead[0])] + lead[1:]
            found[word] = (
                numbers(count)[0],
                [unit - 1 for unit, _ in unit_lists.read_list(units.lstrip(unit_lists.PARTIAL))],
            )
            assert start.encode("utf-16-be") <= word.encode("utf-16-be")
            if at + 1 < len(starts):
                assert word.encode("utf-16-be") < starts[at + 1].encode("utf-16-be")
    return found


@given(
    st.lists(st.lists(texts, min_size=1, max_size=12), min_size=1, max_size=5), st.sampled_from([0, 10**6])
)
def test_the_files_say_where_each_word_and_each_pair_is(groups: list[list[str]], whole: int) -> None:
    written = [
        [{"location": f"{n}/#{k}", "title": words, "text": f"<p>{words}</p>" * 40, "boost": 1} for k, words in enumerate(group)]
        for n, group in enumerate(groups)
    ]  # fmt: skip
    files = made(written, whole)
    assert made(written, whole) == files
    assert read_entries(files) == [entry for group in written for entry in group]
    assert read_settings(files[shards.ROOT]) == SETTINGS
    if whole:
        return
    each = content(files, "root")["pairs"]
    wanted: dict[str, tuple[int, list[int]]] = {}
    for at in range(content(files, "root")["units"]):
        (unit,) = content(files, f"texts/{at}")
        words = [SPLITTER.of_html(f"<p>{entry['title']}</p>") for entry in unit["entries"]]
        for word in {word for found in words for word in found} - {"\x01"}:
            count, units = wanted.get(word, (0, []))
            wanted[word] = (count + sum(word in found for found in words), [*units, at])
        for first, second in zip(words[0], words[0][1:], strict=False):
            bucket = crc32(f"{first} {second}".encode()) % BUCKETS
            gaps = numbers(content(files, f"pairs/{bucket // each}").split(" ")[bucket % each])
            if "\x01" not in (first, second):
                assert at + 1 in {sum(gaps[: n + 1]) for n in range(len(gaps))}
    assert listed(files) == wanted


def test_the_version_of_the_root_differs_if_any_file_does() -> None:
    one, other = made([entries(1)]), made([entries(1), entries(2)])
    assert content(one, "root")["version"] != content(other, "root")["version"]


def test_a_small_site_has_few_files_and_no_lists() -> None:
    files = made([entries(n) for n in range(50)], 10**6)
    assert set(files) == {"search/root.js", *(f"search/texts/{n}.js" for n in range(8))}
    assert set(made([])) == {"search/root.js"}


def test_no_file_of_a_large_site_is_large() -> None:
    words = [f"{first}{second}ord" for first in "abcdefghij" for second in "abcdefghij"]
    files = made([entries(n, words) for n in range(60)])
    assert {path.split("/")[1] for path in files} == {"texts", "words", "slips", "pairs", "root.js"}
    assert max(map(len, files.values())) < 1.1 * UNIT


def test_of_a_word_that_is_everywhere_the_units_where_it_weighs_most_are_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unit_lists, "MOST_UNITS", 3)
    groups = [
        [{"location": f"{n}/", "title": "title" if n in (5, 7) else "x", "text": "<p>title</p>"}]
        for n in range(9)
    ]
    assert listed(made(groups))["title"] == (9, [0, 5, 7])


@given(st.text(st.sampled_from("abcdeßش"), min_size=5, max_size=9), st.data())
def test_one_typing_error_leads_to_a_list_with_the_word(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    slips = [word[:at] + word[at + 1 :], word[:at] + "x" + word[at + 1 :], word[:at] + "x" + word[at:]]
    slips += [word[:at] + word[at + 1] + word[at] + word[at + 2 :]] if at + 1 < len(word) else []
    lists = slip_lists(["zzzzz", word, "yyyyyy"], 8)
    for slip in slips:
        places = {place_of(slip[:2], len(lists)), place_of(slip[-2:], len(lists))}
        assert any(word in lists[place] for place in places)


def test_a_browser_reads_words_numbers_and_pairs_alike(node: str) -> None:
    html = [
        f"<p>{a} {b}</p><ul><li>x<b>y</b></li></ul>&lt;q&gt; &#8217;s&nbsp;z"
        for a in WORDS
        for b in WORDS[::3]
    ]
    values = [0, 1, 31, 32, 1023, 1024, 99_999, 2**33]
    program = (
        f"{SCRIPT.read_text('utf-8')}\nconst {{table, separator, html, digits, pairs}} = "
        "JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "const fold = binderyWords.folding(table), split = new RegExp(`(?:${separator})|\\\\s+`, 'g');"
        "process.stdout.write(JSON.stringify({words: html.map((one) => fold(binderyWords.plain(one)).split(split)"
        ".filter(Boolean)), numbers: binderyWords.numbers(digits), sums: pairs.map(binderyWords.checksum)}));"
    )
    given = {
        "table": folding_table(),
        "separator": SEPARATOR,
        "html": html,
        "digits": "".join(unit_lists.number(value).decode() for value in values),
        "pairs": WORDS,
    }
    ran = subprocess.run(
        [node, "-e", program], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    found = json.loads(ran.stdout)
    assert found["words"] == [SPLITTER.of_html(one) for one in html]
    assert found["numbers"] == values
    assert found["sums"] == [crc32(word.encode()) for word in WORDS]


def test_the_script_has_the_numbers_of_this_module() -> None:
    engine = (ROOT / "templates/theme/assets/bindery/search-engine.js").read_text("utf-8")
    words = SCRIPT.read_text("utf-8")
    assert f'const DIGITS = "{unit_lists.DIGITS}"' in words
    assert f'const PARTIAL = "{unit_lists.PARTIAL}"' in engine
    assert re.search(r"const BUCKETS = 1 << 16;", engine)
    assert f"window.{shards.CALL} = " in engine
