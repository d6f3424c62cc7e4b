"""Italian."""

from __future__ import annotations

from handoff.phrases.languages.base import Phrases, gap, telling, words

_REAL = r"(?:vera|vero|reale|reali|umana|umano|in carne e ossa|fisica)"
_ROLE = (
    r"(?:operatore|operatrice|operatori|consulente|consulenti|addetto|addetta|addetti|responsabile"
    r"|responsabili|supervisore"
    r"|rappresentante|impiegato|impiegata|tecnico|direttore|dipendente|agente|agenti|manager)"
)
_HUMAN = (
    rf"(?:(?:vera |reale )?(?:persona|persone|essere|qualcuno|operatore|assistenza|supporto|agente)"
    rf" {_REAL}|vera persona|umano|umani|umana|{_ROLE})"
)
_TEAM = (
    r"(?:(?:servizio|assistenza|supporto|team)(?: (?:clienti|umana|tecnica|tecnico|di assistenza"
    r"|assistenza|di supporto))?|(?:vostro |nostro |il |suo )?team)"
)
_ANY = (
    rf"(?:(?:un |una |il |la |l |lo |con |vostro |un altro |un altra |qualche |uno dei vostri |vostra |suo"
    rf" ){{0,2}}(?:{_HUMAN}|persona|persone|{_TEAM})|qualcuno)"
)
_WANT = (
    r"(?:voglio|vorrei|volevo|vogliamo|desidero|preferisco|preferirei|mi serve|ho bisogno|avrei bisogno"
    r"|esigo|chiedo|richiedo|posso|potrei|si puo|possiamo|puoi|puo|potete|potreste|potresti"
    r"|e possibile|come faccio a|come posso|fatemi|fammi|mi faccia|mi fate|mi fai|devo)"
)
_TALK = (
    r"(?:parlare|parla|chattare|comunicare|contattare|conferire|interloquire|essere contattato|essere"
    r" contattata|essere richiamato|essere richiamata|mettermi in contatto)"
)
_MOVE = (
    r"(?:passami|passatemi|mi passi|mi passa|mi passate|passarmi|trasferiscimi|trasferitemi|trasferirmi"
    r"|collegami|collegatemi|collegarmi|mettimi|mettetemi|mettermi|mi metta|mi metti|mi mettete|mi"
    r" colleghi|datemi|dammi|mi dia|chiamatemi)"
)
_PUT = (
    r"(?:metta|mettere|metterla|metterti|passi|passare|passarle|trasferisca|trasferire|trasferirla"
    r"|colleghi|collegare|collegarla|metto|passo|trasferisco|collego)"
)

