"""What customers write first, short, in ten languages: made up, one on each line."""

from __future__ import annotations

TEXTS = {
    "en": """
where is my order
refund please
my package never arrived
Can I return these shoes?
how much is shipping
it doesn't work
the Müller backpack is broken
I ordered the café table but got the wrong one
Is the Château Margaux still available?
do you ship to São Paulo
cancel my subscription
size M is too small
still waiting
hello
I want to talk to someone
my name is José García and my order is late
""",
    "es": """
dónde está mi pedido
donde esta mi paquete
quiero devolver estos zapatos
no me ha llegado nada
¿cuánto cuesta el envío?
no funciona
hola, necesito ayuda
quiero mi dinero
la talla es muy pequeña
¿puedo cambiar la dirección?
gracias
mi tarjeta no pasa
el paquete llegó roto
hablar con una persona
cancelar pedido
""",
    "fr": """
où est mon colis
ou est ma commande
je veux un remboursement
ça ne marche pas
bonjour, j'ai besoin d'aide
je n'ai rien reçu
combien coûte la livraison ?
mauvaise taille
annuler ma commande
merci beaucoup
le colis est abîmé
puis-je changer l'adresse ?
parler à un conseiller
c'est trop petit
toujours pas livré
""",
    "de": """
wo ist mein Paket
wo bleibt meine bestellung
ich möchte die schuhe zurückgeben
das funktioniert nicht
hallo, ich brauche Hilfe
nichts angekommen
was kostet der Versand?
falsche Größe
Bestellung stornieren
vielen Dank
das Paket ist kaputt
kann ich die Adresse ändern?
Mitarbeiter bitte
zu klein
Geld zurück
""",
    "it": """
dov'è il mio pacco
dove si trova il mio ordine
voglio un rimborso
non funziona
ciao, ho bisogno di aiuto
non ho ricevuto niente
quanto costa la spedizione?
taglia sbagliata
annullare l'ordine
grazie mille
il pacco è arrivato rotto
posso cambiare indirizzo?
parlare con un operatore
è troppo piccolo
ancora niente
""",
    "pt": """
onde está o meu pedido
cade minha encomenda
quero meu dinheiro de volta
não funciona
olá, preciso de ajuda
não recebi nada
quanto custa o envio?
tamanho errado
cancelar meu pedido
muito obrigado
o produto chegou quebrado
posso mudar o endereço?
falar com atendente
é muito pequeno
ainda não chegou
""",
    "nl": """
waar is mijn pakket
waar blijft mijn bestelling
ik wil mijn geld terug
het werkt niet
hallo, ik heb hulp nodig
niets ontvangen
wat kost de verzending?
verkeerde maat
bestelling annuleren
bedankt
het pakket is kapot
kan ik het adres wijzigen?
medewerker graag
te klein
nog steeds niet geleverd
""",
    "pl": """
gdzie jest moja paczka
gdzie moje zamówienie
chcę zwrócić buty
nie działa
dzień dobry, potrzebuję pomocy
nic nie przyszło
ile kosztuje wysyłka?
zły rozmiar
anulować zamówienie
dziękuję bardzo
paczka jest uszkodzona
czy mogę zmienić adres?
konsultant proszę
za małe
zwrot pieniędzy
""",
    "ja": """
荷物はどこですか
注文をキャンセルしたい
返品したいです
届きません
送料はいくらですか
サイズが違います
こんにちは
住所を変更できますか
壊れていました
返金してください
まだ届かない
担当者と話したい
ありがとう
使えない
注文番号はこれです
""",
    "zh": """
我的快递在哪里
我要退款
取消订单
还没收到货
运费多少
尺码不对
你好
可以改地址吗
坏了
用不了
我的訂單在哪裡
還沒收到
转人工
谢谢
多久能到
""",
}


# On these nothing was chosen, and nothing is: they only tell how well it goes.
HELD_BACK = {
    "en": """
the zipper came off
screen is scratched
is this waterproof
which battery fits
lipstick shade darker
my voucher expired
box was empty
lamp flickers
sleeves run short
gluten free?
""",
    "es": """
la cremallera se rompió
pantalla rayada
es impermeable?
qué batería le sirve
mi cupón caducó
la caja venía vacía
la lámpara parpadea
mangas cortas
sin gluten?
dejó de encender
""",
    "fr": """
la fermeture s'est cassée
écran rayé
est-ce imperméable ?
quelle batterie convient
mon bon a expiré
la boîte était vide
la lampe clignote
manches courtes
sans gluten ?
ne s'allume plus
""",
    "de": """
der Reißverschluss ging kaputt
Bildschirm zerkratzt
ist das wasserdicht?
welcher Akku passt
mein Gutschein ist abgelaufen
der Karton war leer
die Lampe flackert
Ärmel kurz
glutenfrei?
geht nicht mehr an
""",
    "it": """
la cerniera si è rotta
schermo graffiato
è impermeabile?
quale batteria va bene
il mio buono è scaduto
la scatola era vuota
la lampada sfarfalla
maniche corte
senza glutine?
non si accende più
""",
    "pt": """
o zíper quebrou
tela arranhada
é à prova d'água?
qual bateria serve
meu cupom expirou
a caixa veio vazia
a lâmpada pisca
mangas curtas
sem glúten?
parou de ligar
""",
    "nl": """
de rits is stuk
scherm bekrast
is dit waterdicht?
welke accu past
mijn bon is verlopen
de doos was leeg
de lamp flikkert
mouwen kort
glutenvrij?
gaat niet meer aan
""",
    "pl": """
zamek się zepsuł
ekran porysowany
czy to wodoodporne?
jaka bateria pasuje
mój kupon wygasł
pudełko było puste
lampa miga
krótkie rękawy
bez glutenu?
przestało się włączać
""",
    "ja": """
ファスナー破損
画面に傷
防水ですか
電池は何
クーポン期限切れ
箱が空でした
ランプ点滅
袖が短い
グルテンフリー
電源入らず
""",
    "zh": """
拉链坏了
屏幕有划痕
防水吗
用什么电池
优惠券过期
盒子是空的
灯在闪
袖子短
无麸质吗
开不了机
""",
}


def texts(table: dict[str, str]) -> list[tuple[str, str]]:
    """Each with its language."""
    return [(code, line) for code, text in table.items() for line in text.splitlines() if line]
