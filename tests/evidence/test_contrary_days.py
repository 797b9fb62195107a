"""Days of the week that a statement has and its quotation has not, in several languages and ways of writing."""

from __future__ import annotations

from support.cases import each

from bindery.evidence.contrary_days import other_weekday


@each(
    ("language", "quote", "text", "other"),
    [
        ("en", "It closed on Monday.", "It closed on Tuesday.", "Monday"),
        ("en", "It closed on Monday.", "It closed on Monday.", ""),
        ("en", "Monday was the sixth day of the strike.", "The strike began on Wednesday.", ""),
        ("en", "Monday was the sixth day of the strike.", "The strike began on Thursday.", "Monday"),
        ("es", "este lunes, su sexto día de huelga", "La huelga empezó el miércoles.", ""),
        ("es", "este lunes, su sexto día de huelga", "La huelga empezó el viernes.", "Monday"),
        ("de", "am Montag, dem zweiten Tag der Messe", "Die Messe begann am Sonntag.", ""),
        ("ja", "11月2日（土）に中断し、日曜に再開する", "土曜に中断した", ""),
        ("ja", "11月2日（土）に中断した", "金曜に中断した", "Saturday"),
        ("ja", "5月3日(月・祝)に中断した", "月曜に中断した", ""),
        ("en", "항구는 월요일에 재개된다", "The port reopens on Tuesday.", "Monday"),
        ("en", "港は月曜日に再開する", "The port reopens on Monday.", ""),
        ("ko", "11월 2일(토)에 중단했다", "토요일에 중단했다", ""),
        ("ko", "11월 2일(토)에 중단했다", "금요일에 중단했다", "Saturday"),
    ],
)
def test_a_day_of_the_week_is_compared_with_those_of_the_quotation(
    language: str, quote: str, text: str, other: str
) -> None:
    assert [said for _, _, said in other_weekday(text, [quote], [], language)] == ([other] if other else [])
