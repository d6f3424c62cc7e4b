"""German."""

from __future__ import annotations

from handoff.phrases.languages.base import Phrases, gap, telling, words

_REAL = (
    r"(?:echte?[nrs]?|richtige?[nrs]?|reale?[nrs]?|menschliche?[nrs]?|lebende?[nrs]?|wirkliche?[nrs]?"
    r"|leibhaftige?[nrs]?)"
)
_ROLE = (
    r"(?:mitarbeiter(?:in|s|innen)?|sachbearbeiter(?:in)?|berater(?:in)?|kundenberater(?:in)?"
    r"|servicemitarbeiter(?:in)?|supportmitarbeiter(?:in)?|kundendienstmitarbeiter(?:in)?"
    r"|vorgesetzte[nr]?|chef(?:in)?|manager(?:in)?|filialleiter(?:in)?|ansprechpartner(?:in)?"
    r"|agent(?:en)?|techniker(?:in)?|teamleiter(?:in)?|operator)"
)
_HUMAN = (
    rf"(?:{_REAL} (?:person|personen|mensch|menschen|ansprechpartner|mitarbeiter|agent|hilfe|support"
    rf"|kontakt|berater|leute)|mensch(?:en)?|person aus fleisch und blut|{_ROLE})"
)
_TEAM = (
    r"(?:kundenservice|kundendienst|kundenbetreuung|kundensupport|support(?:team)?|support team|service"
    r" team|serviceteam|team)"
)
_A = (
    r"(?:einen|einem|einer|eine|ein|nem|nen|ner|den|dem|der|die|das|nen anderen|einem anderen|euren|eurem"
    r"|ihren|ihrem|unserem|irgendeinem|jemandem|jemand)"
)
_SOMEONE = r"(?:jemand(?:em|en)?|irgendjemand(?:em|en)?|irgendwem|wem)"
_ANY = rf"(?:(?:{_A} )?(?:{_A} )?(?:{_HUMAN}|person|{_TEAM})|{_SOMEONE})"
_TALK = (
    r"(?:sprechen|reden|schreiben|chatten|telefonieren|quatschen|spreche|rede|verbunden werden|kommunizieren|kontakt)"
)
_WANT = (
    r"(?:ich will|ich m(?:o|oe)chte|m(?:o|oe)chte|will|ich w(?:u|ue)rde|w(?:u|ue)rde|ich h(?:a|ae)tte"
    r" gern\w?|ich brauche|brauche|brauch|ich br(?:a|ae)uchte|ich bevorzuge|ich verlange|gib mir|geben"
    r" sie mir|gebt mir|ich wuensche|kann ich|k(?:o|oe)nnte ich|darf ich|kann man|holen sie|hol mir|hol"
    r"|holt)"
)

