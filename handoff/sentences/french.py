"""Our sentences in French."""

from __future__ import annotations

from handoff.sentences.base import Moments, Sentences

_GOES_ON = "Je continue volontiers à vous aider ici."

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)

FRENCH = Sentences(
    when_stuck=(
        "Ce n'est pas encore résolu, je le regrette. Voulez-vous que je vous mette en relation avec notre équipe ?",
        "Mes réponses ne semblent pas avoir suffi. Voulez-vous que je vous transfère à notre équipe ?",
        "Je ne voudrais pas vous faire tourner en rond. Préférez-vous parler à notre équipe ?",
        "Je vois que ce n'est toujours pas bon. Voulez-vous parler à un membre de notre équipe ?",
    ),
    offers=(
        "Notre équipe peut sans doute faire plus pour vous. Voulez-vous parler à notre équipe ?",
        "Notre équipe connaît bien ces demandes. Voulez-vous que je vous transfère à notre équipe ?",
        "Notre équipe en sait plus que moi à ce sujet. Souhaitez-vous parler à notre équipe ?",
        "Pour cela, notre équipe est mieux placée. Préférez-vous parler à notre équipe ?",
    ),
    hand_off="Je vous mets en relation avec notre équipe.",
    goes_on=_GOES_ON,
    declined=f"Pas de souci. {_GOES_ON}",
    back="Notre équipe n'est malheureusement pas là pour le moment. Elle est de retour {back}. "
    "D'ici là, je continue volontiers à vous aider ici.",
    away=f"Notre équipe n'est malheureusement pas disponible pour le moment. {_GOES_ON}",
    no_humans=f"Je ne peux malheureusement faire venir personne d'autre dans cette discussion. {_GOES_ON}",
    failed=f"La discussion avec notre équipe n'a malheureusement pas pu s'ouvrir. {_GOES_ON}",
    also="Vous pouvez aussi {ways}.",
    ways={"email": "écrire à {}", "phone": "appeler le {}", "page": "consulter {}"},
    between=", ",
    last=" ou ",
    moments=Moments(
        locale="fr",
        today="aujourd'hui",
        tomorrow="demain",
        weekday="EEEE",
        date="EEEE d MMMM",
        clock="H 'h' mm",
        team="{day} à {clock} ({zone})",
        theirs="{day} à {clock}, heure locale chez vous",
        forms=tuple((f" 1 {month}", f" 1er {month}") for month in _MONTHS),
    ),
)
