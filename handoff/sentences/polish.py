"""Our sentences in Polish, put so that they fit any customer: no "Pan", no "Pani"."""

from __future__ import annotations

from handoff.sentences.base import Moments, Sentences

_GOES_ON = "Chętnie pomogę dalej tutaj."

POLISH = Sentences(
    when_stuck=(
        "Przykro mi, że sprawa wciąż nie jest rozwiązana. Czy połączyć z naszym zespołem wsparcia?",
        "Wygląda na to, że moje odpowiedzi nie pomogły. Czy mam połączyć z naszym zespołem wsparcia?",
        "Nie chcę, żebyśmy kręcili się w kółko. Może lepiej porozmawiać z naszym zespołem wsparcia?",
        "Widzę, że to nadal nie to. Czy przekazać rozmowę do naszego zespołu wsparcia?",
    ),
    offers=(
        "Nasz zespół wsparcia może tu zrobić więcej. Czy mam połączyć z naszym zespołem?",
        "Nasz zespół wsparcia dobrze zna takie sprawy. Czy połączyć z naszym zespołem?",
        "Nasz zespół wsparcia wie o tym więcej niż ja. Czy przekazać rozmowę do naszego zespołu?",
        "W tej sprawie najlepszy będzie nasz zespół wsparcia. Może lepiej porozmawiać z naszym zespołem?",
    ),
    hand_off="Już łączę z naszym zespołem wsparcia.",
    goes_on=_GOES_ON,
    declined=f"Nie ma sprawy. {_GOES_ON}",
    back="Przykro mi, naszego zespołu wsparcia teraz nie ma. Wraca {back}. Do tego czasu chętnie pomogę dalej tutaj.",
    away=f"Przykro mi, nasz zespół wsparcia jest w tej chwili niedostępny. {_GOES_ON}",
    no_humans=f"Przykro mi, nie mogę tu nikogo więcej zaprosić do rozmowy. {_GOES_ON}",
    failed=f"Przykro mi, nie udało się otworzyć czatu z zespołem. {_GOES_ON}",
    also="Można też {ways}.",
    ways={"email": "napisać na {}", "phone": "zadzwonić pod {}", "page": "zajrzeć na {}"},
    between=", ",
    last=" lub ",
    moments=Moments(
        locale="pl",
        today="dziś",
        tomorrow="jutro",
        weekday="'w' EEEE",
        date="'w' EEEE, d MMMM,",
        clock="H:mm",
        team="{day} o {clock} ({zone})",
        theirs="{day} o {clock} Twojego czasu",
        forms=(
            ("w wtorek", "we wtorek"),
            ("w środa", "w środę"),
            ("w sobota", "w sobotę"),
            ("w niedziela", "w niedzielę"),
        ),
    ),
)
