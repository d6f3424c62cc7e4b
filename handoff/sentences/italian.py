"""Our sentences in Italian."""

from __future__ import annotations

from handoff.sentences.base import Moments, Sentences

_GOES_ON = "Continuo volentieri ad aiutarLa qui."

ITALIAN = Sentences(
    when_stuck=(
        "Mi dispiace che il problema non sia ancora risolto. Desidera che La metta in contatto con il nostro team?",
        "Le mie risposte non sembrano essere state d'aiuto. Vuole che La metta in contatto con il nostro team?",
        "Non vorrei farLe perdere altro tempo. Preferisce parlare con il nostro team di assistenza?",
        "Vedo che ancora non va bene. Desidera parlare con il nostro team di assistenza?",
    ),
    offers=(
        "Il nostro team di assistenza forse può fare di più per Lei. Desidera che La metta in contatto con il team?",
        "Il nostro team di assistenza conosce bene queste richieste. Vuole parlare con il nostro team?",
        "Il nostro team di assistenza ne sa più di me. Vuole che La metta in contatto con il team?",
        "Per questo il nostro team di assistenza è la scelta migliore. Preferisce parlare con il nostro team?",
    ),
    hand_off="La metto subito in contatto con il nostro team di assistenza.",
    goes_on=_GOES_ON,
    declined=f"Nessun problema. {_GOES_ON}",
    back="Mi dispiace, il nostro team di assistenza adesso non c'è. Torna {back}. "
    "Nel frattempo continuo volentieri ad aiutarLa qui.",
    away=f"Mi dispiace, il nostro team di assistenza al momento non è disponibile. {_GOES_ON}",
    no_humans=f"Mi dispiace, non posso far entrare nessun altro in questa chat. {_GOES_ON}",
    failed=f"Mi dispiace, non è stato possibile aprire la chat di assistenza. {_GOES_ON}",
    also="Può anche {ways}.",
    ways={"email": "scrivere a {}", "phone": "chiamare il {}", "page": "visitare {}"},
    between=", ",
    last=" o ",
    moments=Moments(
        locale="it",
        today="oggi",
        tomorrow="domani",
        weekday="EEEE",
        date="EEEE d MMMM",
        clock="H:mm",
        team="{day} alle ore {clock} ({zone})",
        theirs="{day} alle ore {clock}, ora locale Sua",
    ),
)
