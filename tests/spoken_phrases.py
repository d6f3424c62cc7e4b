"""What customers and agents write in nine languages: made up, one on each line."""

from __future__ import annotations

ASKS = {
    "es": """
hablar con una persona
Quiero hablar con un humano
quiero ablar con una persona real
un humano por favor
¿Puedo hablar con un agente?
necesito hablar con alguien
Pásame con un asesor
páseme con el supervisor por favor
¿Me puede comunicar con un representante?
comuníqueme con atención al cliente
Hola, quisiera que me atienda una persona
agente
operador por favor
¿hay alguien ahí?
¿Hay alguna persona real con la que pueda hablar?
no quiero hablar con un bot
prefiero tratar con una persona de verdad
Exijo hablar con el encargado
me gustaría chatear con un agente humano
conéctame con soporte
Mi pedido no llega. Quiero hablar con un responsable.
quiero una persona, no un robot
atención humana
que me llame una persona
ponme con un operador ya
podrían pasarme con el gerente?
""",
    "fr": """
je veux parler à un conseiller
je voudrais parler a quelqu'un
Puis-je parler à une vraie personne ?
un humain svp
un conseiller s'il vous plaît
Passez-moi un responsable
mettez moi en relation avec un conseiller
j'aimerais discuter avec un être humain
conseiller
Est-ce que je peux parler avec un agent ?
parler au service client
je souhaite être en contact avec une personne réelle
Y a-t-il quelqu'un ?
Je ne veux pas parler à un robot
j'en ai marre de parler à un bot
transférez-moi à un agent
pouvez vous me passer le service client
je prefere parler a une personne
Mon colis est perdu. Je veux un humain !
il me faut un vrai conseiller
je veut parler a un humain
quelqu'un peut-il m'appeler ?
Merci de me mettre en contact avec votre équipe
assistance humaine
jveux parler à qqn, un opérateur
je peux avoir un conseiller en ligne ?
""",
    "de": """
Mitarbeiter bitte
kann ich mit einem Menschen sprechen
Ich möchte mit einem Mitarbeiter sprechen
ich moechte mit jemandem reden
ich will einen Menschen
Verbinden Sie mich bitte mit dem Kundenservice
verbinde mich mit einem mitarbeiter
Kann ich bitte mit einer echten Person reden?
echter mensch bitte
Ich will nicht mehr mit einem Bot reden
gibt es hier auch echte Menschen?
Ist da jemand?
ich brauche einen Ansprechpartner
Können Sie mich an einen Kollegen, also einen Mitarbeiter, weiterleiten? Mitarbeiter bitte
Mein Paket ist weg. Ich möchte jemanden sprechen, mit einem Berater reden
Kann mich bitte jemand anrufen?
Mensch
Bitte mit Support verbinden
ich würde gern mit Ihrem Vorgesetzten sprechen
mit einem richtigen Menschen sprechen
Leiten Sie mich an einen Mitarbeiter weiter
holen sie einen mitarbeiter
könnte mir ein Mitarbeiter helfen?
ich hätte gerne einen menschlichen Ansprechpartner
darf ich mit ihrem chef sprechen
""",
    "it": """
voglio parlare con un operatore
vorrei parlare con una persona
Posso parlare con qualcuno?
un operatore per favore
operatore
mi passi un operatore
Mettetemi in contatto con l'assistenza clienti
voglio una persona vera
preferirei parlare con un essere umano
c'è qualcuno con cui posso parlare?
non voglio parlare con un bot
basta parlare con un robot
passami un umano
vorrei essere richiamato da un operatore
Ho bisogno di un consulente
qualcuno può aiutarmi?
Fatemi parlare con il responsabile
assistenza umana
posso chattare con una persona reale
il pacco non arriva. Vorrei parlare con un vostro addetto
mi puoi trasferire a un operatore? trasferiscimi a un operatore
parlare con un umano
potrei parlare con il servizio clienti
operatore umano grazie
""",
    "pt": """
quero falar com uma pessoa
Quero falar com um atendente
falar com atendente
gostaria de falar com um humano
atendente por favor
posso falar com alguém?
me transfere para um atendente
Pode me passar para um humano?
quero atendimento humano
tem alguém aí?
não quero falar com robô
Gostava de falar com um assistente humano
preciso de um atendente
quero falar com o gerente
pessoa real por favor
operador
alguém pode me ajudar?
me coloca em contato com o suporte
Passe-me a um operador
queria falar com um colaborador
chega de falar com bot
uma pessoa, por favor
o pedido sumiu. quero falar com um supervisor
dá pra falar com uma pessoa de verdade?
podia falar com o apoio ao cliente?
""",
    "nl": """
ik wil een medewerker spreken
kan ik met een mens praten
Ik wil graag met iemand praten
medewerker aub
echte persoon graag
verbind me door met een medewerker
Kunt u mij doorverbinden met de klantenservice?
is er iemand?
ik wil niet met een robot praten
mag ik een echt mens spreken
Kan iemand mij bellen?
ik wil met een manager spreken
mens
een medewerker alstublieft
mijn pakket is kwijt. ik wil een mens spreken
Ik zou graag iemand van jullie team spreken, met een medewerker chatten
zijn er ook echte mensen?
kan ik met je leidinggevende spreken
ik wil geholpen worden door een mens
kan een medewerker mij helpen?
liever met een persoon chatten
graag contact met een medewerker
doorverbinden met een medewerker
geef me een medewerker
""",
    "pl": """
chcę rozmawiać z człowiekiem
chce porozmawiac z konsultantem
poproszę z konsultantem
konsultant
konsultant proszę
Proszę mnie połączyć z konsultantem
połącz mnie z człowiekiem
czy mogę porozmawiać z kimś?
Czy jest tam ktoś żywy?
nie chcę rozmawiać z botem
chciałbym pogadać z prawdziwym człowiekiem
potrzebuję konsultanta
chcę kontaktu z obsługą klienta
Proszę o kontakt z pracownikiem
przełączcie mnie do konsultanta
wolałabym rozmawiać z żywą osobą
czy ktoś może do mnie zadzwonić?
chcę rozmawiać z kierownikiem
paczka zginęła. Chcę rozmawiać z przełożonym
prawdziwy człowiek
dajcie mi człowieka
rozmowa z konsultantem
czy można porozmawiać z pracownikiem
proszę o połączenie z konsultantem
""",
    "ja": """
オペレーターにつないで
担当者と話したい
人と話したいです
人間と話せますか
有人対応をお願いします
有人チャットに切り替えてください
オペレーターにつないでください
オペレーター
担当者お願いします
スタッフの方と直接お話ししたいのですが
誰かいませんか
担当者に代わってください
上司を出してください
店長と話がしたい
サポートの人と話したい
AIじゃなくて人と話したい
ロボットではなく担当者に対応してほしい
人につないでほしい
担当者から電話してください
カスタマーサポートに繋いでもらえますか
荷物が届きません。担当の方につないでください
生身の人と話させて
責任者に代わって
人間の対応を希望します
""",
    "zh": """
人工客服
转人工
转人工客服
我要人工
我想和真人说话
请帮我转接人工
能不能转人工？
找客服
客服在吗
有人吗
有没有人工客服
我要找你们经理
叫你们主管来
轉人工
我想跟真人講話
請幫我轉接專員
請轉真人客服
不要机器人
我不想跟机器人聊了
给我接人工服务
可以和客服人员聊聊吗
快递丢了。我要转人工
麻烦转接客服
让真人来回复
""",
}

