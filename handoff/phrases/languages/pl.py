"""Polish."""

from __future__ import annotations

from handoff.phrases.languages.base import Phrases, gap, telling, words

_REAL = r"(?:prawdziw\w{1,3}|zyw\w{1,3}|realn\w{1,3}|ludzk\w{1,3})"
_ROLE = (
    r"(?:konsultant(?:em|a|ka|ki|ke|om|ow|ami|owi)?|pracownik(?:iem|a|owi)?|pracownic\w{1,2}"
    r"|doradc\w{1,3}|agent(?:em|a)?|operator(?:em|a|ka)?|kierownik(?:iem|a)?|menedzer(?:em|a)?"
    r"|manager(?:em|a)?|przelozon\w{1,3}|szef(?:em|a)?|przedstawiciel(?:em|a)?|specjalist\w{1,2}"
    r"|technik(?:iem|a))"
)
_PERSON = r"(?:czlowiek(?:iem|a|owi)?|ludzmi|ludzi|osob\w{1,2})"
_HUMAN = rf"(?:{_REAL} (?:{_PERSON}|{_ROLE}|pomoc|kontakt)|czlowiek(?:iem|a|owi)?|ludzmi|{_ROLE})"
_TEAM = (
    r"(?:(?:naszym |waszym |wasz |nasz |naszego |waszego )?(?:zespol\w{0,3}|obslug\w{1,2}(?: klienta)?"
    r"|biur\w{1,3} obslugi(?: klienta)?|dzial\w{0,3} obslugi(?: klienta)?|infolini\w{1,2}|pomoc\w{0,2}"
    r" techniczn\w{1,2}|support\w{0,3}|wsparci\w{1,3}))"
)
_ANY = rf"(?:(?:jakims |jakas |waszym |kims |innym |inna )?(?:{_HUMAN}|{_PERSON}|{_TEAM})|kims(?: innym)?)"
_TALK = (
    r"(?:porozmawiac|rozmawiac|mowic|pomowic|rozmowic|pogadac|gadac|rozmowa|rozmowe|rozmowy|skontaktowac|polaczyc|pisac"
    r"|popisac|kontakt|kontaktu|polaczenie|czat|rozmawial\w?)"
)
_WANT = (
    r"(?:chce|chcialbym|chcialabym|chcemy|prosze|poprosze|potrzebuje|wole|wolalbym|wolalabym|zadam|moge"
    r"|czy moge|mozna|czy mozna|dajcie|daj|dawaj|chcem|moglbym|moglabym|zawolaj|musze)"
)
_MOVE = (
    r"(?:polacz|polaczcie|polaczyc|przelacz|przelaczcie|przelaczyc|przekieruj|przekierujcie|przekierowac"
    r"|przekaz|przekazcie|skontaktuj|skontaktowac|poprosze z|laczyc|lacz|prosze z)"
)

