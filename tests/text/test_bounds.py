"""The words of many languages that make a number a limit, an estimate or an end of a range."""

from __future__ import annotations

from support.cases import each

from bindery.text import bounds, numerals

# Language and words around 13, by what they make of it.
BOUNDS = {
    "at least": """
en: minimum of 13 | 13 and counting | at a minimum 13
de: zumindest 13 | nicht weniger als 13 | 13 und mehr
fr: pas moins de 13 | un minimum de 13
es: no menos de 13 | cuando menos 13
it: non meno di 13 | perlomeno 13
pt: no mínimo 13 | ao menos 13
nl: minstens 13 | ten minste 13 | zeker 13 | 13 of meer
pl: co najmniej 13 | przynajmniej 13 | nie mniej niż 13
ru: минимум 13 | 13 и более
tr: asgari 13
ar: لا يقل عن 13
fa: لااقل 13
hi: न्यूनतम 13
ps: لږ تر لږه 13
zh: 起码13人 | 不少于13人 | 13人以上
ja: 少なくとも13人 | 13人以上
en: 13 euros or more | 13 boats, if not more.
de: 13 Euro oder mehr | 13 Tonnen und darüber | 13 Verletzte, wenn nicht mehr.
fr: 13 euros ou davantage auraient disparu | 13 blessés, voire davantage.
es: 13 personas o más | 13 heridos, o incluso más.
it: 13 euro o più | 13 feriti, se non di più.
pt: 13 euros ou mais | 13 feridos, se não mais.
nl: 13 euro of meer
pl: 13 łodzi lub więcej | 13 osób albo więcej
ru: 13 рублей или больше | 13 лодок, если не больше.
tr: 13 kişi veya daha fazla | 13 lira ve üzeri
ur: 13 ڈالر یا اس سے زیادہ | 13 افراد یا زیادہ
ar: 13 دولارا أو أكثر | 13 شخصا فأكثر
fa: 13 دلار یا بیشتر گرفته است | 13 نفر به بالا
ps: 13 کسان یا زیات
hi: 13 लोग या ज़्यादा
zh: 13人或更多
ja: 13人かそれ以上""",
    "at most": """
tr: 13 lirayı geçmeyecek | 13 kişiden fazla değildi | 13 kişiden fazla olamaz
fa: بیش از 13 نفر نبود | بیشتر از 13 درصد نیست.
ko: 13명을 넘지 않았다 | 13%를 초과하지 않는다
ja: 13人より多くなかった
ps: له 13 څخه زیات نه وو
en: maximum of 13
de: nicht mehr als 13 | allenfalls 13
fr: pas plus de 13
es: hasta 13 personas | no más de 13 | 13 como máximo
it: non più di 13
pt: não mais de 13
nl: hooguit 13 | tot 13 boten
pl: najwyżej 13 | do 13 łodzi
ru: до 13 лодок | не больше 13
tr: en çok 13 | 13'e kadar | 13 tekneye kadar | 13 ağır yaralı kişiye kadar
ur: 13 افراد تک | 13 فیصد تک | 13 نئے مکانات تک
ar: لا يزيد عن 13
hi: ज्यादा से ज्यादा 13 | 13 लोगों तक | 13 प्रतिशत तक
zh: 不超过13人
ja: 最大で13人 | 13人以下
de: 13 Euro oder weniger | 13 Tonnen oder darunter
it: 13 persone o meno
ru: 13 рублей или меньше
pl: 13 osób albo mniej
tr: 13 kişi veya daha az
ur: 13 افراد یا اس سے کم
ar: 13 شخصا أو أقل
fa: 13 نفر یا کمتر
ps: 13 کسان یا لږ
hi: 13 लोग या उससे कम""",
    "over": """
fa: بیش از 13 نفر در خانه نبودند و رفتند
nl: meer dan 13 | ruim 13
pl: ponad 13 | więcej niż 13
ru: свыше 13
tr: 13'ten fazla
ar: ما يزيد عن 13
fa: بیشتر از 13
hi: 13 से अधिक | 13 से ज़्यादा
zh: 逾13人 | 13多人
ja: 13人超""",
    "under": """
nl: minder dan 13
pl: mniej niż 13
tr: 13'ten az
hi: 13 से कम
zh: 不足13人
ja: 13人未満""",
    "about": """
en: in the region of 13 | perhaps 13 | 13 or thereabouts
de: schätzungsweise 13 | annähernd 13 | um die 13
fr: à peu près 13 | autour de 13
es: en torno a 13
it: intorno a 13
pt: quase 13
nl: ongeveer 13 | zo'n 13
pl: około 13 | blisko 13
ru: порядка 13
tr: 13 civarında
ur: لگ بھگ 13 | قریباً 13
ar: قرابة 13 | ما يقارب 13
fa: نزدیک به 13
hi: क़रीब 13
ps: شاوخوا 13
zh: 大约13人 | 接近13人 | 13人左右
ja: およそ13人""",
    "high": """
de: zwischen 10 und 13 Menschen | 10 bis 13 Menschen
fr: entre 10 et 13 morts | 10 à 13 morts
es: entre 10 y 13 muertos | 10 a 13 personas
it: tra 10 e 13 morti
pt: entre 10 e 13 mortos
nl: tussen 10 en 13 doden | 10 tot 13 doden
pl: od 10 do 13 osób
ru: от 10 до 13 человек
tr: 10 ila 13 kişi
ur: 10 سے 13 افراد
fa: بین 10 تا 13 نفر
ar: بين 10 و13 شخصا
hi: 10 से 13 लोग
zh: 10至13人
ja: 10～13人""",
    "": """
de: eine Umfrage des Instituts unter 13 Wählern
tr: 13 taşınmaz rayiç bedelin altında kiraya verildi
en: near 13 boats | the minimum of 13 boats | data about 13 boats | 13 boats and at least some crew
de: von 10 auf 13 Menschen | von 10 bis 13 Menschen
fr: passé de 10 à 13 morts | 13 morts
es: de 10 a 13 muertos | ganó por 10 a 13 votos | subió hasta 13 personas
nl: steeg tot 13 mensen | een peiling van het bureau onder 13 volwassenen
pl: wzrosła do 13 osób
tr: 13 kişiye kadar çıktı | 13 yıla kadar
hi: बढ़कर 13 लोगों तक | 13 दिनों तक | 13 लोगों तक पहुँचा
ru: выросло до 13 человек | с 10 до 13 человек
ur: شہر کے قریب 13 افراد | 13 سال تک | 13 افراد تک پہنچ گئی | 13 دنوں تک | تعداد بڑھ کر 13 افراد تک آئی
zh: 从10到13人 | 附近13人 | 纽约13人
ru: 13 лодок и больше ни одной машины
fa: 13 قایق و بیشتر ماشین‌ها
nl: 13 boten en meer auto's
pl: 13 łodzi i więcej aut
it: 13 barche e più macchine""",
}
# Limits said with a verb, and limits that a word denies.
VERBS = {
    "over": """
en: not far above 13 boats | not much more than 13 boats | exceeded 13 boats | topped the 13 boats | not only more than 13 boats | he did not say that more than 13 boats came
de: nicht weit über 13 Tonnen | überstieg 13 Tonnen | wenn es 13 Tonnen überschreitet.
fr: dépasse les 13 euros | dépasse largement 13 euros
es: superaba ligeramente los 13 euros
it: ha superato di poco i 13 euro
pt: ultrapassou 13 euros
ru: превысила 13 рублей
pl: przekroczyło 13 złotych
nl: overschrijdt 13 euro
tr: 13'ü aştı
ar: يتجاوز 13 دولارا
zh: 高于13人 | 突破13人
ar: أكثر بقليل من 13 دولارا
es: por encima de 13 euros
nl: net boven de 13 euro
ur: 13 روپے سے ذرا زیادہ | 13 روپے سے کچھ زائد
hi: 13 रुपये से थोड़ा ज़्यादा
ja: 13人を上回った | 13人をやや上回った""",
    "at most": """
en: may not exceed 13 boats | never more than 13 boats | wasn't over 13 boats | as long as 13 miles
de: nicht über 13 Tonnen | darf 13 Tonnen nicht überschreiten.
fr: ne doit pas dépasser 13 euros | ne dépasse pas les 13 euros
es: no puede superar los 13 euros
it: non può superare i 13 euro
pt: não pode ultrapassar 13 euros
ru: не превышает 13 рублей
pl: nie przekracza 13 złotych
tr: 13 kişiyi aşmadı | 13'ü aşamaz
ar: لا يتجاوز 13 دولارا | عدم استخدام أكثر من 13 لترا | ألا يستخدموا أكثر من 13 لترا
ur: 13 افراد سے زیادہ نہیں | 13 تک ملازمین متاثر ہوں گے
hi: 13 तक कर्मचारी प्रभावित होंगे
hi: 13 लोगों से अधिक नहीं
fa: 13 نفر تجاوز نکرد
zh: 不得超过13人
ja: 13人を超えてはならない""",
    "at least": """
en: was not below 13 boats
de: lag nicht unter 13 Tonnen
nl: niet minder dan 13 boten
tr: 13'ten az değil
ur: 13 سے کم نہیں
hi: 13 से कम नहीं
zh: 不得少于13人""",
    "under": """
en: just under 13 boats
fr: un peu moins de 13 euros
ar: أقل بقليل من 13 دولارا
de: lag unter 13 Fällen
tr: 13'e ulaşmadı
hi: 13 तक नहीं पहुँची
ja: 13人に達しなかった""",
    "about": """
pt: perto de 13 barcos
es: cercano a 13 euros
zh: 约有13人""",
}
CASES = [
    (bound, language, words.strip())
    for bound, lines in (*BOUNDS.items(), *VERBS.items())
    for line in lines.strip().splitlines()
    for language, _, listed in [line.partition(": ")]
    for words in listed.split(" | ")
]


