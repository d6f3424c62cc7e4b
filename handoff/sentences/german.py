"""Our sentences in German."""

from __future__ import annotations

from handoff.sentences.base import Moments, Sentences

_GOES_ON = "Ich helfe Ihnen gern hier weiter."

GERMAN = Sentences(
    when_stuck=(
        "Es tut mir leid, dass das noch nicht gelöst ist. Möchten Sie, dass ich Sie mit unserem Support-Team verbinde?",
        "Meine Antworten haben Ihnen offenbar nicht geholfen. Soll ich Sie mit unserem Support-Team verbinden?",
        "Ich möchte Sie nicht im Kreis führen. Möchten Sie lieber mit unserem Support-Team sprechen?",
        "Ich sehe, dass das noch immer nicht passt. Darf ich Sie mit unserem Support-Team verbinden?",
    ),
    offers=(
        "Unser Support-Team kann hier vielleicht mehr für Sie tun. Soll ich Sie mit dem Team verbinden?",
        "Mit solchen Anliegen kennt sich unser Support-Team aus. Möchten Sie mit dem Team sprechen?",
        "Unser Support-Team weiß darüber mehr als ich. Darf ich Sie mit dem Team verbinden?",
        "Dafür ist unser Support-Team die bessere Adresse. Möchten Sie, dass ich Sie mit dem Team verbinde?",
    ),
    hand_off="Ich verbinde Sie jetzt mit unserem Support-Team.",
    goes_on=_GOES_ON,
    declined=f"Kein Problem. {_GOES_ON}",
    back="Es tut mir leid, unser Support-Team ist gerade nicht da. Es ist {back} zurück. "
    "Bis dahin helfe ich Ihnen gern hier weiter.",
    away=f"Es tut mir leid, unser Support-Team ist zurzeit nicht erreichbar. {_GOES_ON}",
    no_humans=f"Es tut mir leid, ich kann niemanden sonst in diesen Chat holen. {_GOES_ON}",
    failed=f"Es tut mir leid, der Support-Chat ließ sich nicht öffnen. {_GOES_ON}",
    also="Sie können auch {ways}.",
    ways={"email": "an {} schreiben", "phone": "{} anrufen", "page": "{} besuchen"},
    between=", ",
    last=" oder ",
    moments=Moments(
        locale="de",
        today="heute",
        tomorrow="morgen",
        weekday="'am' EEEE",
        date="'am' EEEE, 'dem' d. MMMM,",
        clock="H:mm",
        team="{day} um {clock} Uhr ({zone})",
        theirs="{day} um {clock} Uhr Ihrer Ortszeit",
    ),
)