NO_WISH = {
    "es": """
¿A qué hora abre el servicio de atención al cliente?
¿eres una persona?
¿Estoy hablando con un humano?
peluca de cabello humano
no quiero hablar con un agente
No hace falta que me pases con una persona
ya hablé con un agente ayer
el agente me dijo que llegaría hoy
¿cuál es el número de atención al cliente?
quiero un regalo para una persona mayor
¿Cuánto cuesta por persona?
¿dónde está mi pedido?
¿otra persona puede recoger el paquete?
mi jefe quiere una factura
la crema tiene un agente blanqueador
no me transfieras, dime tú
gracias, muy amable
quiero devolver estos zapatos
""",
    "fr": """
Quels sont les horaires du service client ?
êtes-vous une vraie personne ?
Est-ce que je parle à un robot ?
perruque en cheveux humains
je ne veux pas parler à un conseiller
pas besoin de me passer quelqu'un
j'ai déjà parlé à un conseiller hier
le conseiller m'a dit que c'était bon
quel est le numéro du service client
le prix par personne
un cadeau pour une personne âgée
où est mon colis ?
mon responsable veut une facture
puis-je offrir la carte à une autre personne
un agent de nettoyage pour cuir
ne me transférez pas
le maillot de l'équipe de France
je voudrais retourner ces chaussures
""",
    "de": """
Wann ist der Kundenservice erreichbar?
bist du ein Mensch?
Spreche ich mit einem Roboter?
Perücke aus Menschenhaar
Ich möchte nicht mit einem Mitarbeiter sprechen
Ich brauche keinen Mitarbeiter
ich habe schon mit einem Mitarbeiter gesprochen
Ihr Mitarbeiter hat mir gesagt, dass es heute kommt
Wie ist die Telefonnummer vom Kundenservice?
Was kostet das pro Person?
wo ist mein Paket
kann eine andere Person das Paket annehmen
Ich suche ein Geschenk für meinen Chef
mein Chef braucht eine Rechnung
haben Sie Rabatt für Mitarbeiter?
bitte verbinde mich nicht
Das Poloshirt vom Team Deutschland
ich möchte die Schuhe zurückgeben
""",
    "it": """
Quali sono gli orari del servizio clienti?
sei una persona vera?
sto parlando con un robot?
parrucca di capelli umani
non voglio parlare con un operatore
non serve che mi passi qualcuno
ho già parlato con un operatore ieri
l'operatore mi ha detto che arriva oggi
qual è il numero di telefono dell'assistenza
quanto costa a persona?
dov'è il mio pacco
il mio responsabile vuole la fattura
cover per operatore telefonico
un regalo per una persona speciale
senza parlare con nessuno
vorrei restituire le scarpe
non trasferirmi per favore
il servizio da tè è rotto
""",
    "pt": """
Qual é o horário de atendimento?
você é uma pessoa?
Estou falando com um robô?
peruca de cabelo humano
não quero falar com um atendente
não precisa me passar para ninguém, não preciso de atendente
já falei com um atendente ontem
o atendente me disse que chega hoje
qual o telefone do suporte
quanto custa por pessoa
onde está o meu pedido
meu gerente quer a nota fiscal
um presente para uma pessoa especial
suporte para celular
quero devolver os sapatos
prefiro não falar com ninguém
outra pessoa pode receber?
o serviço de jantar veio quebrado
""",
    "nl": """
Wat zijn de openingstijden van de klantenservice?
ben je een mens?
praat ik met een robot?
pruik van mensenhaar
ik wil niet met een medewerker praten
ik heb geen medewerker nodig
ik heb gisteren al met een medewerker gesproken
jullie medewerker zei dat het vandaag komt
wat is het telefoonnummer van de klantenservice
wat kost het per persoon
waar is mijn pakket
kan iemand anders het pakket aannemen
mijn baas wil een factuur
een cadeau voor een collega
verbind me niet door alsjeblieft
ik wil de schoenen terugsturen
zonder met iemand te praten
is dit horloge voor mannen of mensen met kleine polsen
""",
    "pl": """
W jakich godzinach działa obsługa klienta?
czy jesteś człowiekiem?
Czy rozmawiam z botem?
peruka z ludzkich włosów
nie chcę rozmawiać z konsultantem
nie potrzebuję konsultanta
rozmawiałem już wczoraj z konsultantem
konsultant powiedział, że przyjdzie dzisiaj
jaki jest numer telefonu do obsługi klienta
ile to kosztuje na osobę
gdzie jest moja paczka
mój szef chce fakturę
prezent dla bliskiej osoby
czy inna osoba może odebrać
nie łącz mnie z nikim
chcę zwrócić buty
bez rozmowy z konsultantem
krem dla osób z alergią
""",
    "ja": """
カスタマーサポートの営業時間は何時までですか
あなたは人間ですか
ロボットですか？
人毛ウィッグはありますか
担当者と話したくないです
オペレーターは不要です
昨日担当者と話しました
スタッフに明日届くと言われました
サポートの電話番号を教えてください
一人あたりいくらですか
荷物はどこですか
友人へのプレゼントです
人気の商品はどれですか
有人対応は必要ありません
靴を返品したいです
本人以外でも受け取れますか
上司へのプレゼントを探しています
転送しないでください
""",
    "zh": """
客服几点上班？
你是真人吗
你是机器人吗
真人发假发多少钱
不要转人工
不用找客服了
客服昨天说今天到
客服电话是多少
人工智能音箱有货吗
人工草坪多少钱一平米
我的快递在哪里
送人的礼物有推荐吗
别人可以代收吗
不需要人工
我们经理要发票
我想退货
客服的工作时间
客服态度很好
""",
}