PHRASES = Phrases(
    telling=telling(
        "persona persone umano umani umana qualcuno operatore operatrice operatori consulente consulenti"
        " addetto addetta addetti responsabile responsabili supervisore "
        "rappresentante impiegato impiegata tecnico direttore dipendente agente agenti manager assistenza"
        " supporto team servizio robot bot macchina collega colleghi colleghe specialista "
        "richiameremo richiamera ricontatteremo ricontattera contatteremo contattera"
    ),
    asks=words(
        rf"^(?:(?:ciao|salve|il|vorrei) ){{0,2}}{_TEAM}(?: (?:per favore|per piacere|per cortesia|subito)){{1,2}}$",
        rf"{_TALK}(?: (?:direttamente|subito|ora|invece|per favore)){{0,2}} (?:con |da |a )?{_ANY}",
        rf"{_MOVE}(?: (?:subito|in contatto|in linea|direttamente|ora)){{0,2}}(?: (?:con|a|ad|all|allo|al))? {_ANY}",
        rf"{_WANT}{gap(2)}(?: (?:un|una|di un|di una|di|l|uno))? (?:{_HUMAN}|vera persona)",
        rf"(?:un|una) (?:{_HUMAN}|vera persona|persona)(?: (?:per favore|per piacere|per cortesia|grazie|pls|subito))",
        rf"^(?:(?:ciao|salve|buongiorno|per favore|voglio|vorrei|no|un|una|con|l|il) ){{0,3}}(?:{_HUMAN}"
        rf"|persona)(?: (?:per favore|per piacere|grazie|subito|ora|per cortesia)){{0,2}}$",
        rf"c e (?:qualcuno|un|una|qualche){gap(1)}(?: (?:{_HUMAN}|persona|li|con cui (?:parlare|posso)|che"
        rf" (?:mi|puo|possa)))",
        rf"(?:qualcuno|{_HUMAN}|una persona)(?: (?:puo|potrebbe|mi puo|che mi|che possa)) ?(?:aiutarmi"
        rf"|rispondermi|chiamarmi|richiamarmi|contattarmi|parlarmi|aiutare|rispondere|contattare|richiamare"
        rf"|aiuti|risponda|chiami)",
        r"(?:(?:non voglio|stanco di|stufo di|stufa di|basta)(?: piu)?) (?:parlare|chattare|avere a che"
        r" fare)(?: piu)? con (?:un|una|il|questo|questa|i|dei|la)? ?(?:bot|robot|macchina|ia|chatbot)",
        rf"(?:essere )?(?:contattat[oa]|richiamat[oa]|chiamat[oa]|aiutat[oa]|assistit[oa]) da (?:{_ANY})",
        r"(?:assistenza|supporto|aiuto) uman[oa]$",
    ),
    aside=words(
        r"(?:sei|siete|lei e|sto parlando|parlo|sto chattando|(?<!c\x20)e)(?: con)? (?:un|una) (?:\w+ )?(?:umano"
        r"|persona|operatore|robot|bot|umana|agente|vera)",
        r"(?:orari|orario|a che ora|quando|numero d\w|telefono d\w|indirizzo|email d\w|che giorni)",
        r"(?:mi ha detto|mi hanno detto|ho (?:gia )?parlato|mi aveva detto|mi ha risposto|mi ha chiamato|mi"
        r" ha promesso)",
        r"(?:capelli|parrucca|parrucche|risorse|corpo|diritti|taglia) (?:\w+ )?uman[oaie]",
        r"(?:a|per|ogni|per una|per due) person[ae]",
        r"(?:mio|mia|del mio|la mia) (?:responsabile|direttore|manager|collega|capo|team|consulente)",
        r"(?:detergente|agente chimico|telefonico|di telefonia)",
    ),
    refuses=words(
        rf"(?:non (?:voglio|vorrei|desidero|mi serve|ho bisogno d\w*|serve|occorre|preferisco|mi (?:passi"
        rf"|passare|trasferire|mettere))|senza|invece di|piuttosto che|inutile)"
        rf"(?: (?!(?:robot|bot|macchina|chatbot|ia|ma|voglio)\b)\w+){{0,4}} (?:{_HUMAN}|persona|qualcuno"
        rf"|nessuno|{_TEAM})",
        r"non (?:mi )?(?:passi|passare|passarmi|trasferirmi|trasferire|mettermi|collegarmi|trasferitemi)",
    ),
    offers=words(
        rf"(?:vuole|vuoi|desidera|desideri|preferisce|preferisci|le va|ti va|posso|devo|gradisce|vorrebbe"
        rf"|vorresti){gap(3)} (?:{_PUT}|parlare|contattare){gap(5)}"
        rf" (?:{_HUMAN}|persona|qualcuno|team|assistenza|supporto|servizio|collega|specialista)",
        rf"(?:la|ti|vi) (?:metto|passo|trasferisco|collego){gap(5)} (?:{_HUMAN}|persona|qualcuno|team"
        rf"|assistenza|supporto|collega|specialista)",
    ),
    promises=words(
        rf"(?:la|ti|vi|le) (?:metto|passo|trasferisco|collego|mettero|passero|trasferiro|colleghero|sto"
        rf" \w+){gap(6)} (?:{_HUMAN}|persona|qualcuno|team|assistenza|supporto|collega|specialista)",
        rf"(?:{_HUMAN}|qualcuno|una persona|team|collega|colleghi|specialista|assistenza){gap(5)} (?:(?:la|ti"
        rf"|vi|le) (?:richiamera|ricontattera|contattera|contatteranno|ricontatteranno|chiamera|aiutera"
        rf"|rispondera|risponderanno|scrivera|assistera)|si mettera|si occupera|prendera)",
        r"(?:(?:la|ti|vi) (?:richiameremo|ricontatteremo|contatteremo|chiameremo|richiamero|faro richiamare"
        r"|faremo richiamare)|le faremo sapere|ci metteremo in contatto)",
        r"(?:ho|abbiamo) (?:inoltrato|passato|trasferito|informato|avvisato|segnalato)(?: \w+){0,4} (?:team"
        r"|collega|colleghi|assistenza|responsabile|supporto|operatore)",
    ),
    yes=words(
        r"(?:(?:ah|oh|eh|beh|ok) )?(?:si|sii|si si|certo|certo che si|certamente|assolutamente|assolutamente"
        r" si|volentieri|va bene|d accordo|ok va bene|perfetto|con piacere|molto volentieri|magari|ottimo"
        r"|procedi|proceda|procedete|fallo|lo faccia|benissimo|sarebbe (?:meglio|perfetto|ottimo)|mi farebbe"
        r" piacere|si vorrei|si lo vorrei|si voglio|per favore|si (?:passami|mi passi|mettimi|mi metta)(?: in"
        r" contatto)?)"
        r"(?: (?:si|grazie|grazie mille|per favore|per piacere|per cortesia|certo|volentieri|va bene|molto"
        r" volentieri)){0,3}"
    ),
    no=words(
        r"(?:(?:ah|oh|eh|beh|ok|per ora|al momento|meglio) )?(?:no|no no|no grazie|non ora|non adesso|non"
        r" ancora|per ora no|al momento no|meglio di no|non serve|non importa|non ce n e bisogno|non e"
        r" necessario|non occorre|lascia stare|lasci stare|lascia perdere|lasci perdere|fa niente|niente|non"
        r" voglio|a posto cosi|va bene cosi|preferisco (?:di no|continuare(?: (?:qui|con te|con lei))?))"
        r"(?: (?:grazie|grazie mille|per ora|al momento|a posto cosi|va bene cosi|non serve|per favore)){0,3}"
    ),
    but=words(r"ma", r"pero", r"gia", r"prima", r"tuttavia", r"non", r"va bene cosi"),
)
