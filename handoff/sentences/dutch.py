"""Our sentences in Dutch: "je", as the shops there write."""

from __future__ import annotations

from handoff.sentences.base import Moments, Sentences

_GOES_ON = "Ik help je hier graag verder."

DUTCH = Sentences(
    when_stuck=(
        "Het spijt me dat dit nog niet is opgelost. Wil je dat ik je doorverbind met ons supportteam?",
        "Mijn antwoorden hebben je niet verder geholpen. Zal ik je doorverbinden met ons supportteam?",
        "Ik wil je niet in rondjes laten draaien. Wil je liever met ons supportteam praten?",
        "Ik zie dat het nog steeds niet klopt. Mag ik je doorverbinden met ons supportteam?",
    ),
    offers=(
        "Ons supportteam kan hier misschien meer voor je doen. Zal ik je met het team doorverbinden?",
        "Ons supportteam kent dit soort vragen goed. Wil je met het team praten?",
        "Ons supportteam weet hier meer van dan ik. Wil je dat ik je met het team doorverbind?",
        "Hiervoor ben je bij ons supportteam beter af. Mag ik je met het team doorverbinden?",
    ),
    hand_off="Ik verbind je nu door met ons supportteam.",
    goes_on=_GOES_ON,
    declined=f"Geen probleem. {_GOES_ON}",
    back="Sorry, ons supportteam is er nu niet. Het is {back} weer terug. Tot die tijd help ik je hier graag verder.",
    away=f"Sorry, ons supportteam is op dit moment niet bereikbaar. {_GOES_ON}",
    no_humans=f"Sorry, ik kan niemand anders bij deze chat halen. {_GOES_ON}",
    failed=f"Sorry, de supportchat kon niet worden geopend. {_GOES_ON}",
    also="Je kunt ook {ways}.",
    ways={"email": "mailen naar {}", "phone": "bellen naar {}", "page": "kijken op {}"},
    between=", ",
    last=" of ",
    moments=Moments(
        locale="nl",
        today="vandaag",
        tomorrow="morgen",
        weekday="EEEE",
        date="EEEE d MMMM",
        clock="H:mm",
        team="{day} om {clock} uur ({zone})",
        theirs="{day} om {clock} uur jouw tijd",
    ),
)