YES = {
    "es": """
sí
si por favor
Sí, gracias
claro
vale
dale
por supuesto
Sí, mi pedido es el 1234
""",
    "fr": """
oui
Oui, s'il vous plaît
oui svp
d'accord
volontiers
avec plaisir
bien sûr
ok oui
""",
    "de": """
ja
Ja bitte
ja, gerne
gern
klar
ja das wäre gut
Ja, bitte verbinden
natürlich
""",
    "it": """
sì
si grazie
Sì, per favore
va bene
certo
volentieri
d'accord, sì
perfetto grazie
""",
    "pt": """
sim
sim, por favor
claro
pode ser
quero sim
com certeza
Sim, obrigado
está bem
""",
    "nl": """
ja
ja graag
graag
Ja, alsjeblieft
prima
doe maar
is goed
ja hoor
""",
    "pl": """
tak
tak, proszę
poproszę
jasne
oczywiście
chętnie
tak poproszę
dobrze
""",
    "ja": """
はい
はい、お願いします
お願いします
ぜひ
それでお願いします
ええ、お願いいたします
もちろんです
つないでください
""",
    "zh": """
好的
好
可以
需要
要
好的，谢谢
行
麻烦了
""",
}

NO = {
    "es": """
no
No, gracias
ahora no
no hace falta
mejor no
todavía no
bueno, no gracias
no quiero hablar con un agente
""",
    "fr": """
non
Non merci
pas maintenant
pas la peine
ce n'est pas nécessaire
ça ira
non, merci beaucoup
sans façon
""",
    "de": """
nein
Nein danke
nicht nötig
jetzt nicht
lieber nicht
nee
passt schon
brauche ich nicht
""",
    "it": """
no
No grazie
non serve
non ora
meglio di no
lascia stare
per ora no
non è necessario
""",
    "pt": """
não
não, obrigado
não precisa
agora não
ainda não
deixa pra lá
não é necessário
melhor não
""",
    "nl": """
nee
Nee bedankt
niet nodig
nu niet
hoeft niet
liever niet
laat maar
nee hoor
""",
    "pl": """
nie
Nie, dziękuję
nie trzeba
nie teraz
raczej nie
może później
nie potrzebuję
na razie nie
""",
    "ja": """
いいえ
結構です
いえ、大丈夫です
大丈夫です
いりません
不要です
今はいいです
必要ありません
""",
    "zh": """
不用
不用了，谢谢
不需要
不要
算了
先不用
不必了
没必要
""",
}

