"""Our sentences in Spanish: "usted", which is right in Spain and in Latin America."""

from __future__ import annotations

from handoff.sentences.base import Moments, Sentences

_GOES_ON = "Con gusto le sigo ayudando por aquí."

SPANISH = Sentences(
    when_stuck=(
        "Lamento que esto aún no esté resuelto. ¿Quiere que le ponga en contacto con nuestro equipo de atención?",
        "Parece que mis respuestas no han servido. ¿Le paso con nuestro equipo de atención?",
        "No quiero que demos más vueltas a lo mismo. ¿Prefiere hablar con nuestro equipo de atención?",
        "Veo que esto sigue sin estar bien. ¿Desea que le conecte con nuestro equipo de atención?",
    ),
    offers=(
        "Nuestro equipo de atención quizá pueda hacer más por usted. ¿Le pongo en contacto con el equipo?",
        "Nuestro equipo de atención conoce bien estos casos. ¿Desea hablar con nuestro equipo?",
        "Para esto, nuestro equipo de atención es la mejor opción. ¿Le paso con nuestro equipo?",
        "De esto se ocupa nuestro equipo de atención. ¿Prefiere hablar con nuestro equipo?",
    ),
    hand_off="Ahora mismo le pongo en contacto con nuestro equipo de atención.",
    goes_on=_GOES_ON,
    declined=f"Sin problema. {_GOES_ON}",
    back="Lo siento, nuestro equipo de atención no está en este momento. Vuelve {back}. "
    "Mientras tanto, con gusto le sigo ayudando por aquí.",
    away=f"Lo siento, nuestro equipo de atención no está disponible en este momento. {_GOES_ON}",
    no_humans=f"Lo siento, no puedo incorporar a nadie más a este chat. {_GOES_ON}",
    failed=f"Lo siento, no se pudo abrir el chat de atención. {_GOES_ON}",
    also="También puede {ways}.",
    ways={"email": "escribir a {}", "phone": "llamar al {}", "page": "visitar {}"},
    between=", ",
    last=" o ",
    moments=Moments(
        locale="es",
        today="hoy",
        tomorrow="mañana",
        weekday="'el' EEEE",
        date="'el' EEEE d 'de' MMMM",
        clock="H:mm",
        team="{day} a las {clock} ({zone})",
        theirs="{day} a las {clock}, hora local suya",
        forms=((" a las 1:", " a la 1:"),),
    ),
)
