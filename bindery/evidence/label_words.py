"""Words that say what a figure is of, in several languages: what became of people, pairs of things, and words that say nothing."""

from __future__ import annotations

_FATES = """
killed: killed died dead deaths death fatalities fatality toll perished slain murdered lives kills kill killing die
injured: injured wounded hurt injuries injury wounds injures injuring wounding
missing: missing disappeared vanished
arrested: arrested detained arrests arrest detentions custody jailed
displaced: displaced fled homeless evacuated refugees
survived: survived survivors survivor surviving rescued überlebt überlebte überlebten überlebende survécu survivants rescapés sobrevivieron supervivientes выжили выживших спасены
killed: getötet gestorben tote toten todesopfer starben ums
injured: verletzt verletzte verletzten verwundet verwundete
killed: tués tué morts mort décès tuées décédés
injured: blessés blessé blessées
killed: muertos murieron fallecidos muertes asesinados
injured: heridos heridas lesionados
killed: погибли погибших погибшие убиты убитые погибло умерли
injured: ранены раненых раненые ранено пострадали
killed: ہلاک جاں شہید
injured: زخمی
killed: قتلى قتل مقتل قتلوا قتيلا وفاة مصرع لقوا
injured: جرحى أصيب جريحا إصابة جرح جريح مصاب مصابا أصيبوا
killed: کشته مرگ جان‌باخته
killed: मारे मौत मृत मृत्यु
injured: घायल ज़ख़्मी जख्मी
killed: öldü ölü öldürüldü ölenler hayatını
injured: yaralandı yaralı yaralanan
killed: morti uccisi uccise vittime deceduti
injured: feriti ferite
killed: mortos mortas mortes morreram
injured: feridos feridas
killed: doden dode omgekomen gedood
injured: gewonden gewond gewonde
killed: zabitych zginęło zginęli ofiar
injured: rannych ranni rannego
"""
_PAIRED = """
best biggest boys cadet cadette daughter earliest east eastern est este fastest father female femmes filles first
frauen girls highest hombres hommes jungen kleinste kleinsten largest latest longest lowest male men mother mujeres
niedrigste niedrigsten nord norden norte north northern oeste oldest osten ouest shortest slowest smallest son south
southern sud sur tallest west westen western women worst youngest aîné aînée garçons größte größten höchste höchsten
jüngste jüngsten mädchen männer niñas niños süden älteste ältesten بڑا جنوب خواتین شمال عورتیں لڑکیاں لڑکے مرد مشرق
مغرب چھوٹا he she il elle مردوں
"""
_IDLE = """
a an the of in on at by to for with from and or as is are was were be been being has have had it its they their his her this that
these those there which who whom when where than then also only more most some about around nearly almost over under up down not no
per cent percent total number figure count people persons others other another each all both said says according put stood reached came now last year years month week today then currently still just already
der die das den dem des ein eine einen einem einer im am um von zu bei mit und oder ist sind war waren wurde wurden hat haben hatte es sie er
le la les un une des du de en au aux par pour avec et ou est sont était étaient ont a été il elle ils y sur dans
el los las una unos unas del al con por para o es son fue fueron ha han se lo que su sus
в на по из к от до с и или был была было были это его ее их человек
فیصد فیصد میں پر کو کے کی کا سے نے اور یا ہے ہیں تھا تھے تھی گیا گئے گئی ہو ہوئے ہوا لوگ افراد
في على من إلى عن مع و أو كان كانت هو هي شخص شخصا أشخاص
"""
FATES = {
    word: fate
    for fate, words in (line.split(": ") for line in _FATES.strip().splitlines())
    for word in words.split()
}
"""What became of people: each word with the English one for it, so that languages can be compared."""
PAIRED = frozenset(_PAIRED.split())
"""Words of which a text often has another one for another figure: `the oldest was 91, the youngest 4`."""
IDLE = frozenset(_IDLE.split())
"""Words that say nothing of what a figure is of."""
