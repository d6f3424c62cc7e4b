"""Words by which a name or a number is known in a model's line, and words that are no names. Pure."""

from __future__ import annotations

import re

_VALUES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 30, 40, 50, 100, 1000)
_IN_WORDS = {
    "en": "two three four five six seven eight nine ten twelve twenty thirty forty fifty hundred thousand",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez doce veinte treinta cuarenta cincuenta cien mil",
    "fr": "deux trois quatre cinq six sept huit neuf dix douze vingt trente quarante cinquante cent mille",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig dreißig vierzig fünfzig hundert tausend",
    "it": "due tre quattro cinque sei sette otto nove dieci dodici venti trenta quaranta cinquanta cento mille",
    "pt": "dois três quatro cinco seis sete oito nove dez doze vinte trinta quarenta cinquenta cem mil",
    "nl": "twee drie vier vijf zes zeven acht negen tien twaalf twintig dertig veertig vijftig honderd duizend",
    "pl": "dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć dwanaście dwadzieścia trzydzieści czterdzieści"
    " pięćdziesiąt sto tysiąc",
}
# By language: each word with the digits that say the same. "One" is rarely a number, and Italian "sei" often is none.
NUMBER_WORDS = {
    language: {word: str(value) for word, value in zip(words.split(), _VALUES, strict=True) if word != "sei"}
    for language, words in _IN_WORDS.items()
}

# Capitalised in some language though they name nobody: what a translation of the customer's own words may bring in.
ORDINARY = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december english"
    " spanish french german italian portuguese dutch polish japanese chinese".split()
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
