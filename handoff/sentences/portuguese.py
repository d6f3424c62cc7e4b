"""Our sentences in Portuguese, in words that Brazil and Portugal share."""

from __future__ import annotations

from handoff.sentences.base import Moments, Sentences

_GOES_ON = "Posso continuar a ajudar por aqui."

PORTUGUESE = Sentences(
    when_stuck=(
        "Lamento que isto ainda não esteja resolvido. Quer que eu transfira a conversa para o nosso suporte?",
        "Parece que as minhas respostas não ajudaram. Deseja falar com o nosso suporte?",
        "Não quero tomar mais do seu tempo. Prefere falar com uma pessoa do nosso suporte?",
        "Vejo que isto ainda não está certo. Posso transferir a conversa para o nosso suporte?",
    ),
    offers=(
        "O nosso suporte talvez possa fazer mais neste caso. Quer que eu transfira a conversa para o suporte?",
        "O nosso suporte conhece bem estes casos. Deseja falar com o nosso suporte?",
        "O nosso suporte sabe mais do que eu sobre isto. Posso transferir a conversa para o suporte?",
        "Para isto, o nosso suporte é a melhor opção. Prefere falar com o nosso suporte?",
    ),
    hand_off="Vou transferir a conversa agora para o nosso suporte.",
    goes_on=_GOES_ON,
    declined=f"Sem problema. {_GOES_ON}",
    back="Lamento, o nosso suporte não está disponível neste momento. Volta {back}. "
    "Até lá, posso continuar a ajudar por aqui.",
    away=f"Lamento, o nosso suporte não está disponível neste momento. {_GOES_ON}",
    no_humans=f"Lamento, não posso trazer mais ninguém para este chat. {_GOES_ON}",
    failed=f"Lamento, não foi possível abrir o chat de suporte. {_GOES_ON}",
    also="Também é possível {ways}.",
    ways={"email": "escrever para {}", "phone": "ligar para {}", "page": "visitar {}"},
    between=", ",
    last=" ou ",
    moments=Moments(
        locale="pt",
        today="hoje",
        tomorrow="amanhã",
        weekday="EEEE",
        date="EEEE, d 'de' MMMM,",
        clock="H:mm",
        team="{day} às {clock} ({zone})",
        theirs="{day} às {clock}, no seu horário local",
        forms=((" às 1:", " à 1:"),),
    ),
)
