"""Spanish, of Spain and of Latin America."""

from __future__ import annotations

from handoff.phrases.languages.base import Phrases, gap, telling, words

_REAL = r"(?:real|reales|humano|humana|de verdad|fisica|viva|de carne y hueso)"
_ROLE = (
    r"(?:(?:agente|asesor|asesora|operador|operadora|operario|representante|supervisor|supervisora"
    r"|encargado|encargada|gerente"
    r"|responsable|empleado|empleada|ejecutivo|ejecutiva|teleoperador|teleoperadora|jefe|jefa|trabajador|tecnico)s?"
    r"|asesores|operadores|supervisores)"
)
_HUMAN = (
    rf"(?:(?:persona|alguien|gente|ser|agente|asesor|operador|atencion|asistencia|soporte|ayuda) {_REAL}"
    rf"|humanos?|{_ROLE})"
)
_TEAM = (
    r"(?:(?:servicio|atencion|soporte|equipo)(?: (?:de|al|del|a))?(?: (?:el|la))?"
    r" (?:cliente|clientes|soporte|atencion|ayuda|tecnico|humano)(?: al cliente)?|soporte|(?:un |vuestro "
    r"|su |nuestro |tu )?equipo)"
)
_ANY = (
    rf"(?:(?:un |una |otro |otra |algun |alguna |con |el |la |su |tu |vuestro )?(?:{_HUMAN}|personas?|{_TEAM})|alguien)"
)
_WANT = (
    r"(?:quiero|quisiera|querria|queremos|necesito|necesitamos|deseo|desearia|prefiero|me gustaria|exijo|solicito|pido"
    r"|puedo|podria|podemos|puede|puedes|podeis|pueden|podrian|hay forma de|como puedo|como hago para"
    r"|dejame|dejeme|tengo que|hace falta)"
)
_TALK = (
    r"(?:hablar|ablar|chatear|comunicarme|contactar|contactarme|conversar|platicar|tratar|que me atienda"
    r"|que me atiendan|que me pasen)"
)
_MOVE = (
    r"(?:pasame|paseme|pasenme|pasarme|comunicame|comuniqueme|comuniquenme|conectame|conecteme|conectarme"
    r"|transfiereme|transfierame"
    r"|transferirme|poneme|ponme|pongame|ponganme|ponerme|derivame|deriveme|derivarme|dame|deme|denme|que"
    r" me pongan|que me comuniquen|llama a)"
)
_SAY = (
    r"(?:ponga|pongamos|conecte|conectemos|pase|pasemos|transfiera|comunique|derive|poner|conectar|pasar"
    r"|transferir|comunicar|derivar)"
)

