"""Words are found as people copy them in each script, and nothing else is found with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.growth import growth

from bindery.evidence.source_marks import with_marks
from bindery.text.tokenised import _numbers, tokenise
from bindery.text.tokens import SearchableText, character_ranges, locate
from bindery.text.word_patterns import has_unspaced, number_pattern


def occurs(quote: str, text: str) -> bool:
    return locate(quote, SearchableText.of(text)) is not None


COPIED = {
    "three dots for an ellipsis": ("they left... and came", "they left… and came"),
    "dots apart": ("they left . . . and came", "they left… and came"),
    "an ellipsis and a full stop": ("they left…. Then", "they left.... Then"),
    "an ellipsis and a full stop, apart": ("they left … . Then", "they left . . . . Then"),
    "two ellipses for one": ("他们……走了", "他们…走了"),
    "Chinese, within a sentence": ("人口普查", "第七次全国人口普查结果公布。"),
    "Japanese, from a particle on": ("は東京で発表した", "政府は東京で発表した。"),
    "Thai": ("ประชาชน", "รัฐบาลแจ้งประชาชนแล้ว"),
    "Lao": ("ລາວ", "ປະເທດລາວງາມ"),
    "Khmer": ("កម្ពុជា", "ប្រទេសកម្ពុជាស្អាត"),
    "Burmese": ("မြန်မာ", "ပြည်ထောင်စုမြန်မာနိုင်ငံ"),
    "Tibetan, at a syllable": ("བོད་ཡིག", "འདི་བོད་ཡིག་རེད།"),
    "a Latin word beside Han": ("Python", "使用Python编程"),
    "Han beside a Latin word": ("编程", "使用Python编程"),
    "a number beside Han": ("1,524人", "约1,524人死亡"),
    "a year beside Han": ("2024年11月", "于2024年11月发布"),
    "a line end within Chinese": ("人口普查", "人口\n普查"),
    "marks of upright lines": ("（是）吗、好。", "︵是︶吗︑好︒"),
    "full-width marks": ("结果(2024),公布", "结果（２０２４），公布"),
    "half-width kana": ("ガス", "ｶﾞｽ"),
    "a radical for a character": ("人口", "⼈口"),
    "a simplified radical for a character": ("飞机很长", "⻜机很⻓"),
    "Arabic in presentation forms": ("العربية", "ﺍﻟﻌﺮﺑﻴﺔ"),
    "a ligature of lam and alef": ("لا أحد", "ﻻ أحد"),
    "lengthened Arabic": ("محمد", "مـحـمـد"),
    "Arabic in the order of drawing": ("ﻰﻟإ دﻮﻌﺗو", "وتعود إلى"),
    "Arabic in the order of drawing, with a name": ("ﻞﻌﻔﻟﺎﺑ UTF-8 مﺪﺨﺘﺴﺗ", "تستخدم UTF-8 بالفعل"),
    "a vowel sign written on alef or before it": ("حكما عادلاً", "حكما عادلًا"),
    "and the other way round": ("حكما عادلًا", "حكما عادلاً"),
    "Arabic with lam and alef exchanged": ("األمر مهم", "الأمر مهم"),
    "an accent after its letter, quoted": ("teoretyczna˛ podstawę", "teoretyczną podstawę"),
    "an accent after a space, quoted": ("osiemdziesi ˛atych lat", "osiemdziesiątych lat"),
    "a dot above, quoted": ("u˙zytkowania", "użytkowania"),
    "a micro sign": ("5 \u03bcm wide", "5 \u00b5m wide"),
    "ligatures": ("five affluent", "ﬁve aﬄuent"),
    "Hangul in its parts": ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
    "marks in another order": ("a\u0323\u0302", "a\u0302\u0323"),
    "dots for an ellipsis": ("and so... on", "and so… on"),
    "spaced dots": ("and so… on", "and so . . . on"),
    "a minus": ("fell by -5", "fell by −5"),
    "a hyphen that does not break": ("non-violent", "non\u2011violent"),
    "French spacing": ("Qui? Moi!", "Qui ? Moi\u202f!"),
    "an accent before its letter, quoted": ("cio`e un", "cioè un"),
    "an accent on a dotless i": ("permítenas", "permı\u0301tenas"),
    "angle brackets": ("der 〈Name〉 des", "der ⟨Name⟩ des"),
    "a figure and a word divided": ("a 3-dimensional", "a 3-\ndimensional"),
    "a figure and a word divided, its hyphen lost": ("a 3dimensional", "a 3-\ndimensional"),
    "a range divided": ("10-15 of", "10-\n15 of"),
    "a range divided, copied so": ("10- 15 of", "10-\n15 of"),
    "a raised mark of two digits": ("all detection12 of", "all detection¹² of"),
    "a word divided at a line end": ("the information", "the infor-\nmation was"),
    "with the hyphen kept": ("the infor-mation", "the infor-\nmation was"),
    "with the space kept": ("the infor- mation", "the infor-\nmation was"),
    "with the line end kept": ("the infor-\nmation", "the infor-\nmation was"),
    "without the hyphen that the program put there": ("the infor mation", "the infor- \nmation was"),
    "with a soft hyphen before the line end": ("the infor\u00ad\nmation", "the infor- \nmation was"),
    "copied from another layout": ("the infor- mation", "the information was"),
    "a true hyphen at a line end": ("a well-known fact", "a well-\nknown fact"),
    "and its hyphen lost by the viewer": ("a wellknown fact", "a well-\nknown fact"),
    "a true hyphen broken elsewhere": ("a well- known fact", "a well-known fact"),
    "two at once": ("infor- mation is well- known", "information is well-known"),
    "over a page break": ("the information", "the infor-\fmation was"),
    "a word with two hyphens, the first at a line end": (
        "the interpreterto-trace step",
        "the interpreter-\nto-trace step",
    ),
    "the same, with its hyphen": ("the interpreter-to-trace step", "the interpreter-\nto-trace step"),
    "dots over two lines": ("Methods . . . . . . 12", "Methods . . .\n. . . 12"),
    "a shortened word": ("pre- and post-war", "pre-\nand post-war"),
    "from after a shortened word": ("and post-war", "pre-\nand post-war"),
    "a raised mark": ("the word is", "the word³ is"),
    "a raised mark, copied": ("the word3 is", "the word³ is"),
    "a raised mark, copied as such": ("the word³ is", "the word³ is"),
    "a mark in brackets": ("the word is", "the word[3] is"),
    "a mark in brackets, copied": ("the word[3] is", "the word[3] is"),
    "two marks": ("the word is", "the word[3][14] is"),
    "a mark after a full stop": ("a word. It", "a word.³ It"),
    "a mark after a full stop, copied": ("a word.3 It", "a word.³ It"),
    "a mark after a figure": ("in 1998 it", "in 1998[4] it"),
    "a raised mark after a year": ("in 1998 it", "in 1998⁴ it"),
    "a raised mark after a figure": ("1,524 died", "1,524⁴ died"),
    "a raised mark after Han": ("其内容。上文", "其内容⁷。上文"),
    "a raised mark after Han, copied": ("其内容7。上文", "其内容⁷。上文"),
    "a raised mark after a short word": ("se distribuyen en distintas", "se distribuyen en¹⁴ distintas"),
    "a raised mark after a letter": ("RFC 3066 i RFC", "RFC 3066 i⁹ RFC"),
    "a raised 2 after a short word": ("valores de la", "valores de² la"),
    "a sign": ("a word of", "a word† of"),
    "an exponent": ("10⁶ km² of", "10⁶ km² of"),
    "an exponent, copied": ("106 km2 of", "10⁶ km² of"),
    "brackets of the source": ("he [sic] did", "that he [sic] did so"),
}


@each("case", COPIED)
def test_true_words_are_found(case: str) -> None:
    assert occurs(*COPIED[case])


OTHERS = {
    "a full stop beside an ellipsis": ("they left…. Then", "they left… Then"),
    "a full stop before an ellipsis": ("they left.… Then", "they left… Then"),
    "a full stop among dots": ("they left . .. . Then", "they left . . . Then"),
    "a full stop among many dots": ("they left, . .. . . . . in", "they left, . . . . . . in"),
    "a full stop lost beside an ellipsis": ("they left... Then", "they left.... Then"),
    "a figure cut off before Han": ("524人", "约1,524人死亡"),
    "a Chinese numeral cut": ("五人", "十五人死亡"),
    "a multiplier cut off": ("死亡15", "死亡15万人"),
    "half of a Latin word beside Han": ("thon编程", "使用Python编程"),
    "Arabic letters of another word": ("عرب", "ﺍﻟﻌﺮﺑﻴﺔ"),
    "another character": ("人囗", "人口"),
    "a hyphen added": ("He re-signed", "He resigned."),
    "a hyphen dropped": ("He resigned", "He re-signed."),
    "half of a divided word": ("mation was", "the infor-\nmation was"),
    "two words that a divided word has": ("no where", "no one knew where, no- \nwhere"),
    "the words of a divided word": ("infor mation", "the infor-\nmation was"),
    "a word taken apart elsewhere": ("inf ormation", "the infor- \nmation was"),
    "a word taken apart that no line divides": ("infor mation", "the information was"),
    "digits divided at a line end": ("1015", "10-\n15"),
    "half of a range at a line end": ("15 people", "10-\n15 people"),
    "another mark": ("the word4 is", "the word³ is"),
    "a mark that is not there": ("the word3 is", "the word is"),
    "a mark after a full stop that is not there": ("a word.3 It", "a word. It"),
    "another number after a full stop": ("see No.4 here", "see No.3 here"),
    "a figure and its mark as one figure": ("in 19984 it", "in 1998[4] it"),
    "a figure without its exponent": ("10 km", "10⁶ km"),
    "a figure and its raised mark": ("1,5244 died", "1,524⁴ died"),
    "a unit without its exponent": ("5 km of", "5 km² of"),
    "a mark after Han that is not there": ("其内容7。上文", "其内容。上文"),
    "another number after Han": ("第7条", "第8条"),
    "a mark as a figure of its own": ("3 is", "the word³ is"),
    "other brackets of the source": ("he [sic] didn't", "that he [sic] did so"),
    "words run together": ("a longway", "a long way"),
    "a word taken apart": ("a way", "away"),
    "a minus lost": ("5 per cent", "fell −5 per cent"),
}


@each("case", OTHERS)
def test_other_words_are_not(case: str) -> None:
    assert not occurs(*OTHERS[case])


@pytest.mark.parametrize(
    ("quote", "text", "marked"),
    [
        ("information was", "the infor-\nmation³ was", "infor-\nmation³ was"),
        ("口普", "人口普查", "口普"),
        ("لا أحد", "قال ﻻ أحد", "ﻻ أحد"),
        ("five", "a \u200b \ufb01ve", "\ufb01ve"),
        ("한국어", "는 한\u1100\u116e\u11a8어", "한\u1100\u116e\u11a8어"),
    ],
)
def test_quoted_words_are_marked_as_they_were_written(quote: str, text: str, marked: str) -> None:
    searched = SearchableText.of(text)
    found = locate(quote, searched)
    assert found
    (start, end), *_ = character_ranges([found], searched)
    assert text[start:end].strip() == marked


def test_a_text_without_marks_has_one_spelling() -> None:
    assert tokenise("One well-known text, of 1998.").alternatives == {}


@pytest.mark.parametrize(
    ("quote", "found"), [("The infor-mation", False), ("The information", True), ("is well-known", True)]
)
def test_a_hyphen_of_a_line_is_none_if_the_text_has_the_word_without_it(quote: str, *, found: bool) -> None:
    assert occurs(quote, "The infor-\nmation is well-\nknown. More information is here.") is found


@given(st.text("a1 2$€+-–−±~≈<>=≤/.,:'%°′\u00a0\u202fUS*^×٫٣é_[]²", max_size=40))
def test_numbers_are_found_as_by_a_search_at_each_place(text: str) -> None:
    found = [match.span() for match in _numbers(text)]
    assert found == [match.span() for match in number_pattern(unspaced=has_unspaced(text)).finditer(text)]


@pytest.mark.slow
@each(
    "unit",
    [
        "a\u0316\u0301",
        "ab-\ncd ",
        "-\n",
        "[1]",
        "a[1]",
        "“a ‘b’ ",
        "1,",
        "Article 5\n",
        ". ",
        "a. ",
        "\n \n",
        "(1)\n",
        "\t",
    ],
)
def test_the_work_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    def read(times: int) -> None:
        for text in (
            f"word{unit * times}",
            f"word {unit[1:] * times}",
        ):  # the second without the first character
            SearchableText.of(with_marks(text)).outline(None)

    assert growth(lambda: read(400), lambda: read(3200), limit=24) < 24
