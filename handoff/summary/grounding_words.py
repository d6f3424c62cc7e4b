"""Words by which a name or a number is known in a model's line, and words that are no names. Pure."""

from __future__ import annotations

import re

_VALUES = (*range(2, 21), *range(30, 100, 10), 100, 1000, 1_000_000)
_IN_WORDS = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
    " dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien mil millón",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
    " dix-neuf vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix cent mille million",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
    " achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend million",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici"
    " diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento mille"
    " milione",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito"
    " dezenove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem mil milhão",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien"
    " achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd duizend miljoen",
    "pl": "dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście czternaście"
    " piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście dwadzieścia trzydzieści czterdzieści"
    " pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt sto tysiąc milion",
}
# How a ten and what is above it become one word: "twenty-five", "fünfundzwanzig".
_JOINED = {"en": "{ten}-{unit}", "fr": "{ten}-{unit}", "de": "{unit}und{ten}", "nl": "{unit}en{ten}"}


def _words_of(language: str) -> dict[str, str]:
    """Each word with the digits that say the same."""
    values = dict(zip(_VALUES, _IN_WORDS[language].split(), strict=True))
    tens, units = range(20, 100, 10), range(2, 10)
    joined = {
        _JOINED[language].format(ten=values[ten], unit=values[unit]): str(ten + unit)
        for ten in (tens if language in _JOINED else ())
        for unit in units
    }
    return {word: str(value) for value, word in values.items()} | joined


# "One" is rarely a number, and Italian "sei" often is none.
NUMBER_WORDS = {
    language: {word: digits for word, digits in _words_of(language).items() if word != "sei"} for language in _IN_WORDS
}

# Capitalised in some language though they name nobody: what a translation of the customer's own words may bring in.
ORDINARY = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december english"
    " spanish french german italian portuguese dutch polish japanese chinese".split()
)
# English: what only people do, what they did where it happened to something, and who is meant without a name.
PEOPLE_DO = frozenset(
    "wants asks says said wrote writes calls complains reports claims insists insisted prefers hopes thinks believes"
    " requests wishes tried promises tells agreed would".split()
)
PEOPLE_DID = frozenset(
    "wanted asked called complained reported claimed ordered bought requested contacted promised told approved offered"
    " refused confirmed explained mentioned sent".split()
)
OBJECTS = frozenset("the a an it that her his them my your".split())
NOBODYS_NAMES = frozenset(
    "customer customers client shopper user buyer agent assistant bot team support they he she it we you who nobody"
    " somebody someone everyone staff colleague shop store company seller merchant courier carrier bank this that what"
    " which also then but and so".split()
)
GERMAN_TITLES = frozenset(("herr", "herrn", "frau", "familie", "firma", "namens", "dr", "kollege", "kollegin"))
# A noun behind these is nobody's family name.
GERMAN_ARTICLES = frozenset(
    "der die das den dem des ein eine einen einem einer kein keine im am zum zur vom beim ihr sein seine ihre mein er"
    " sie es wir in an auf mit von für bei nach aus zu über unter und oder wegen ohne kunde kundin möchte bitte laut"
    " seit".split()
)
# Behind a Japanese or a Chinese name; "お客様" is the customer, whoever it is.
HONORIFICS = re.compile(
    "((?<!お)[\u4e00-\u9fff]{1,4}|[\u30a1-\u30fc]{2,10})(?:さん|様(?!子)|氏(?!名))|([\u4e00-\u9fff])(?:先生|女士|小姐)"
)
