"""Portuguese, of Brazil and of Portugal."""

from __future__ import annotations

from handoff.phrases.languages.base import Phrases, gap, telling, words

_REAL = r"(?:real|reais|humano|humana|de verdade|fisica|de carne e osso)"
_ROLE = (
    r"(?:atendentes?|operador|operadora|operadores|assistentes? humanos?|representantes?|supervisor"
    r"|supervisora|gerentes?|responsavel|consultor|consultora"
    r"|funcionario|funcionaria|funcionarios|colaborador|colaboradora|agentes?|vendedor|vendedora|encarregado|tecnico)"
)
_HUMAN = (
    rf"(?:(?:pessoa|pessoas|alguem|gente|ser|atendimento|atendente|assistente|suporte|apoio|agente)"
    rf" {_REAL}|humanos?|humana|{_ROLE})"
)
_TEAM = (
    r"(?:(?:atendimento|suporte|apoio|servico|equipe|equipa)(?: (?:ao|de|do|a))?(?: (?:cliente|suporte"
    r"|atendimento|apoio|clientes|humano))?|sac)"
)
_ANY = (
    rf"(?:(?:um |uma |outro |outra |algum |alguma |o |a |com |seu |vosso |nosso |um dos seus )?(?:{_HUMAN}"
    rf"|pessoas?|{_TEAM})|alguem)"
)
_WANT = (
    r"(?:quero|queria|quereria|gostaria|gostava|preciso|precisava|precisamos|desejo|prefiro|preferia"
    r"|exijo|solicito|peco|posso|poderia|podia|podemos|pode|podem|poderiam|consegue|conseguem|da para|da"
    r" pra|como faco para|como faco pra|como posso|tem como|deixa|deixe|me deixa|tenho que|necessito)"
)
_TALK = (
    r"(?:falar|fala|falo|conversar|tratar|contactar|contatar|entrar em contato|entrar em contacto|ser"
    r" atendido|ser atendida|ser contactado|ser contatado)"
)
_MOVE = (
    r"(?:me passa|me passe|passa me|passe me|passar me|me passar|me transfere|me transfira|transfere me"
    r"|transfira me|transferir me|me transferir|me coloca|me coloque|coloque me|me conecta|me conecte|me"
    r" liga|me ligue|ligue me|ligar me|me da|me de|me direciona|me direcione|me encaminha|me encaminhe"
    r"|ponha me|chama|chame|transferir|transferencia|passar|encaminhar)"
)
_PUT = (
    r"(?:transfira|transferir|passe|passar|encaminhe|encaminhar|conecte|conectar|coloque|colocar|ligue|ligar|ponha|por)"
)
_THEM = rf"(?:{_HUMAN}|pessoa|alguem|suporte|atendimento|equipe|equipa|apoio|colega|especialista)"