PHRASES = Phrases(
    telling=telling(
        "mensch menschen menschlich menschliche menschlichen menschlicher person personen jemand jemandem"
        " jemanden irgendjemand irgendjemandem irgendwem wem mitarbeiter mitarbeiterin mitarbeitern"
        " mitarbeiters mitarbeiterinnen "
        "sachbearbeiter sachbearbeiterin berater beraterin kundenberater kundenberaterin servicemitarbeiter"
        " supportmitarbeiter kundendienstmitarbeiter vorgesetzte vorgesetzten vorgesetzter chef chefin"
        " manager managerin filialleiter filialleiterin ansprechpartner "
        "ansprechpartnerin agent agenten techniker teamleiter operator kundenservice kundendienst"
        " kundenbetreuung kundensupport supportteam support serviceteam team bot roboter maschine chatbot ki"
        " computer kollege kollegin kollegen "
        "rufen melden kontaktieren leute ruckruf rueckruf anruf"
    ),
    asks=words(
        r"(?:will|m(?:o|oe)chte|muss|kann ich|darf ich)(?: (?:bitte|endlich|jetzt|hier|mal)){0,2} jemanden?"
        r" (?:sprechen|haben)",
        rf"^(?:(?:hallo|bitte|zum|den) ){{0,2}}{_TEAM}(?: (?:bitte|jetzt|sofort)){{1,2}}$",
        rf"(?:will|m(?:o|oe)chte|muss|bitte)(?: (?:bitte|direkt|gerne?|jetzt)){{0,2}} (?:zum|zu einem|zu einer"
        rf"|an den) (?:{_HUMAN}|{_TEAM})$",
        rf"(?:{_HUMAN}|person|{_SOMEONE}) mit (?:dem|der|denen) (?:ich|man|wir){gap(3)} {_TALK}",
        rf"mit {_ANY}(?: {_REAL})?{gap(4)} {_TALK}",
        rf"{_TALK}{gap(2)} mit {_ANY}",
        rf"(?:verbinde|verbinden|verbindet|verbindung|weiterleiten|weiterverbinden|durchstellen|leite|leiten"
        rf"|stell|stellen|vermitteln|weiter|kontakt)(?: sie(?= mich| bitte| uns))?(?: (?:mich|uns|bitte|jetzt"
        rf"|mal|doch|direkt|zu|mir)){{0,4}} (?:mit|zu|an|zum|zur) {_ANY}",
        rf"(?:mit|zu|an|zum|zur) {_ANY}{gap(2)} (?:verbinden|weiterleiten|weitergeleitet|verbunden"
        rf"|durchstellen|durchgestellt|weiterverbinden|weiterverbunden|vermitteln)",
        rf"{_WANT}(?: (?:bitte|jetzt|endlich|nur|einfach|lieber|gern|gerne|mal|doch|sofort|dringend)){{0,2}}"
        rf" (?:{_A} ){{0,2}}{_HUMAN}",
        rf"(?:{_A} )?(?:{_HUMAN})(?: (?:bitte|jetzt|sofort|bitte jetzt|verlangt|gew(?:u|ue)nscht|ben(?:o|oe)tigt))$",
        rf"^(?:(?:hallo|bitte|ich will|nein|ein|einen|eine|mit|nur|lieber|zum|zu einem|hi|jetzt)"
        rf" ){{0,3}}(?:{_HUMAN})(?: (?:bitte|jetzt|danke|sofort)){{0,2}}$",
        rf"(?:ist|gibt es|gibts|habt ihr|haben sie)(?: (?:da|hier|bei euch|auch|denn|bei ihnen)){{0,2}}"
        rf" (?:{_SOMEONE}|{_A} {_HUMAN}|{_HUMAN})(?: (?:da|hier|erreichbar|verf(?:u|ue)gbar|mit dem|der|die"
        rf"|zum))?",
        rf"(?:kann|k(?:o|oe)nnte|soll|sollte|m(?:o|oe)ge)(?: (?:mir|mich|bitte|da|mal|das))* (?:{_SOMEONE}"
        rf"|{_A} {_HUMAN})(?: von euch| bei euch| bei ihnen)?{gap(4)} (?:helfen|anrufen|antworten|zur(?:u"
        rf"|ue)ckrufen|anschauen|ansehen|k(?:u|ue)mmern|melden|kontaktieren)",
        rf"(?:mich|mir)(?: bitte)? (?:{_SOMEONE}|{_A} {_HUMAN}){gap(2)} (?:anrufen|zur(?:u|ue)ckrufen|hilft"
        rf"|anruft|kontaktieren|antwortet)",
        rf"(?:nicht|keine lust)(?: (?:mehr|l(?:a|ae)nger|weiter))?(?: (?:mehr))? mit (?:einem|einer|dem|der"
        rf"|diesem|dieser|ner|nem|so einem) (?:\w+ )?(?:bot|roboter|maschine|chatbot|ki|computer){gap(2)}"
        rf" (?:reden|sprechen|schreiben|chatten)",
        rf"(?:mit|von) (?:einem |einer )?(?:{_HUMAN}) statt",
    ),
    aside=words(
        r"(?:bist du|sind sie|bin ich|spreche ich|rede ich|schreibe ich|ist das)(?: (?:hier|gerade|jetzt"
        r"|eigentlich|(?:u|ue)berhaupt|denn|wirklich|mit|bei)){0,3} (?:ein|einem|eine|einer|n|nem)(?: \w+)?"
        r" (?:mensch|person|menschen|mitarbeiter|roboter|bot|maschine|agent)",
        r"(?:wann|uhrzeit|(?:o|oe)ffnungszeiten|gesch(?:a|ae)ftszeiten|servicezeiten|telefonnummer|nummer|e"
        r" mail adresse|adresse|wie lange|welche zeiten)",
        r"(?:hat mir|haben mir|meinte|sagte|gesagt|versprochen|habe (?:schon|bereits|gestern|doch)? ?mit"
        r"|hatte (?:schon|bereits|gestern)? ?mit|gesprochen|telefoniert|wurde von)",
        r"(?:pro person|f(?:u|ue)r (?:eine|zwei|drei|1|2|\d|jede) person\w*|menschenhaar|echthaar"
        r"|menschliches haar|andere person|jemand anderes?|jemanden schenken)",
        r"(?:meinem|mein|meinen|meine|meiner) (?:chef|chefin|mitarbeiter|kollege|kollegen|berater"
        r"|mitarbeiterin|vorgesetzten|manager|team|techniker)",
        r"(?:verschenken|schenken|geschenk|abholen|annehmen|angenommen|entgegennehmen|rabatt|bewerbe\w*"
        r"|stellenangebot|passwort manager|auto agent)",
    ),
    refuses=words(
        rf"(?:kein(?:e|en|em)?|nicht(?: mit| zu| an)?|ohne|statt|lieber nicht|brauche nicht|weder)(?: (?:{_A}"
        rf"|echten?|anderen?|gern|gerne|mit|zu|an|unbedingt)){{0,4}} (?:{_HUMAN}|person|{_SOMEONE}"
        rf"|{_TEAM})(?:{gap(2)} (?:reden|sprechen|verbunden|verbinden|verbunden werden|n(?:o|oe)tig))?",
        rf"mit {_ANY}{gap(1)} (?:nicht|gar nicht|nie) (?:reden|sprechen|schreiben|verbunden)",
        rf"(?:will|m(?:o|oe)chte|brauche|muss) (?:{_ANY}|mit {_ANY}) nicht",
        r"(?:verbinden sie|verbinde|leite|leiten sie) mich (?:bitte )?nicht",
        r"(?:will|m(?:o|oe)chte) nicht (?:weitergeleitet|verbunden|weiterverbunden)",
    ),
    offers=words(
        rf"(?:m(?:o|oe)chten sie|m(?:o|oe)chtest du|soll ich|darf ich|kann ich|wollen sie|willst du|w(?:u"
        rf"|ue)rden sie|w(?:u|ue)nschen sie|h(?:a|ae)tten sie|ist es ok){gap(5)} (?:mit|an|zu|von)(?:"
        rf" \w+){{0,3}}? (?:{_HUMAN}|person|{_TEAM}|{_SOMEONE}|kolleg(?:e|in|en)|spezialisten|experten)",
        rf"(?:soll|darf|kann) (?:{_A} )?(?:{_HUMAN}|{_SOMEONE}|kolleg(?:e|in|en)|{_TEAM}){gap(4)} (?:helfen"
        rf"|(?:u|ue)bernehmen|anrufen|weiterhelfen|melden|kontaktieren)",
    ),
    promises=words(
        rf"(?:ich|wir) (?:werde |werden |kann |k(?:o|oe)nnen )?(?:verbinde|verbinden|leite|leiten|stelle|gebe"
        rf"|geben|(?:u|ue)bergebe|(?:u|ue)bergeben|vermittle)?(?: (?:sie|dich|euch|das|ihr|dein|ihre|deine"
        rf"|anliegen|anfrage|jetzt|gleich|nun|gerne|gern|sofort|direkt|es|weiter)){{0,5}} (?:mit|an|zu) (?:\w+"
        rf" )?(?:\w+ )?(?:{_HUMAN}|{_TEAM}|kolleg(?:e|in|en)|spezialisten|experten)",
        rf"(?:{_HUMAN}|{_SOMEONE}|{_TEAM}|kolleg(?:e|in|en)){gap(1)} (?:wird|werden|wird sich|werden sich"
        rf"|meldet|melden|k(?:u|ue)mmert|k(?:u|ue)mmern|ruft|rufen|antwortet|(?:u|ue)bernimmt|(?:u"
        rf"|ue)bernehmen|hilft|kontaktiert|kontaktieren|nimmt|schaut|pr(?:u|ue)ft)(?: \w+){{0,5}}",
        r"(?:wir|ich) (?:rufen|rufe|melden|melde|kontaktieren|kontaktiere|werden|werde) (?:sie|dich|uns"
        r"|mich)(?: \w+){0,5}? (?:an|zur(?:u|ue)ck|bei ihnen|bei dir|melden|anrufen|zur(?:u|ue)ckrufen"
        r"|kontaktieren)",
        r"(?:kontaktieren|kontaktiere) (?:wir|ich) (?:sie|dich)|(?:wir|ich) (?:kontaktieren|kontaktiere) (?:sie|dich)",
        r"(?:sie|du|ihr) (?:erhalten|erhaltet|erh(?:a|ae)ltst|bekommen|bekommt|bekommst)(?: \w+){0,4}"
        r" (?:r(?:u|ue)ckruf|anruf von (?:uns|unserem|einem (?:mitarbeiter|kollegen)))",
        r"(?:habe|haben)(?: \w+){0,5} (?:an|bei) (?:\w+ )?(?:team|kollegen|kundenservice|support|mitarbeiter"
        r"|support team|fachabteilung) (?:weitergeleitet|weitergegeben|(?:u|ue)bergeben|gemeldet)",
    ),
    yes=words(
        r"(?:(?:ah|oh|ok|na|ach|also|okay) )?(?:ja|jaa|jo|jup|jep|ja ja|klar|na klar|ja klar|gern|gerne|sehr"
        r" gern|sehr gerne|ja gern|ja gerne|sicher|naturlich|natuerlich|(?:selbstverstandlich"
        r"|selbstverstaendlich)|auf jeden fall|unbedingt|in ordnung|einverstanden|passt|machen sie das|mach"
        r" das|bitte|bitte ja|ja bitte|ja mach das|ja machen sie das|das (?:ware|waere) (?:gut|toll|super"
        r"|nett|prima|(?:schon|schoen)|lieb|hilfreich)|(?:ware|waere) (?:gut|toll|super)|warum nicht|okay"
        r" bitte|von mir aus|meinetwegen|super|bitte verbinden|ja verbinden|bitte machen sie das|ja das"
        r" (?:ware|waere) (?:gut|toll|super|nett|prima|(?:schon|schoen))|ja (?:mochte|moechte) ich|(?:mochte"
        r"|moechte) ich|ja will ich)"
        r"(?: (?:ja|bitte|danke|gern|gerne|vielen dank|verbinden|sofort|doch|sehr|unbedingt|klar)){0,3}"
    ),
    no=words(
        r"(?:(?:ah|oh|ok|ach|also|na|okay|momentan|im moment|jetzt) )?(?:nein|ne|nee|(?:no|noe)|nein nein"
        r"|nein danke|nicht (?:notig|noetig)|nicht jetzt|jetzt nicht|noch nicht|im moment nicht|lieber nicht"
        r"|nicht notwendig|brauche ich nicht|brauch ich nicht|ist nicht (?:notig|noetig)|das ist nicht"
        r" (?:notig|noetig)|muss nicht sein|lass mal|lassen sie mal|lass gut sein|schon gut|schon ok|passt"
        r" schon|egal|vergiss es|vergessen sie es|auf keinen fall|bitte nicht|will ich nicht|(?:mochte"
        r"|moechte) ich nicht|(?:spater|spaeter)(?: vielleicht)?|vielleicht (?:spater|spaeter)|kein bedarf)"
        r"(?: (?:danke|vielen dank|bitte|nicht|jetzt|noch|(?:notig|noetig)|schon gut|passt schon|gerade|im"
        r" moment)){0,3}"
    ),
    but=words(r"aber", r"schon", r"bereits", r"zuerst", r"erst(?: mal)?", r"vorher", r"nicht", r"nein", r"kein\w*"),
)
