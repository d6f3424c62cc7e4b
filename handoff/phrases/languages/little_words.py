"""Little words by which a language is known. Pure.

Written without accents: many customers type none.
"""

from __future__ import annotations

LITTLE_WORDS = {
    code: frozenset(words.split())
    for code, words in {
        "en": "wrong small big large late lost missing damaged item product price address colour color invoice"
        " customer service exchange discount code account password checkout payment paid charged twice speak"
        " talk someone person agent pick today tomorrow yesterday week days the a an and or is are was were"
        " be been am i im you he she it its we they me my mine your yours our this that these those of in on"
        " at "
        "to for from with by about not no yes do does did dont doesnt didnt has have had havent can cant"
        " could would will wont should may what "
        "where when why how who which there here please thanks thank hello hi hey order orders package"
        " parcel arrived delivered delivery shipping "
        "want need get got give refund return returned help still just but if so any some only very too more"
        " than then now never ever working "
        "works broken received sent ordered bought money back cancel change size tracking number as into out"
        " up down all ok hat die man gift card",
        "es": "equivocado equivocada pequeno pequena grande tarde perdido falta danado articulo precio direccion"
        " color factura atencion cliente cambio descuento codigo cuenta contrasena pago pagado cobrado"
        " hablar persona alguien recoger hoy manana ayer semana nada cuesta funciona cancelar anular tampoco"
        " nunca talla tallas roto rota ustedes vosotros muchas el la los las un una unos y o de del al que"
        " quien cual como donde cuando cuanto por para con sin mi mis su sus tu tus lo le les me "
        "se es esta estan estoy soy son fue hay tengo tiene tienen quiero quisiera necesito puedo puede"
        " pueden hola gracias favor buenos buenas "
        "dias pero muy mas ya todavia aun porque si esto este esa ese pedido paquete llego llega donde hacer"
        " hace hablar ayuda devolver "
        "dinero envio tarjeta compra producto cambiar talla ha han",
        "fr": "mauvais mauvaise petit petite grand grande tard perdu manque endommage article prix adresse couleur"
        " facture service echange remise compte paiement paye debite personne quelqu aujourd hui demain hier"
        " semaine jours rien trop taille tailles annuler casse abime livre etre ete beaucoup quel quelle"
        " quels quelles le la les un une des du de et ou ou est sont je j tu il elle nous vous on mon ma mes"
        " votre vos notre ce cet cette ces que qui quoi "
        "quand comment combien pourquoi avec sans pour dans sur pas ne n ai as avez suis c d l qu bonjour"
        " merci svp plait oui tres plus "
        "toujours encore mais au aux commande colis recu livraison veux voudrais peux puis faire retour"
        " rembourser remboursement parler aide "
        "fonctionne marche jamais",
        "de": "falsch falsche falscher falsches klein kleine gross grosse groß spat spaet verloren fehlt"
        " beschadigt artikel preis adresse farbe rechnung umtausch rabatt konto passwort zahlung bezahlt"
        " abgebucht sprechen jemand mitarbeiter abholen heute morgen gestern woche tage nichts zu viel"
        " vielen kaputt stornieren kostet versand grosse groesse hilfe gar der das ein eine einen einem"
        " einer und oder ist sind ich du er sie wir ihr mir mich mein meine meinen meiner ihre nicht kein"
        " keine mit "
        "ohne fur fuer auf bei von zu zum zur im am wo wann wie warum wer welche was habe hat haben kann"
        " konnen koennen mochte moechte will "
        "wurde wird danke hallo bitte guten tag aber noch schon immer auch nur es bestellung paket lieferung"
        " angekommen geld zuruck zurueck "
        "bekomme bestellt brauche geht ja nein",
        "it": "sbagliato sbagliata piccolo piccola grande tardi ritardo perso manca danneggiato articolo prezzo"
        " indirizzo colore fattura assistenza cliente cambio sconto codice conto pagamento pagato addebitato"
        " persona qualcuno ritirare oggi domani ieri settimana giorni niente nulla troppo tanto mille rotto"
        " rotta annullare cambiare costa avete potete che taglie il lo la i gli le un uno una e o di del"
        " della dei dal al alla che chi quale come dove quando quanto perche per con senza mio mia miei "
        "suo mi ti si ci e sono sei hai ho ha hanno non piu molto ciao salve grazie favore buongiorno"
        " buonasera ma anche gia ancora questo "
        "questa ordine pacco arrivato spedizione voglio vorrei posso puo restituire rimborso reso funziona"
        " dov fare parlare aiuto taglia",
        "pt": "errado errada pequeno pequena grande tarde atrasado perdido falta danificado artigo produto preco"
        " endereco cor fatura nota atendimento cliente troca desconto codigo conta senha pagamento pago"
        " cobrado pessoa alguem retirar hoje amanha ontem semana dias nada nunca demais tamanho tamanhos"
        " cancelar custa envio quebrado rasgado fui vezes sem o os as um uma uns umas e ou do da dos das no"
        " na nos nas ao que quem qual como onde quando quanto por porque para pra com sem meu minha "
        "meus seu sua voce voces eu ele ela nao sim esta estao estou sou sao foi tem tenho quero queria"
        " preciso posso pode ola oi obrigado "
        "obrigada bom boa dia tarde mas muito mais ja ainda isso este esta pedido encomenda chegou entrega"
        " devolver dinheiro compra comprei "
        "fazer falar ajuda funciona recebi produto cade",
        "nl": "verkeerde verkeerd klein kleine groot grote laat kwijt verloren mist beschadigd artikel prijs adres"
        " kleur factuur klantenservice ruilen korting rekening wachtwoord betaling betaald afgeschreven"
        " iemand medewerker ophalen vandaag morgen gisteren week dagen niets niks te veel steeds kapot"
        " annuleren kost verzending maat maten hulp nodig worden de het een en ik jij je hij zij wij jullie"
        " u mijn jouw uw ons onze niet geen met zonder voor op bij van naar dit dat deze die waar "
        "wanneer hoe waarom wie wat heb hebt heeft hebben kan kunt kunnen wil wilt zou moet ben zijn er"
        " hallo hoi bedankt graag aub "
        "alstublieft alsjeblieft goedemorgen goedendag maar nog al ook bestelling pakket pakje bezorgd"
        " geleverd geld terug krijg besteld "
        "ontvangen werkt nee ja",
        "pl": "zly zla zle maly mala male duzy duza duze pozno zgubiona brakuje uszkodzony uszkodzona produkt cena"
        " cene adres adresu kolor faktura faktury obsluga klienta wymiana rabat kod konto haslo platnosc"
        " zaplacilem pobrano ktos odebrac dzis dzisiaj jutro wczoraj tydzien dni nic za rozmiar rozmiary"
        " anulowac kosztuje wysylka wysylki dostawa dostawy macie sie i w z na do nie tak jest sa ja ty on"
        " ona my wy moj moja moje moja mojego moich moje gdzie kiedy jak jaki jaka dlaczego kto co czy "
        "ze sie za po od dla przez bez ale juz jeszcze bardzo prosze dziekuje dzieki dzien dobry witam czesc"
        " chce chcialbym chcialabym moge "
        "mozna mam mamy masz zamowienie zamowienia paczka paczki paczke przesylka zwrot zwrocic pieniadze"
        " dostalem dostalam zamowilem "
        "dziala przyszla pomoc mi mnie to ten ta",
    }.items()
}