NEITHER = {
    "es": """
ya lo probé
sí, pero antes dime dónde está
no funciona
¿sí?
mi pedido es el 1234
no llega el paquete
""",
    "fr": """
oui mais d'abord où est mon colis
ça ne marche pas
oui ?
mon numéro est 1234
j'ai déjà essayé
""",
    "de": """
ja das habe ich schon versucht
ja, aber wo ist mein Paket
geht nicht
ja?
die Nummer ist 1234
""",
    "it": """
sì ma dov'è il pacco
sì, l'ho già provato
non funziona
sì?
il numero è 1234
""",
    "pt": """
sim, mas onde está
sim, já tentei isso
não funciona
sim?
o número é 1234
""",
    "nl": """
ja maar waar is het dan
ja, dat heb ik al geprobeerd
het werkt niet
ja?
het nummer is 1234
""",
    "pl": """
tak, ale gdzie jest paczka
tak, już próbowałem
nie działa
tak?
numer to 1234
""",
    "ja": """
はい、でも荷物はどこですか
もう試しました
届きません
はい？
番号は1234です
""",
    "zh": """
好的，但是我的快递呢
已经试过了
没有用
好吗？
订单号是1234
""",
}

PROMISES = {
    "es": """
Le paso con un agente.
Un compañero le llamará mañana.
Nos pondremos en contacto con usted.
He avisado al equipo.
""",
    "fr": """
Je vous transfère à un conseiller.
Un conseiller vous rappellera.
Nous reviendrons vers vous.
J'ai transmis à mes collègues.
""",
    "de": """
Ich verbinde Sie mit einem Mitarbeiter.
Ein Kollege meldet sich bei Ihnen.
Wir rufen Sie zurück.
Sie erhalten morgen einen Rückruf von uns.
Ich habe das an das Team weitergeleitet.
""",
    "it": """
La metto in contatto con un operatore.
Un collega La richiamerà.
La ricontatteremo presto.
Ho informato il team.
""",
    "pt": """
Vou transferir para um atendente.
Um colega vai entrar em contato.
Entraremos em contato em breve.
Encaminhei para a equipe.
""",
    "nl": """
Ik verbind je door met een medewerker.
Een collega neemt contact met je op.
We bellen je terug.
Ik heb het doorgestuurd naar het team.
""",
    "pl": """
Łączę z konsultantem.
Konsultant oddzwoni jutro.
Skontaktujemy się z Tobą.
Przekazałem sprawę do zespołu.
""",
    "ja": """
担当者におつなぎします。
担当者より連絡いたします。
折り返しお電話いたします。
担当者に引き継ぎます。
""",
    "zh": """
我帮您转接人工客服。
客服人员会尽快联系您。
我们会尽快回复您。
稍后给您回电。
""",
}

