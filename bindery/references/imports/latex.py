"""Converts LaTeX in a field of BibTeX to plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.latexwalker import get_default_latex_context_db as get_default_parsing_db
from pylatexenc.macrospec import MacroSpec

from bindery.references.imports.journals import MACROS as JOURNALS
from bindery.references.imports.raised import subscript, superscript

_DEEPEST = 30  # levels of nested braces
_LONGEST = 10_000  # characters; a longer field is not read as LaTeX
_LATEX = re.compile(r"[\\{}$~]|--|`|''")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
# In a title these are meant as plain characters, although TeX reads them as commands.
_BARE = re.compile(r"(?<!\\)((?:\\\\)*)([%&#])")
# A dollar sign begins maths only before a character that is no space, and ends it only after one and not before a
# digit: the rule of Pandoc's `tex_math_dollars`.
_MATHS = re.compile(
    r"(?<!\\)\$(\$?)((?:[^$\\]|\\.)+?)\$\1(?P<digit>(?=\d))?"
    r"|\\\((.+?)\\\)|\\ensuremath\s*\{((?:[^{}]|\{[^{}]*\})*)\}",
    re.DOTALL,
)
_DOLLAR = re.compile(r"(?<!\\)\$")
_WRAPPERS = re.compile(
    r"([_^]?)\\(?:ensuremath|mathrm|mathit|mathbf|mathsf|rm|text|textrm|operatorname)\s*\{([^{}]*)\}"
)
_EITHER_MODE = re.compile(r"\\ifmmode(.*?)\\else(.*?)\\fi\b(?:\s*\{\})?", re.DOTALL)
_RAISED = re.compile(r"([_^])\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|[^\\\s{}]))")
# Braces and backslashes that a program escaped although they were LaTeX already.
_DOUBLY = re.compile(r"\\[{}$]|\\(?:text)?backslash(?!\}\{\})")
_STILL_LATEX = re.compile(
    r"\\[A-Za-z'\"`^~=.]|\$[^$]*[\\_^{][^$]*\$|\$[A-Za-z/]\$|\{+[^\W\d_][\w-]+\}+|\{[A-Z]\}(?=[a-z])|\{[\"“”]\}"
)
_SPACED_ACCENT = re.compile(r"\\(aa|AA|ss|ae|AE|oe|OE|o|O|l|L|i|j|times|[uvckHrdb])(?=[a-zA-Z])")
_TURNED_ACCENT = re.compile(r"\\\{(['\"`^~=.])([A-Za-z])\}")
_ESCAPED_ACCENT = re.compile(r"\{?\$\\backslash\$\}?([uvckHrdb])(?=[a-zA-Z])")
_LOGO = re.compile(r"(\\(?:La|Bib|Xe|Lua|Con)?TeX(?:e|3)?)[ ~]+(?=\w)")
_UMLAUT = re.compile(r"\{\"([AEIOUaeiou])\}")  # written for the package babel
_QUOTED = re.compile(r"(?<!`)`([^`']+)'(?!')")
_LENGTHS = re.compile(
    r"\\(?:hskip|vskip|kern|penalty|hangindent)\s*-?[\d.]+\s*(?:pt|em|ex|cm|mm|in|sp)?(?![a-z])"
)
_SPACE = re.compile(r"\\(?:[ \t\n]|\\\*?|newline\b|par\b|linebreak\b|quad\b|qquad\b|hfill\b)")
_FORMULA = re.compile(r"(?<=[A-Za-z)\]])(\d+)")
# By name: the arguments that the command takes, as pylatexenc writes them, and the text that it prints.
_OWN = {
    **dict.fromkeys(("url", "nolinkurl", "path", "mkbibemph", "mkbibitalic", "mkbibbold", "bibnamefont", "bibfnamefont", "bibnameprefix", "text", "textnormal", "textup", "textsc", "textmd", "uline", "emph", "mbox", "hbox", "fbox", "num", "textgreek", "textcyr", "ensuremath", "mathit", "mathsf", "mathtt", "mathcal", "boldsymbol", "bm", "operatorname", "NoCaseChange", "MakeLowercase", "lowercase", "uppercase", "MakeUppercase", "ulcshape", "autocap", "titlecap", "ordinal", "textls", "hyp"), ("{", "%(1)s")),
    **dict.fromkeys(("MakeSentenceCase",), ("*{", "%(2)s")),
    **dict.fromkeys(("enquote", "mkbibquote", "textquote"), ("*{", "“%(2)s”")),
    **dict.fromkeys(("href", "foreignlanguage", "textcolor", "bibinfo", "bibfield", "texorpdfstring", "hyperlink", "foreignquote", "colorbox", "parbox", "raisebox", "VAN"), ("{{", "%(2)s")),
    **dict.fromkeys(("cite", "citep", "citet", "parencite", "textcite", "autocite", "nocite", "footcite"), ("[{", "")),
    **dict.fromkeys(("footnote", "thanks", "label", "noopsort", "NOOPSORT", "Noopsort", "SortNoop", "sortnoop", "noop", "printfirst", "color", "natexlab", "selectlanguage", "hspace", "vspace", "phantom", "hphantom", "vphantom", "fontsize", "fontfamily", "index"), ("{", "")),
    "t": ("{", "%(1)s"), "mkbibparens": ("{", "(%(1)s)"), "mkbibbrackets": ("{", "[%(1)s]"),
    "SI": ("[{{", "%(2)s %(3)s"), "qty": ("[{{", "%(2)s %(3)s"), "si": ("{", "%(1)s"), "unit": ("{", "%(1)s"),
}  # fmt: skip
_SIGNS = {
    "textless": "<", "textgreater": ">", "less": "<", "greater": ">", "textbar": "|", "textasciigrave": "`",
    "textbraceleft": "{", "textbraceright": "}", "textquotesingle": "'", "textasciiacute": "´", "textasciitilde": "~",
    "texttildelow": "~", "textasciicircum": "^", "textunderscore": "_", "textbackslash": "\\", "slash": "/", "textslash": "/",
    "mathplus": "+", "mathminus": "−", "mathsemicolon": ";", "mathcolon": ":", "mathequals": "=", "mathdollar": "$", "mathhyphen": "-",
    "og": "«", "fg": "»", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»", "flq": "‹", "frq": "›",
    "textquotedbl": '"', "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’",
    "degree": "°", "textdegree": "°", "celsius": "°C", "texteuro": "€", "euro": "€", "EUR": "€", "textmu": "µ", "micro": "µ",
    "textnumero": "№", "cprime": "ʹ", "cyrchar": "", "textperiodcentered": "·", "textellipsis": "…", "textminus": "−",
    "textendash": "–", "textemdash": "—", "textnonbreakinghyphen": "‑", "nobreakdash": "", "nobreak": "", "allowbreak": "",
    "protect": "", "relax": "", "ignorespaces": "", "noindent": "", "newblock": "", "break": "", "sloppy": "", "unskip": "",
    "upshape": "", "itshape": "", "slshape": "", "scshape": "", "bfseries": "", "mdseries": "", "rmfamily": "", "sffamily": "",
    "ttfamily": "", "normalfont": "", "em": "", "it": "", "bf": "", "sl": "", "rm": "", "tt": "", "sf": "", "sc": "", "cal": "",
    "tiny": "", "small": "", "footnotesize": "", "normalsize": "", "large": "", "displaystyle": "", "left": "", "right": "",
    "bibnamedelima": " ", "bibinitperiod": ".", "bibinitdelim": " ", "bibrangedash": "–", "addcomma": ",", "addspace": " ", "adddot": ".",
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX", "XeTeX": "XeTeX", "LuaTeX": "LuaTeX", "eTeX": "eTeX",
    "percent": " %", "kilo": "k", "metre": "m", "meter": "m", "gram": "g", "second": "s", "per": "/", "squared": "²", "cubed": "³",
    "and": "and", "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "S": "§", "P": "¶", "circledR": "®", "dag": "†", "ddag": "‡",
    "lbrace": "{", "rbrace": "}", "lq": "‘", "rq": "’", "dots": "…", "textdollar": "$", "colon": ":", "space": " ",
}  # fmt: skip


def decoded(text: str, notes: list[str]) -> str:
    """The text that LaTeX would print, on one line.

    Args:
        text: the text of a field; without LaTeX in it, only its white space changes.
        notes: what could not be read is added here, one sentence each.
    """
    if not _LATEX.search(text):
        return " ".join(text.split())
    if len(text) > _LONGEST or _depth(text) > _DEEPEST:
        notes.append(
            "LaTeX that is too long or too deeply nested was not read; its commands and braces were left out"
        )
        return _without_commands(text)
    reader, parsing, known = _reader()
    unknown = sorted({name for name in _COMMAND.findall(text) if name not in known})
    notes += [f"the LaTeX command `\\{name}` is unknown; check the result" for name in unknown]
    read = None
    with suppress(Exception):  # for hostile text the library may raise anything
        read = reader.latex_to_text(_prepared(text), latex_context=parsing)
    if read and _DOUBLY.search(text) and _STILL_LATEX.search(read):
        again = decoded(_SPACED_ACCENT.sub(r"\\\1 ", read), []) if read != text else read
        return _without_commands(again) if _STILL_LATEX.search(again) else again
    if read is None:
        notes.append("LaTeX that cannot be read was left out; check the result")
        return _without_commands(text)
    if _DOUBLY.search(text) and read.count("{") != read.count(
        "}"
    ):  # what is left of an escaped brace without its partner
        read = re.sub(r"[{}]", "", read)
    return " ".join(read.split())


def _prepared(text: str) -> str:
    """A text in which maths is plain, as far as it can be, and characters that only look like LaTeX are escaped."""
    text = _EITHER_MODE.sub(r"{\2}", text)
    text = _TURNED_ACCENT.sub(r"{\\\1\2}", text)
    text = _LOGO.sub(r"\1{} ", _ESCAPED_ACCENT.sub(r"\\\1 ", text))
    pieces, last = [], 0
    for match in _MATHS.finditer(text):
        maths = match[2] or match[4] or match[5] or ""
        words = match["digit"] is not None or maths != maths.strip()
        if words and not re.search(r"[\\^_]", maths):
            continue  # $5 and $6
        pieces.append(_DOLLAR.sub(r"\\$", text[last : match.start()]))
        pieces.append(f"${_RAISED.sub(_raise, _unwrapped(maths))}$")
        last = match.end()
    pieces.append(_DOLLAR.sub(r"\\$", text[last:]))
    plain = _UMLAUT.sub(r'{\\"\1}', _SPACE.sub(" ", _LENGTHS.sub("", "".join(pieces))))
    return _BARE.sub(r"\1\\\2", _QUOTED.sub(r"‘\1’", plain))


def _unwrapped(maths: str) -> str:
    """Maths without the commands that only say in which letters it is set."""
    for _ in range(_DEEPEST):
        bare = _WRAPPERS.sub(lambda found: f"{{{found[2]}}}" if found[1] else found[2], maths)
        if bare == maths:
            break
        maths = bare
    return maths


def _raise(match: re.Match[str]) -> str:
    """What stands below or above the line in maths, as plain text if it has characters for it."""
    inner = match[2] if match[2] is not None else match[3]
    return (subscript if match[1] == "_" else superscript)(_RAISED.sub(_raise, inner))


def _without_commands(text: str) -> str:
    """A text without anything that LaTeX reads as a command."""
    return " ".join(re.sub(r"\\[A-Za-z]+\*?|[\\{}]", " ", text).split())


@cache
def _reader() -> tuple[Any, Any, frozenset[str]]:
    """The converter, the commands that it parses, and the names of the commands that it knows."""
    context: Any = get_default_latex_context_db()
    parsing: Any = get_default_parsing_db()
    own = [MacroTextSpec(name, simplify_repl=words) for name, (_, words) in _OWN.items()]
    own += [
        MacroTextSpec(name, simplify_repl=words.replace("%", "%%"))
        for name, words in {**JOURNALS, **_SIGNS}.items()
    ]
    own += [MacroTextSpec(name, simplify_repl=_changing(change)) for name, change in _CHANGES.items()]
    context.add_context_category("bindery", macros=own, prepend=True)
    specs = [MacroSpec(name, arguments) for name, (arguments, _) in _OWN.items()]
    specs += [MacroSpec(name, "{") for name in _CHANGES]
    specs += [MacroSpec(name, "") for name in (*JOURNALS, *_SIGNS)]
    parsing.add_context_category("bindery", macros=specs, prepend=True)
    known = frozenset({"begin", "end", *(spec.macroname for spec in context.iter_macro_specs())})
    return LatexNodes2Text(latex_context=context, math_mode="text"), parsing, known


def _changing(change: Callable[[str], str]) -> Callable[[Any, Any], str]:
    """What a command prints that changes the text of its one argument."""

    def printed(node: Any, l2tobj: Any) -> str:  # pylatexenc passes the converter by this name
        found = node.nodeargd.argnlist if node.nodeargd else []
        return change(str(l2tobj.nodelist_to_text([found[-1]]))) if found and found[-1] else ""

    return printed


def _formula(words: str) -> str:
    """A chemical formula with its numbers below the line: CO₂."""
    return _FORMULA.sub(lambda found: subscript(found[1]), words)


_CHANGES = {
    "textsubscript": subscript,
    "textsuperscript": superscript,
    "mkbibsuperscript": superscript,
    "ce": _formula,
    "ch": _formula,
    "chem": _formula,
}


def _depth(text: str) -> int:
    """How deeply braces are nested in a text."""
    depth = deepest = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        deepest = max(deepest, depth)
    return deepest