PHRASES = Phrases(
    telling=telling(
        "czlowiek czlowiekiem czlowieka czlowiekowi ludzmi ludzi ludzki ludzka ludzkiej osoba osobe osoby"
        " osobie kims ktos konsultant konsultantem konsultanta konsultantka konsultantki konsultantke"
        " konsultantow konsultantami konsultantowi pracownik pracownikiem pracownika pracownikowi "
        "pracownica pracownicy doradca doradcy doradce agent agentem agenta operator operatorem operatora"
        " kierownik kierownikiem kierownika menedzer menedzerem menedzera manager managerem managera"
        " przelozony przelozonym przelozonego szef szefem szefa przedstawiciel "
        "przedstawicielem przedstawiciela specjalista specjalisty specjaliste zespol zespolu zespolem"
        " zespolowi obsluga obslugi obslugę obsluge infolinia infolinii infolinie wsparcie wsparcia"
        " wsparciem support bot botem robot robotem automatem maszyna automat kolega kolezanka "
        "zadzwonimy oddzwonimy oddzwoni zadzwoni skontaktujemy skontaktuje odezwie odezwiemy techniczna technicznej"
    ),
    asks=words(
        rf"{_TALK}(?: (?:sie|teraz|bezposrednio|prosze|wreszcie|w koncu|od razu)){{0,2}} z(?:e)? {_ANY}",
        rf"z(?:e)? {_ANY}(?: (?:prosze|teraz|sie)){{0,2}} {_TALK}",
        rf"{_MOVE}(?: (?:mnie|prosze|teraz|nas|mi|sie|rozmowe)){{0,3}} (?:z|ze|do|na) {_ANY}",
        rf"{_WANT}(?: (?:o|prosic o|prosic|z|do|ze|rozmowe z|kontakt z|kontaktu z|polaczenie z|polaczenia z"
        rf"|teraz|wreszcie"
        rf"|mi)){{0,2}} (?:{_HUMAN}|kogos)",
        rf"(?:{_HUMAN})(?: (?:prosze|poprosze|natychmiast|teraz|pls))$",
        rf"^(?:(?:dzien dobry|prosze|poprosze|nie|halo|z|do|o|chce) ){{0,3}}(?:{_HUMAN}|zywa osoba)(?:"
        rf" (?:prosze|poprosze|teraz|dziekuje)){{0,2}}$",
        rf"(?:czy )?(?:jest|sa|macie|jest tam|jest tu|znajdzie sie)(?: (?:tam|tu|u was|jakis|jakas|ktos|w"
        rf" ogole|moze)){{1,3}}(?: {_HUMAN})?(?: (?:z kim|kto|zywy|prawdziwy|{_HUMAN}))",
        rf"(?:czy )?(?:ktos|{_HUMAN}|jakas osoba)(?: z (?:was|{_TEAM}))? (?:moze|moglby|moglaby|mogl|moga|mi"
        rf"|do mnie)(?: (?:mi|do mnie|sie))* (?:pomoc|zadzwonic|oddzwonic|odpowiedziec|odpisac|pomogl|pomoze"
        rf"|zadzwoni|skontaktowac)",
        r"(?:prosze|niech)(?: \w+)? ktos(?: \w+)? (?:zadzwoni|oddzwoni|pomoze|odpowie|skontaktuje|sie ze mna"
        r" skontaktuje|do mnie zadzwoni)",
        r"nie (?:chce|bede|zamierzam)(?: juz)?(?: wiecej)? (?:rozmawiac|gadac|pisac)(?: juz| dluzej)? z"
        r" (?:botem|robotem|automatem|maszyna|ai|chatbotem)",
        rf"(?:kontakt|rozmowa) z (?:{_HUMAN})",
    ),
    aside=words(
        r"(?:czy )?(?:jestes|rozmawiam|pisze|to jest|czy to)(?: (?:z|tu|tutaj|moze|naprawde))* (?:czlowiek\w*"
        r"|bot\w*|robot\w*|prawdziw\w*|zyw\w*|osoba|konsultant\w*)",
        r"(?:godziny|godzinach|o ktorej|kiedy|w jakie dni|jaki jest numer|numer telefonu|numer do|adres|mail"
        r" do|telefon do|czynna|czynne|w jakich)",
        r"(?:powiedzial\w?|obiecal\w?|mowil\w?|rozmawialem|rozmawialam|dzwonilem|dzwonilam|napisal\w?"
        r"|odpisal\w?|poinformowal\w?)",
        r"(?:wlosy|wlosow|peruka|peruki|zasoby|na osobe|dla (?:jednej|dwoch|2|1|innej) osob\w*|inna osoba|za"
        r" osobe|na prezent|w prezencie|odebrac|odbierze)",
        r"(?:moj|moja|mojego|moim|mojej) (?:szef\w*|kierownik\w*|pracownik\w*|doradc\w*|manager\w*|zespol\w*|agent\w*)",
    ),
    refuses=words(
        rf"(?:nie (?:chce|potrzebuje|musze|trzeba|lacz|laczcie|przelaczaj|przelaczajcie|przekierowuj)|bez"
        rf"|zamiast|wole nie)(?: (?:rozmawiac|gadac|mnie|z|ze|do|juz|zadnym|zadnego|zadnej|rozmowy|kontaktu"
        rf"|pomocy|laczyc)){{0,4}} (?:{_HUMAN}|{_PERSON}|kims|nikim|{_TEAM})",
        rf"z (?:{_HUMAN}|nikim) (?:nie chce|nie musze)(?: (?:rozmawiac|gadac))?",
        r"nie (?:lacz|laczcie|przelaczaj|przelaczajcie|przekierowuj|przekierowujcie) mnie",
    ),
    offers=words(
        rf"(?:czy|moze|mam|chcesz|chce pan|chce pani|chcialbys|chcialabys|chcialby pan|chcialaby pani|woli pan"
        rf"|woli pani|wolisz){gap(4)} (?:polaczyc|przelaczyc|przekazac|przekierowac|porozmawiac|rozmawiac"
        rf"|polacze|polaczyl\w?|skontaktowac){gap(4)} (?:{_HUMAN}|{_TEAM}|{_PERSON}|kims|kolega|kolezanka)",
    ),
    promises=words(
        rf"(?:lacze|polacze|laczymy|polaczymy|przelaczam|przelacze|przekieruje|przekierowuje|przekaze"
        rf"|przekazuje|przekazujemy|przekazalem|przekazalam|przekazalismy)(?: (?:cie|pana|pania|panstwa|juz"
        rf"|teraz|to|sprawe|rozmowe|zgloszenie|zaraz)){{0,4}} (?:z|ze|do)(?: \w+)? (?:{_HUMAN}|{_TEAM}"
        rf"|{_PERSON}|kims|kolega|kolezanka)",
        rf"(?:{_HUMAN}|ktos|nasz zespol|zespol|{_TEAM}|kolega|kolezanka){gap(3)} (?:zadzwoni|oddzwoni"
        rf"|skontaktuje sie|skontaktuje|odezwie sie|odpowie|odpisze|pomoze|zajmie sie|przejmie|przejmuje"
        rf"|zajmuje|sprawdzi)",
        r"(?:oddzwonimy|zadzwonimy|skontaktujemy sie|odezwiemy sie|oddzwonie|zadzwonie)(?: \w+){0,3}",
    ),
    yes=words(
        r"(?:(?:ah|oh|no|ok|aha|hm) )?(?:tak|taak|tak tak|tak prosze|prosze|poprosze|tak poprosze|pewnie"
        r"|jasne|oczywiscie|no pewnie|no tak|zgoda|dobrze|dobra|okej|chetnie|bardzo chetnie|tak chetnie|z"
        r" checia|jak najbardziej|zdecydowanie|zdecydowanie tak|tak chce|chce|moze byc|czemu nie|dlaczego nie"
        r"|niech bedzie|super|swietnie|bardzo prosze|byloby (?:super|milo|dobrze|swietnie)|tak polacz(?:"
        r" mnie)?|polacz(?: mnie)?|prosze polaczyc|tak prosze polaczyc|prosze o polaczenie)"
        r"(?: (?:tak|prosze|poprosze|dziekuje|dzieki|chetnie|jasne|polaczyc|bardzo)){0,3}"
    ),
    no=words(
        r"(?:(?:ah|oh|ok|na razie|hm|raczej) )?(?:nie|nie nie|nie dziekuje|nie dzieki|dziekuje nie|nie trzeba"
        r"|nie ma potrzeby|nie potrzeba|nie potrzebuje|nie chce|nie teraz|jeszcze nie|na razie nie|teraz nie"
        r"|raczej nie|lepiej nie|niekoniecznie|niewazne|zostaw|zostawmy to|daj spokoj|dam sobie rade|moze"
        r" pozniej|pozniej|innym razem|absolutnie nie|zdecydowanie nie|nie jest to konieczne|to nie jest"
        r" konieczne)"
        r"(?: (?:dziekuje|dzieki|teraz|na razie|trzeba|nie trzeba|potrzeby|jeszcze|prosze)){0,3}"
    ),
    but=words(r"ale", r"juz", r"najpierw", r"wczesniej", r"przedtem", r"nie", r"jednak"),
)
