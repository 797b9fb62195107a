"""Each list of limiting words can be read, and says its name and version."""

from __future__ import annotations

from importlib import resources

from support.cases import each

from bindery.text import languages, limiters

KEYS = {
    *(
        "name",
        "version",
        "negators",
        "negator_prefixes",
        "negator_suffixes",
        "elisions",
        "limiters",
        "approximations",
    ),
    *("hedges", "conditions", "contrasts", "complementisers", "complementiser_prefixes", "neutral", "bounds"),
    *(
        "bounds_after",
        "numbers",
        "between",
        "subordinators",
        "links",
        "openers",
        "starters",
        "asides",
        "abbreviations",
    ),
    *("determiners", "relatives", "adversatives", "absences"),
    *("governors", "weak", "particles", "hedge_suffixes", "names"),
    *("number_abbreviations", "inverted", "ordinals", "alone", "until", "times"),
    *("pointers", "verdicts", "provisos", "retractions", "labels", "questions"),
    *("limiter_prefixes", "limiter_suffixes", "condition_prefixes", "condition_suffixes"),
    *("governor_prefixes", "hedge_prefixes"),
}


@each("code", languages.codes_with("limiters"))
def test_a_list_has_known_keys_and_no_word_twice(code: str) -> None:
    data = languages.section(code, "limiters")
    assert data.keys() <= KEYS
    for key, value in data.items():
        if isinstance(value, str) and key != "name":
            words = [word.strip() for word in value.split(",")]
            assert "" not in words, key
            assert len(words) == len(set(words)), key


@each("code", languages.codes_with("limiters"))
def test_a_list_is_named_on_pages(code: str) -> None:
    data = languages.section(code, "limiters")
    assert limiters.word_list(f"{code}-XX").name == f"the {data['name']} list, version {data['version']}"


def test_a_language_without_a_list_has_no_words_and_no_name() -> None:
    assert (limiters.word_list("lt").name, limiters.word_list("lt").words) == ("", {})


def test_a_list_is_made_once_however_its_language_is_written() -> None:
    for tag, same in (("", None), ("en-GB", "en"), ("EN", "en"), ("lt-LT", "lt")):
        assert limiters.word_list(tag) is limiters.word_list(same)


def test_without_a_language_all_lists_count() -> None:
    every = limiters.word_list(None)
    assert {every.kind(word) for word in ("not", "nicht", "jamais", limiters.fold_word("نہیں"))} == {
        limiters.NEGATOR
    }
    assert every.kind("noch") == 0  # `and not` in Dutch, but `still` in German


def test_the_readme_explains_every_key() -> None:
    text = resources.files(languages).joinpath("README.md").read_text("utf-8")
    assert [key for key in sorted(KEYS) if f"`{key}`" not in text] == []
