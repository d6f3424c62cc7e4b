"""Dutch."""

from __future__ import annotations

from handoff.phrases.languages.base import Phrases, gap, telling, words

_REAL = r"(?:echte?|menselijke?|levende?|fysieke?|werkelijke?|gewone?)"
_ROLE = (
    r"(?:medewerk(?:er|ster)s?|klantenservicemedewerk(?:er|ster)|collega|manager|leidinggevende"
    r"|teamleider|baas|agent|operator|telefonist|supervisor|adviseur|consulent|vertegenwoordiger"
    r"|specialist|chef)"
)
_HUMAN = (
    rf"(?:{_REAL} (?:persoon|personen|mens|mensen|{_ROLE}|hulp|contact|iemand)|mens(?:en)?|{_ROLE}|iemand"
    rf" (?:van vlees en bloed|echt))"
)
_TEAM = (
    r"(?:(?:de |jullie |uw |ons |het |jouw )?(?:klantenservice|klantendienst|helpdesk|support(?:team)?"
    r"|support team|serviceteam|team))"
)
_A = r"(?:een|n|de|het|uw|jullie|onze|een andere|een van jullie|een van uw|een van onze|ons|je|jouw)"
_ANY = rf"(?:(?:{_A} )?(?:{_HUMAN}|persoon|{_TEAM})|iemand)"
_TALK = r"(?:praten|spreken|chatten|bellen|overleggen|schrijven|praat|contact)"
_WANT = (
    r"(?:ik wil|wil|ik wens|ik zou|ik heb|ik moet|ik wou|ik vraag|kan ik|mag ik|kunnen we|kan je|kun je"
    r"|kunt u|kan u|geef me|geef mij|geeft u mij|graag|haal|doe mij|ik verkies|ik eis|hoe kan ik|laat me)"
)
_MOVE = (
    r"(?:verbind|verbinden|doorverbinden|doorverbonden|doorschakelen|doorgeschakeld|doorzetten|doorsturen|verbonden)"
)