PHRASES = Phrases(
    telling=telling(
        "persona personas humano humana humanos alguien gente agente agentes asesor asesora asesores"
        " operador operadora operario "
        "representante representantes supervisor supervisora encargado encargada gerente responsable"
        " empleado empleada ejecutivo ejecutiva "
        "teleoperador teleoperadora jefe jefa equipo soporte atencion robot bot maquina companero companera"
        " companeros colega especialista "
        "pondremos pondran comunicaremos llamaremos llamara llamaran contactaremos contactara contactaran"
        " pasame comunicame atienda tecnico trabajador"
    ),
    asks=words(
        rf"me (?:atiende|atienda|ayuda|contesta) (?:alguna |un |una )(?:{_HUMAN}|persona)",
        rf"^(?:(?:hola|por favor|quiero|con) ){{0,2}}{_TEAM}(?: (?:por favor|porfa|porfavor|ya)){{1,2}}$",
        rf"{_TALK}(?: {_TALK})?(?: (?:directamente|ya|por favor|ahora|mejor)){{0,2}} (?:con|a) {_ANY}",
        rf"{_MOVE}(?: (?:ya|por favor|ahora|en contacto)){{0,2}}(?: (?:con|a))? {_ANY}",
        rf"(?:pasar|poner|conectar|comunicar|transferir|derivar)(?:me|nos)?{gap(2)} (?:con|a) {_ANY}",
        rf"{_WANT}{gap(2)} (?:un|una|otro|otra|algun|alguna|al|a la|a un|a una) (?:{_HUMAN}|persona)",
        rf"{_WANT}(?: que)?{gap(3)} (?:atienda|atender|ayude|llame|conteste|responda|escriba){gap(1)} (?:un"
        rf"|una) (?:{_HUMAN}|persona)",
        rf"(?:un|una|algun|alguna) (?:{_HUMAN}|persona)(?: {_REAL})?(?: por favor| porfa| porfavor| pls| ya)",
        rf"^(?:(?:por favor|hola|quiero|no|un|una|con|ya|otro|otra|el|la|que) ){{0,3}}(?:{_HUMAN}|persona)(?:"
        rf" (?:por favor|porfa|porfavor|ya|gracias|ahora)){{0,2}}$",
        rf"hay (?:alguien|algun|alguna|un|una){gap(1)}(?: (?:ahi|{_HUMAN}|persona|con quien (?:hablar|pueda)"
        rf"|que me (?:atienda|ayude)))",
        r"(?:atencion|asistencia|soporte|ayuda) (?:humana|humano|personal)(?: por favor)?$",
        rf"(?:que me (?:atienda|ayude|llame|conteste)|me puede (?:atender|ayudar|llamar)) (?:{_ANY})",
        r"(?:no (?:quiero|deseo)|harto de|cansad[oa] de|dej[ae] de) (?:hablar|seguir hablando|chatear"
        r"|tratar)(?: mas)? con (?:un|una|el|la|este|esta|una?s) (?:bot|robot|maquina|ia|chatbot)",
        r"(?:alguien|persona)(?: que (?:no sea|me entienda|sepa|pueda))(?: (?:un|una))?(?: (?:bot|robot|maquina|ia))?",
    ),
    aside=words(
        r"(?:eres|es usted|sos|estoy hablando|hablo|esto es)(?: con)? (?:un|una|el|la)?",
        r"(?:a que hora|que horario|cual es el|horario|cuando (?:abre|atiende)|numero de|telefono del?|correo del?)",
        r"(?:me dijo|me dijeron|dijo que|hable|ya hable|hablado|me atendio|me contesto|me llamo|estuve)",
        r"(?:pelo|cabello|peluca|talla|tallas|cuantas|seguro|derechos|recursos|cuerpo|cada|por) (?:humano"
        r"|humana|humanos|persona|personas)",
        r"(?:cuesta|precio|hecho|para)(?: por| a)? (?:\w+ )?persona",
        r"(?:comprar|regalo|regalar|entregar|recoger|recoja|reciba|recibir|devolver)",
        r"(?:mi|mis) (?:jefe|jefa|gerente|empleado|tecnico|equipo)",
    ),
    refuses=words(
        rf"(?:no (?:quiero|necesito|deseo|hace falta|me (?:pases|pase|transfieras|transfiera|pongas|conectes"
        rf"|comuniques)|es necesario|prefiero)|sin|en vez de|prefiero no)"
        rf"(?: (?!(?:bot|robot|maquina|chatbot|ia|sino|solo|quiero)\b)\w+){{0,4}} (?:{_HUMAN}|persona|alguien"
        rf"|nadie|{_TEAM})",
        r"no me (?:pases|pase|transfieras|transfiera|pongas|conectes|comuniques)(?: con)?",
    ),
    offers=words(
        rf"(?:quiere|quieres|desea|deseas|prefiere|prefieres|le gustaria|te gustaria|puedo|podria|necesita|le"
        rf" parece|te parece){gap(3)}"
        rf" (?:{_SAY}|hablar|contactar){gap(4)} (?:{_HUMAN}|persona|alguien|{_TEAM}|colega|companer[oa]|especialista)",
        rf"(?:le|te|lo|la) (?:paso|pongo|conecto|comunico|transfiero|derivo){gap(4)} (?:{_HUMAN}|persona"
        rf"|alguien|{_TEAM}|companer[oa]|especialista)",
    ),
    promises=words(
        rf"(?:le|te|lo|la|os|les) (?:paso|pongo|conecto|comunico|transfiero|derivo|pasare|pondre|conectare"
        rf"|comunicare|transferire|voy a \w+|estoy \w+){gap(4)} (?:{_HUMAN}|persona|alguien|{_TEAM}|colega"
        rf"|companer[oa]|especialista)",
        rf"(?:{_HUMAN}|persona|alguien|equipo|companer[oa]|colega|especialista){gap(5)} (?:(?:se (?:pondra"
        rf"|pondran|comunicara|comunicaran)|(?:le|te|lo|la|os|les)"
        r" (?:llamara|llamaran|contactara|contactaran|atendera|atenderan|ayudara|ayudaran|respondera"
        r"|responderan|escribira|contestara|contestaran))|va a (?:llamar|contactar|atender|ayudar"
        r"|responder)\w*)",
        r"(?:(?:le|te|lo|la|os|les) (?:llamaremos|contactaremos|devolveremos la llamada)|nos (?:pondremos"
        r"|comunicaremos|pondremos en)(?: \w+){0,2} (?:contacto|usted|contigo))",
        r"(?:he|hemos) (?:pasado|transferido|derivado|escalado|informado|avisado)(?: \w+){0,4} (?:equipo"
        r"|companero|companera|agente|responsable|encargado|soporte)",
    ),
    yes=words(
        r"(?:(?:oh|ah|bueno|pues|ok|vale|uy) )?(?:si|sip|sii|siii|claro|claro que si|por supuesto|desde luego"
        r"|vale|venga|dale|bueno|perfecto"
        r"|de acuerdo|hazlo|hagalo|adelante|si quiero|me parece bien|esta bien|genial|estupendo|como no|obvio"
        r"|eso si|ok si|por favor si"
        r"|me gustaria|si me gustaria|si (?:conectame|conecteme|pasame|paseme|hazlo|hagalo)|por favor"
        r"|(?:conectame|conecteme|pasame|paseme|comuniqueme))"
        r"(?: (?:si|por favor|porfa|porfavor|pf|gracias|muchas gracias|claro|quiero|adelante|hazlo|hagalo"
        r"|perfecto|ya|genial)){0,3}"
    ),
    no=words(
        r"(?:(?:oh|ah|bueno|pues|mejor|ok|por ahora|de momento|eh) )?(?:no|nop|nope|no gracias|ahora no"
        r"|todavia no|aun no|por ahora no|de momento no|mejor no"
        r"|no hace falta|no es necesario|no quiero|no lo necesito|prefiero (?:que no|seguir (?:contigo|aqui"
        r"|con usted))|dejalo|dejelo|no importa|da igual|nada|asi esta bien|para nada|paso)"
        r"(?: (?:gracias|muchas gracias|por favor|por ahora|de momento|todavia|aun|ahora|no|asi esta bien|de"
        r" verdad)){0,3}"
    ),
    but=words(r"pero", r"ya (?:lo|la|me|hable|probe|intente|he)", r"antes", r"primero", r"aunque", r"no"),
)