NO_PROMISES = {
    "es": """
Su pedido llega mañana.
Puede escribir a ayuda@tienda.example.
¿Quiere ver otros colores?
El paquete está en camino.
""",
    "fr": """
Votre colis arrive demain.
Vous pouvez écrire à aide@boutique.example.
Voulez-vous voir d'autres couleurs ?
Je vous envoie le lien.
""",
    "de": """
Ihr Paket kommt morgen.
Sie können an hilfe@shop.example schreiben.
Möchten Sie andere Farben sehen?
Ich helfe Ihnen gern.
""",
    "it": """
Il pacco arriva domani.
Può scrivere a aiuto@negozio.example.
Vuole vedere altri colori?
Le invio il link.
""",
    "pt": """
O pedido chega amanhã.
Pode escrever para ajuda@loja.example.
Quer ver outras cores?
Vou verificar o pedido.
""",
    "nl": """
Je pakket komt morgen.
Je kunt mailen naar hulp@winkel.example.
Wil je andere kleuren zien?
Ik stuur je de link.
""",
    "pl": """
Paczka dotrze jutro.
Można napisać na pomoc@sklep.example.
Czy pokazać inne kolory?
Wysyłam link.
""",
    "ja": """
お荷物は明日届きます。
help@shop.example にメールできます。
ほかの色もご覧になりますか？
リンクをお送りします。
""",
    "zh": """
您的包裹明天到。
您可以写信到 help@shop.example。
您想看看其他颜色吗？
我把链接发给您。
""",
}


def lines(table: dict[str, str]) -> list[tuple[str, str]]:
    """Each text with its language."""
    return [(code, line) for code, text in table.items() for line in text.splitlines() if line]