PHRASES = Phrases(
    telling=telling(
        "mens mensen menselijk menselijke persoon personen iemand medewerker medewerkers medewerkster"
        " klantenservicemedewerker collega manager leidinggevende teamleider baas agent operator telefonist"
        " supervisor adviseur consulent vertegenwoordiger specialist chef "
        "klantenservice klantendienst helpdesk support supportteam serviceteam team robot bot chatbot"
        " computer machine ai bellen terugbellen contact collegas"
    ),
    asks=words(
        rf"^(?:(?:hallo|hoi|de|graag) ){{0,2}}{_TEAM}(?: (?:graag|aub|alsjeblieft|alstublieft|nu)){{1,2}}$",
        rf"(?:wil|mag|kan|kunnen|zou)(?: (?:ik|we|graag|nu|even|niet|gewoon)){{0,3}} {_ANY}(?: van jullie)?"
        rf" (?:spreken|aan de lijn|te spreken)",
        rf"(?:stuur|zet|schakel)(?: (?:me|mij|ons|graag|nu|even)){{1,2}} door naar {_ANY}",
        rf"(?:met|tegen) {_ANY}{gap(3)} {_TALK}",
        rf"{_TALK}(?: (?:direct|nu|graag|liever|even|op)){{0,2}} (?:met|tegen) {_ANY}",
        rf"(?:{_MOVE})(?: (?:me|mij|ons|nu|graag|direct|alsjeblieft|even|door|worden)){{0,3}} (?:met|naar) {_ANY}",
        rf"(?:met|naar) {_ANY}(?: (?:worden|even|graag|nu|direct))? (?:{_MOVE}|verbonden worden)",
        rf"{_WANT}(?: (?:graag|nu|alsjeblieft|aub|liever|gewoon|gvd|een keer|even|nodig)){{0,2}} {_A} (?:{_HUMAN})",
        rf"(?:{_A} )?(?:{_HUMAN})(?: (?:aub|alstublieft|alsjeblieft|graag|nu|svp|nodig))$",
        rf"^(?:(?:hallo|hoi|graag|nee|een|ik wil|de|met|liever|nu|gewoon) ){{0,3}}(?:{_HUMAN})(?: (?:aub|graag"
        rf"|nu|bedankt|alsjeblieft|alstublieft)){{0,2}}$",
        rf"(?:is er|zit er|heb je|hebben jullie|zijn er|heeft u)(?: (?:ook|misschien|dan|geen|nog|ergens))*"
        rf" (?:iemand|{_A} {_HUMAN}|{_HUMAN})(?: (?:die|daar|aanwezig|beschikbaar|met wie|waarmee|bereikbaar"
        rf"|waar))?",
        rf"(?:kan|kunnen|wil|zou|mag)(?: er)? (?:iemand|{_A} {_HUMAN})(?: van (?:jullie|{_TEAM}))?{gap(4)}"
        rf" (?:helpen|bellen|terugbellen|antwoorden|kijken|contacteren|opnemen)",
        rf"(?:geholpen|gebeld|teruggebeld|benaderd)(?: worden)? door {_ANY}",
        r"(?:niet|geen zin)(?: (?:meer|langer|om))*(?: met| tegen)(?: (?:een|die|deze|zo n|n))? (?:\w+"
        r" )?(?:robot|bot|chatbot|computer|machine|ai)(?: te)? (?:praten|chatten|spreken)",
    ),
    aside=words(
        r"(?:ben je|ben jij|bent u|is dit|praat ik|spreek ik|chat ik|ben ik)(?: (?:nu|hier|wel|eigenlijk|met"
        r"|aan het))* (?:een|n)(?: \w+)? ?(?:mens|persoon|robot|bot|medewerker|computer)?",
        r"(?:openingstijden|hoe laat|wanneer|bereikbaar (?:op|van|tussen)|telefoonnummer|nummer van|mailadres"
        r"|e mailadres|adres van|welke dagen|tot hoe)",
        r"(?:zei|vertelde|beloofde|heb (?:al|gisteren|net|eerder)|heb ik (?:al|gisteren|net|eerder)|gesproken"
        r"|gebeld met|had ik|sprak)",
        r"(?:per persoon|voor (?:een|twee|drie|\d) perso\w+|mensenhaar|echt haar|menselijk haar|andere"
        r" persoon|iemand anders|cadeau|ophalen|aannemen|bezorg\w*)",
        r"(?:mijn|m n) (?:baas|collega|manager|medewerker|leidinggevende|adviseur|chef|team)",
    ),
    refuses=words(
        rf"(?:geen|niet(?: met| door| naar)?|zonder|in plaats van|liever niet)(?: (?:{_A}|echte|andere|met"
        rf"|naar|graag|door)){{0,4}} (?:{_HUMAN}|persoon|iemand|{_TEAM})(?:{gap(2)} (?:praten|spreken|nodig"
        rf"|bellen|verbonden))?",
        rf"(?:hoef|wil)(?: {_ANY}| met {_ANY}) niet",
        r"(?:verbind|verbindt|schakel|stuur)(?: u)? (?:me|mij) (?:alsjeblieft |aub )?niet",
        r"(?:wil|hoef) (?:niet|liever niet) (?:te worden )?(?:doorverbonden|verbonden|doorgeschakeld)",
    ),
    offers=words(
        rf"(?:wil je|wilt u|wil u|zal ik|mag ik|kan ik|moet ik|heb je liever|zou je|zou u|wens je){gap(5)}"
        rf" (?:met|naar|door|bij)(?: \w+){{0,2}}? (?:{_HUMAN}|persoon|iemand|supportteam|support|team"
        rf"|klantenservice|collega)",
    ),
    promises=words(
        rf"(?:ik|we|wij) (?:verbind|verbinden|schakel|schakelen|zet|geef|zal|ga|stuur|sturen|breng)(?: (?:je"
        rf"|jou|u|jullie|dit|het|nu|even|graag|door|direct|vraag|uw|in|contact)){{0,5}} (?:met|naar|aan|bij)"
        rf" (?:\w+ )?(?:\w+ )?(?:{_HUMAN}|iemand|supportteam|support|team|klantenservice)",
        rf"(?:{_HUMAN}|iemand|supportteam|team|klantenservice)(?: van (?:ons|het|onze|de)(?: \w+)?)? (?:zal"
        rf"|zullen|gaat|gaan|neemt|nemen|belt|bellen|helpt|reageert|antwoordt|komt|pakt|kijkt|contacteert)(?:"
        rf" \w+){{1,5}}",
        r"(?:we|wij|ik) (?:bellen|bel|zullen|zal|nemen|neem|gaan|ga) (?:je|jou|u|contact)(?: \w+){0,4}?"
        r" ?(?:terug|bellen|terugbellen|op|op met je|opnemen|contacteren)",
        r"(?:heb|hebben)(?: \w+){0,5} (?:doorgestuurd|doorgegeven|doorgezet|gemeld|overgedragen)(?:"
        r" \w+){0,2}(?: (?:aan|naar|bij) (?:\w+ )?(?:team|collega\w*|klantenservice|support\w*|medewerker))?",
    ),
    yes=words(
        r"(?:(?:ah|oh|ok|oke|nou|eh) )?(?:ja|jaa|jawel|ja ja|jep|jup|zeker|jazeker|ja hoor|ja graag|graag"
        r"|heel graag|ja dat is goed|dat is goed|is goed|prima|akkoord|natuurlijk|tuurlijk|absoluut|doe maar"
        r"|ja doe maar|doe dat maar|goed|goed idee|okee|lijkt me goed|top|ja prima|ja alsjeblieft|ja"
        r" alstublieft|alsjeblieft|alstublieft|aub|dat zou (?:fijn|mooi|top|geweldig|prettig) zijn|ja dat wil"
        r" ik|dat wil ik|wil ik|waarom niet|verbind me maar door|verbind maar door)"
        r"(?: (?:ja|graag|aub|alsjeblieft|alstublieft|bedankt|dank je|dank u|hoor|maar|doe maar|top)){0,3}"
    ),
    no=words(
        r"(?:(?:ah|oh|ok|oke|nou|eh|voorlopig|voor nu) )?(?:nee|neen|nee nee|nee bedankt|nee dank je|nee dank"
        r" u|nee hoor|niet nodig|is niet nodig|dat is niet nodig|dat hoeft niet|hoeft niet|nog niet|nu niet"
        r"|niet nu|liever niet|voorlopig niet|later|misschien later|laat maar|laat maar zitten|maakt niet uit"
        r"|nee dat hoeft niet|niet per se|absoluut niet|vergeet het|wil ik niet)"
        r"(?: (?:bedankt|dank je|dank u|hoor|nu|niet|nog|graag|dat hoeft niet|hoeft niet|niet nodig)){0,3}"
    ),
    but=words(r"maar (?!graag)(?!door)", r"maar(?= \w+ (?!$))", r"al", r"eerst", r"daarvoor", r"niet", r"nee", r"geen"),
)