PHRASES = Phrases(
    telling=telling(
        "pessoa pessoas humano humana humanos alguem gente atendente atendentes operador operadora"
        " operadores representante representantes supervisor supervisora gerente gerentes responsavel "
        "consultor consultora funcionario funcionaria funcionarios colaborador colaboradora agente agentes"
        " vendedor vendedora encarregado tecnico atendimento suporte apoio servico equipe equipa sac robo"
        " robot bot maquina colega colegas especialista "
        "ligaremos ligara entraremos contactaremos contataremos retornaremos"
    ),
    asks=words(
        rf"^(?:(?:ola|oi|com|o) ){{0,2}}{_TEAM}(?: (?:por favor|pfv|pf|ja|se faz favor)){{1,2}}$",
        rf"(?:chama|chame|chamem|chamar)(?: (?:o|a|um|uma|ai|alguem))? (?:{_HUMAN}|pessoa)",
        rf"{_TALK}(?: (?:diretamente|logo|agora|por favor|direto)){{0,2}} (?:com|a|por|ao) {_ANY}",
        rf"{_MOVE}(?: (?:logo|agora|por favor|direto|em contato|em contacto)){{0,2}}(?: (?:para|pra|pro|com|a"
        rf"|ao|por)) {_ANY}",
        rf"{_WANT}{gap(2)}(?: (?:um|uma|de um|de uma|o|a|por um|por uma|de)) (?:{_HUMAN}|pessoa)",
        rf"{_WANT} {_HUMAN}",
        rf"(?:um|uma|algum|alguma) (?:{_HUMAN}|pessoa)(?: {_REAL})?(?: (?:por favor|pfv|pf|pls|se faz favor|ja"
        rf"|obrigad[oa]))",
        rf"^(?:(?:ola|oi|bom dia|por favor|quero|nao|um|uma|com|o|a|outro|outra) ){{0,3}}(?:{_HUMAN}"
        rf"|pessoa)(?: (?:por favor|pfv|pf|ja|agora|obrigado|obrigada|se faz favor)){{0,2}}$",
        rf"(?:tem|ha|existe) (?:alguem|algum|alguma|um|uma){gap(1)}(?: (?:ai|{_HUMAN}|pessoa|com quem|que"
        rf" (?:me|possa|pode)))",
        rf"(?:alguem|{_HUMAN}|uma pessoa)(?: (?:pode|poderia|podia|consegue|que|que me|que possa))(?: me)?"
        rf" (?:ajudar|atender|ligar|responder|contactar|contatar|ajude|atenda|ligue|responda|ajudar me|ligar"
        rf" me|atender me)",
        r"(?:nao quero|cansad[oa] de|farto de|farta de|chega de|para de)(?: mais)? (?:falar|conversar"
        r"|tratar)(?: mais)? com (?:um |uma |o |a |esse |este |essa |esta )?(?:bot|robo|robot|maquina|ia"
        r"|chatbot|robos)",
        r"(?:atendimento|suporte|apoio|ajuda|assistencia) (?:humano|humana|pessoal)$",
    ),
    aside=words(
        r"(?:voce e|tu es|es|e voce|estou falando|estou a falar|to falando|falo)(?: com)? (?:um|uma) (?:\w+"
        r" )?(?:humano|pessoa|robo|robot|bot|atendente|humana|operador)",
        r"(?:horario|horarios|que horas|a que horas|quando|numero d\w|telefone d\w|email d\w|endereco|que dias)",
        r"(?:me disse|disse me|me disseram|disseram me|ja falei|falei com|me atendeu|me prometeu|me respondeu"
        r"|conversei)",
        r"(?:cabelo|peruca|recursos|corpo|direitos|tamanho) (?:\w+ )?human[oa]s?",
        r"(?:por|para|cada|para uma|para duas) pessoas?",
        r"(?:meu|minha|do meu|da minha) (?:gerente|chefe|colega|funcionario|equipe|equipa|supervisor"
        r"|responsavel|tecnico)",
        r"(?:presente|presentear|entregue|entregar|receber|recebeu)",
    ),
    refuses=words(
        rf"(?:nao (?:quero|preciso(?: de)?|desejo|gostaria|e (?:preciso|necessario)|precisa(?: de)?|me"
        rf" (?:passa|passe|transfere|transfira|coloque)|prefiro|transfira|transfere)|sem|em vez de|prefiro nao"
        rf"|ao inves de)"
        rf"(?: (?!(?:robo|robot|bot|maquina|chatbot|ia|mas|quero)\b)\w+){{0,4}} (?:{_HUMAN}|pessoa|alguem"
        rf"|ninguem|{_TEAM})",
        r"nao (?:me )?(?:passa|passe|transfere|transfira|coloque)(?: me)?",
    ),
    offers=words(
        rf"(?:quer|queres|deseja|desejas|prefere|preferes|gostaria|posso|quer que|devo|aceita){gap(3)}"
        rf" (?:{_PUT}|falar|conversar|contactar){gap(5)} {_THEM}",
        rf"(?:vou|posso) (?:o |a |te )?{_PUT}{gap(5)} {_THEM}",
    ),
    promises=words(
        rf"(?:vou|vamos|irei|estou a|estou|ja vou)(?: (?:te|lhe|o|a))? (?:transferir|transferindo|passar"
        rf"|passando|encaminhar|encaminhando|conectar|conectando|colocar|ligar){gap(6)} {_THEM}",
        rf"(?:{_HUMAN}|alguem|uma pessoa|equipe|equipa|colega|especialista){gap(5)} (?:(?:vai|ira|vao|irao)(?:"
        rf" (?:te|lhe|o|a))? (?:ligar|contactar|contatar|entrar em conta\w+|ajudar|responder|atender|assumir"
        rf"|retornar)|(?:ligara|contactara|contatara|entrara em conta\w+|respondera|ajudara|retornara))",
        r"(?:(?:ligaremos|contactaremos|contataremos|retornaremos|entraremos em conta\w+|vamos (?:te |lhe"
        r" )?(?:ligar|retornar|entrar em conta\w+|contactar|contatar))|(?:iremos|vou) (?:te |lhe )?(?:ligar"
        r"|retornar|contactar|contatar)(?: (?:de volta|voce|lhe|em breve)))",
        r"(?:encaminhei|transferi|passei|informei|avisei|encaminhamos|ja passamos)(?: \w+){0,4} (?:equipe"
        r"|equipa|colega|suporte|atendente|responsavel|gerente)",
    ),
    yes=words(
        r"(?:(?:ah|oh|bom|ok|ta|olha) )?(?:sim|sim sim|ss|isso|claro|claro que sim|com certeza|certo|pode ser"
        r"|pode|pode sim|por favor|quero|quero sim|sim quero|sim por favor|aceito|gostaria|gostaria sim|sim"
        r" gostaria|ta bom|esta bem|tudo bem|beleza|blz|perfeito|otimo|bora|manda ver|faca isso|pode fazer"
        r"|pode passar|pode transferir|vamos|de acordo|combinado|seria (?:otimo|bom|melhor|perfeito)|agradeco"
        r"|sim agradeco|sem duvida|uhum|aham)"
        r"(?: (?:sim|por favor|pfv|pf|obrigado|obrigada|obg|claro|quero|pode ser|se faz favor|agradeco"
        r"|transferir|passar)){0,3}"
    ),
    no=words(
        r"(?:(?:ah|oh|bom|ok|por enquanto|por agora|melhor|acho que) )?(?:nao|nn|nao nao|n|nao obrigado|nao"
        r" obrigada|agora nao|ainda nao|por enquanto nao|por agora nao|melhor nao|acho que nao|nao precisa"
        r"|nao e preciso|nao e necessario|nao quero|nao preciso|deixa|deixa pra la|deixe estar|deixa estar"
        r"|esquece|esqueca|tanto faz|nada|dispenso|prefiro (?:que nao|continuar(?: (?:aqui|contigo|com"
        r" voce))?)|de jeito nenhum)"
        r"(?: (?:obrigado|obrigada|obg|valeu|por enquanto|por agora|precisa|agora|por favor|quero|e preciso|e"
        r" necessario)){0,3}"
    ),
    but=words(r"mas", r"porem", r"ja", r"antes", r"primeiro", r"nao"),
)