@each(("bound", "language", "words"), CASES)
def test_words_next_to_a_number_make_it_a_limit(bound: str, language: str, words: str) -> None:
    (found,) = [one for one in numerals.find_figures(words, language) if one.value == 13]
    assert (found.end_of_range or found.bound) == bound
    assert bool(found.said) == bool(bound)


NOTES = {
    "At least 13.": True, "A lower limit.": True, "Alle Werte sind Schätzungen.": True, "Chiffres minimaux.": True,
    "至少13人": True, "Counted by hand.": False, "Von der Stadt gezählt.": False, "Of 120 streets.": False,
}  # fmt: skip


@each(("note", "says"), NOTES.items())
def test_a_note_may_say_that_a_value_is_a_limit(note: str, says: bool) -> None:
    assert bounds.says_bound(note) is says


APART = {
    ("at least", "41 teachers and pupils were killed at least"): True,
    ("at least", "قُتل 23 معلماً وتلميذاً على الأقل"): True,
    ("at most", "a fine of 5 million pounds at most is possible"): True,
    ("at most", "at least 5 million pounds"): False,
    ("at least", "According to its estimate 40 remain"): False,
    ("at most", "سقف الاستهلاك المطلوب من السكان 120 لتراً"): True,
    ("at most", "Der Deckel für die Miete liegt bei 900 Euro"): True,
    ("at most", "The fund's ceiling is 5 million"): True,
    ("at least", "The fund's ceiling is 5 million"): False,
    ("at most", "le plafond des aides, 300 euros, est atteint"): True,
    ("at most", "the capital has 5 million"): False,
}  # fmt: skip


@each(("bound", "text", "names"), [(*key, names) for key, names in APART.items()])
def test_a_text_may_name_a_bound_anywhere(bound: str, text: str, names: bool) -> None:
    assert bounds.names_bound(text, bound) is names
