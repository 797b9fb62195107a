"""A figure of one clause is not that of another, in any language whose words are listed, and honest words are left alone."""

from __future__ import annotations

from support.cases import each

from bindery.evidence.alignment import align
from bindery.evidence.cited_material import figures_in_quotation
from bindery.evidence.exchanged_clauses import exchanged_clauses
from bindery.text.numerals import find_figures

FERRY = "The ferry makes 8 crossings a day in summer and 3 in winter"
TOLL = "The blast left 18 killed and 45 wounded."
HIRED = "Eleven of the 40 cooks were men, and five of them stayed"
QUAKE = "The drought began in May and had ruined 40 farms by August"
ROUNDS = "In the first round she won 312 votes; in the second, held in June, it was 480."
VOTES = "Support for the bridge stands at 61%, opposition at 28%."
CROP = "Growers picked 8.1 tonnes of plums, against 6.9 tonnes in the wet summer of 2019."
MUSEUM = "The museum had 310,000 visitors by May, among them 41,000 pupils."


@each(
    ("language", "quote", "statement", "found"),
    [
        # the words of the other clause
        ("en", FERRY, "The ferry makes 8 crossings a day in winter.", True),
        ("en", FERRY, "The ferry makes 8 crossings a day in summer.", False),
        ("en", FERRY, "In winter the ferry makes 3 crossings a day.", False),
        ("en", FERRY, "In winter there are 3 crossings, in summer 8.", False),
        ("en", FERRY, "In winter there are fewer crossings than the 8 of summer.", False),
        ("en", TOLL, "The blast killed 45.", True),
        ("en", TOLL, "The blast killed 45 and wounded 18.", True),
        ("en", TOLL, "The blast killed 18.", False),
        ("en", TOLL, "The blast wounded 45.", False),
        ("en", TOLL, "The blast wounded 45 and killed 18.", False),
        ("en", VOTES, "Opposition to the bridge stands at 61%.", True),
        ("en", VOTES, "Support for the bridge stands at 61%.", False),
        ("en", "Anna sold 12 boats, while Ben sold 30.", "Ben sold 12 boats.", True),
        ("en", "Anna sold 12 boats, while Ben sold 30.", "Anna sold 12 boats.", False),
        ("de", "Nord verlor 12 Spiele, während Süd 30 gewann.", "Süd verlor 12 Spiele.", True),
        ("fr", "La ville compte 14 hôpitaux publics et 3 privés", "La ville compte 14 hôpitaux privés.", True),
        ("fr", "Le port comptait 40 bateaux en 2022 et 52 en 2023", "Le port comptait 52 bateaux.", False),
        ("es", "Han muerto 41 personas y 212 siguen ingresadas", "Han muerto 212 personas.", True),
        ("es", "Han muerto 41 personas y 212 siguen ingresadas", "Siguen ingresadas 212 personas.", False),
        ("it", "Sono morti 9 operai e 30 sono stati evacuati", "Sono morti 30 operai.", True),
        ("nl", "Bij de storm kwamen 5 mensen om en raakten 14 gewond", "Bij de storm kwamen 14 mensen om.", True),
        ("pl", "Zginęło 11 osób, a 34 zostały ranne", "Zginęły 34 osoby.", True),
        ("ru", "Доллар стоит 97, евро – 103; курс упал", "Доллар стоит 103.", True),
        ("ar", "ارتفعت الإيجارات 6 في المئة والرواتب 2 في المئة", "ارتفعت الرواتب 6 في المئة.", True),
        ("ar", "ارتفعت الإيجارات 6 في المئة والرواتب 2 في المئة", "ارتفعت الرواتب 2 في المئة.", False),
        ("ar", "شيد المسجد عام 1874 ووصله الماء عام 1931", "شيد المسجد عام 1931.", True),
        ("ur", "فیکٹری 60 بسیں بنائے گی اور 25 بیچ چکی ہے", "فیکٹری 60 بسیں بیچ چکی ہے۔", True),
        ("ur", "فیکٹری 60 بسیں بنائے گی اور 25 بیچ چکی ہے", "فیکٹری 60 بسیں بنائے گی۔", False),
        ("ps", "پېښه کې ۴۲ کسان ووژل شول او ۲۰ ټپیان شول", "پېښه کې ۲۰ کسان ووژل شول.", True),
        ("zh", "地震造成19人死亡，60人受伤", "地震造成60人死亡。", True),
        ("zh", "地震造成19人死亡，60人受伤", "地震造成19人死亡。", False),
        # the same in further words and languages
        ("tr", "Depremde 19 kişi öldü, 60 kişi yaralandı", "Depremde 60 kişi öldü.", True),
        ("tr", "Depremde 19 kişi öldü, 60 kişi yaralandı", "Depremde 60 kişi yaralandı.", False),
        ("hi", "बाढ़ में 19 लोगों की मौत हुई और 60 घायल हुए", "बाढ़ में 60 लोगों की मौत हुई।", True),
        ("hi", "बाढ़ में 19 लोगों की मौत हुई और 60 घायल हुए", "बाढ़ में 60 लोग घायल हुए।", False),
        ("fa", "در این حادثه ۱۹ نفر کشته و ۶۰ نفر زخمی شدند", "در این حادثه ۶۰ نفر کشته شدند.", True),
        ("pt", "Subiu 9% em Lisboa e 4% no Porto", "Subiu 9% no Porto.", True),
        ("pt", "Subiu 9% em Lisboa e 4% no Porto", "No Porto subiu 4%.", False),
        ("it", "Il tunnel è lungo 57 chilometri e il ponte 3", "Il ponte è lungo 57 chilometri.", True),
        ("it", "Il tunnel è lungo 57 chilometri e il ponte 3", "Il tunnel è lungo 57 chilometri.", False),
        ("nl", "De partij kreeg 30 zetels, de oppositie 45", "De oppositie kreeg 30 zetels.", True),
        ("nl", "De partij kreeg 30 zetels, de oppositie 45", "De partij kreeg 30 zetels.", False),
        ("pl", "Most ma 210 metrów, a tunel 160", "Tunel ma 210 metrów.", True),
        ("ru", "Мост открыли в 1874 году, а вокзал в 1931", "Мост открыли в 1931 году.", True),
        ("ru", "Мост открыли в 1874 году, а вокзал в 1931", "Вокзал открыли в 1931 году.", False),
        ("en", "The bridge opened in 1874 and got lamps in 1931", "The bridge opened in 1931.", True),
        ("en", "The bridge opened in 1874 and got lamps in 1931", "The bridge has had lamps since 1931.", False),
        ("en", "Sales rose to 40 boats in May, compared with 31 in April", "In April sales rose to 40 boats.", True),
        ("en", "Sales rose to 40 boats in May, compared with 31 in April", "Sales reached 40 boats in May.", False),
        ("en", "The choir has 60 members, 14 of whom sing bass", "The choir has 60 members who sing bass.", True),
        ("en", "The choir has 60 members, 14 of whom sing bass", "Fourteen of its 60 members sing bass.", False),
        ("de", "Das Werk baute 300 Räder und verkaufte 120", "Das Werk verkaufte 300 Räder.", True),
        ("de", "Das Werk baute 300 Räder und verkaufte 120", "Von den 300 gebauten Rädern wurden 120 verkauft.", False),
        ("fr", "L'usine a construit 300 vélos et en a vendu 120", "L'usine a vendu 300 vélos.", True),
        ("fr", "L'usine a construit 300 vélos et en a vendu 120", "L'usine a construit 300 vélos.", False),
        ("es", "Plantaron 300 olivos y talaron 120", "Talaron 300 olivos.", True),
        ("zh", "该厂生产300辆自行车，售出120辆", "该厂售出300辆自行车。", True),
        ("zh", "该厂生产300辆自行车，售出120辆", "该厂生产300辆自行车。", False),
        ("ur", "حادثے میں 19 افراد ہلاک اور 60 زخمی ہوئے", "حادثے میں 60 افراد ہلاک ہوئے۔", True),
        ("ps", "په پېښه کې ۱۹ کسان مړه او ۶۰ ټپیان شول", "په پېښه کې ۶۰ کسان مړه شول.", True),
        ("ar", "قتل 19 شخصا وأصيب 60 في الهجوم", "قتل 60 شخصا في الهجوم.", True),
        ("ar", "قتل 19 شخصا وأصيب 60 في الهجوم", "أصيب 60 شخصا في الهجوم.", False),
        # a part: its words are not those of the whole
        ("en", HIRED, "Eleven men stayed.", True),
        ("en", HIRED, "Eleven cooks were men.", False),
        ("en", HIRED, "Five men stayed.", False),
        ("de", "Elf der 40 Köche waren Männer, fünf von ihnen blieben", "Elf Männer blieben.", True),
        ("fr", "Onze des 40 chefs étaient des hommes et cinq d'entre eux sont restés", "Onze hommes sont restés.", True),
        ("es", "Doce de los 40 cocineros eran hombres y cinco de ellos siguieron", "Doce hombres siguieron.", True),
        ("pt", "O hotel tem 90 quartos, dos quais 12 com varanda", "O hotel tem 90 quartos com varanda.", True),
        ("ru", "Из 40 поваров 11 были мужчинами, пятеро из них остались", "На кухне было 40 поваров.", False),
        ("en", MUSEUM, "The museum had 310,000 pupils by May.", True),
        ("en", MUSEUM, "The museum had 310,000 visitors by May.", False),
        # dates and ordinal numbers exclude each other
        ("en", QUAKE, "The drought had ruined 40 farms by May.", True),
        ("en", QUAKE, "The drought had ruined 40 farms by August.", False),
        ("en", ROUNDS, "In the second round she won 312 votes.", True),
        ("en", ROUNDS, "In the first round she won 312 votes.", False),
        ("en", CROP, "In 2019 growers picked 8.1 tonnes of plums.", True),
        ("en", CROP, "In 2019 growers picked 6.9 tonnes of plums.", False),
        ("de", "Die Quote sank im Mai auf 4,1 Prozent, nach 4,6 Prozent im April", "Im April lag sie bei 4,1 Prozent.", True),
        ("de", "Die Quote sank im Mai auf 4,1 Prozent, nach 4,6 Prozent im April", "Im Mai lag sie bei 4,1 Prozent.", False),
        ("it", "Stanzia 60 milioni per il 2025 e 45 per il 2026", "Stanzia 60 milioni per il 2026.", True),
        ("it", "Stanzia 60 milioni per il 2025 e 45 per il 2026", "Stanzia 60 milioni per il 2025.", False),
        ("en", "From 0.5% in May 2020 the rate rose to 4.5% in July 2023", "In May 2020 the rate was 4.5%.", True),
        # what is left alone
        ("en", "The keeper, aged 34, saw 12 lamps", "The keeper, 34, saw lamps.", False),
        ("en", "Between 5 and 9 people, most of them young, left", "Between 5 and 9 people left.", False),
    ],
)  # fmt: skip
def test_a_figure_of_another_clause(language: str, quote: str, statement: str, found: bool) -> None:
    own, cited = find_figures(statement, language), figures_in_quotation(quote, language)
    assert bool(list(exchanged_clauses(align(language, statement, own, [(language, quote, cited)])))) is found
