"""How figures and tables are called in each language: `Figure 2`, `Table 1`."""

from __future__ import annotations

# By the first part of a language tag; other languages have the English words.
WORDS: dict[str, tuple[str, str]] = {
    "ar": ("شكل", "جدول"),
    "cs": ("Obrázek", "Tabulka"),
    "da": ("Figur", "Tabel"),
    "de": ("Abbildung", "Tabelle"),
    "en": ("Figure", "Table"),
    "es": ("Figura", "Tabla"),
    "fa": ("شکل", "جدول"),
    "fi": ("Kuva", "Taulukko"),
    "fr": ("Figure", "Tableau"),
    "hi": ("चित्र", "तालिका"),
    "it": ("Figura", "Tabella"),
    "ja": ("図", "表"),
    "ko": ("그림", "표"),
    "nl": ("Figuur", "Tabel"),
    "pl": ("Rysunek", "Tabela"),
    "ps": ("انځور", "جدول"),
    "pt": ("Figura", "Tabela"),
    "ru": ("Рисунок", "Таблица"),
    "sv": ("Figur", "Tabell"),
    "tr": ("Şekil", "Tablo"),
    "uk": ("Рисунок", "Таблиця"),
    "ur": ("شکل", "جدول"),
    "zh": ("图", "表"),
}


def numbered_label(kind: str, number: int, language: str) -> str:
    """The name of a figure or table.

    Args:
        kind: `figure` or `table`.
        number: its number in the briefing.
        language: language tag of the briefing.
    """
    words = WORDS.get(language.partition("-")[0].lower(), WORDS["en"])
    return f"{words[kind == 'table']} {number}"
