"""French."""

from __future__ import annotations

from handoff.phrases.languages.base import Phrases, gap, telling, words

_REAL = r"(?:reel|reelle|reels|humain|humaine|physique|vivante|vraie)"
_ROLE = (
    r"(?:(?:conseiller|conseillere|agent|agente|operateur|operatrice|representant|representante"
    r"|responsable|superviseur|manager"
    r"|employe|employee|technicien|technicienne|teleconseiller|teleconseillere|charge de clientele|gerant"
    r"|gerante|directeur)s?)"
)
_HUMAN = (
    rf"(?:(?:vraie? )?(?:personne|quelqu un|etre|interlocuteur|agent|conseiller|assistance|support)"
    rf" (?:{_REAL}|en chair et en os)"
    rf"|vraie? (?:personne|humain|{_ROLE})|humaine?s?|{_ROLE}|quelqu un de (?:vrai|reel|chez vous|competent))"
)
_TEAM = (
    r"(?:service (?:client|clients|clientele|apres vente)|sav|(?:le |un |votre |notre |l )?(?:equipe|support)(?: \w+)?)"
)
_ANY = (
    rf"(?:(?:un |une |a |au |le |la |l |votre |un autre |une autre |un de vos |des )?(?:{_HUMAN}|personne"
    rf"|gens|{_TEAM})|quelqu un|qqn|qq un|qq1)"
)
_WANT = (
    r"(?:je veux|je voudrais|je souhaite|je souhaiterais|j aimerais|jaimerais|je prefere|je prefererais"
    r"|je demande|je veut|jveux|j exige|j ai besoin d|il me faut|besoin d|puis je|est ce que je peux"
    r"|je peux|je pourrais|peut on|pouvez vous|pourriez vous|peux tu|pourrais tu|comment|on peut|merci de"
    r"|veuillez|laissez moi|possible de|possible d|faut que)"
)
_TALK = (
    r"(?:parler|parlez|discuter|echanger|dialoguer|tchatter|chatter|communiquer|joindre|contacter|avoir"
    r"|entrer en contact|etre en contact|m entretenir|mise? en (?:relation|contact))"
)
_MOVE = (
    r"(?:passez moi|passe moi|passer moi|mettez moi|met moi|mets moi|transferez moi|transfere moi"
    r"|transferer moi|connectez moi|connecte moi|donnez moi|donne moi|me passer|me transferer|me mettre"
    r"|me connecter|m adresser|me diriger|appelez)"
)

PHRASES = Phrases(
    telling=telling(
        "personne humain humaine humains quelqu qqn qq1 conseiller conseillere conseillers conseilleres"
        " agent agents agente operateur operatrice representant representante "
        "responsable superviseur manager employe employee technicien technicienne teleconseiller"
        " teleconseillere gerant gerante directeur client clients clientele sav equipe support interlocuteur"
        " gens "
        "robot bot machine collegue collegues specialiste rappellerons rappellera rappelons recontacterons"
        " recontactera reviendrons reviendra reviens contacterons contactera"
    ),
    asks=words(
        rf"^(?:(?:bonjour|le|je veux|je voudrais) ){{0,2}}{_TEAM}(?: (?:svp|stp|s il vous plait|merci"
        rf"|maintenant)){{1,2}}$",
        rf"(?:{_TALK})(?: (?:directement|en direct|plutot|svp|maintenant|vraiment|en ligne)){{0,2}}(?: (?:a|au"
        rf"|avec|d))? {_ANY}",
        rf"{_MOVE}(?: (?:en relation|en contact|en ligne|directement|svp|vers)){{0,2}}(?: (?:a|au|avec|vers"
        rf"|d))? {_ANY}",
        rf"{_WANT}{gap(2)}(?: (?:un|une|l|de l|d un|d une|de vrais))? (?:{_HUMAN})",
        rf"(?:un|une|d un|d une) (?:{_HUMAN}|vraie personne)(?: (?:s il vous plait|s il te plait|svp|stp|merci"
        rf"|please|maintenant))",
        rf"^(?:(?:bonjour|svp|je veux|je voudrais|non|un|une|a|l|d|le|plutot) ){{0,3}}(?:{_HUMAN}|vraie"
        rf" personne)(?: (?:svp|stp|merci|s il vous plait|s il te plait|maintenant)){{0,2}}$",
        rf"(?:y a t il|il y a|ya t il|y a|est ce qu il y a|ya){gap(1)} (?:quelqu un|{_HUMAN}|personne)(?:"
        rf" (?:la|ici|de disponible|pour m aider|a qui parler|qui peut|au bout))?",
        rf"(?:quelqu un|{_HUMAN}|une personne)(?: (?:peut|pourrait|peux))(?: il| elle)? (?:m aider|me repondre"
        rf"|m appeler|me rappeler|me contacter|me parler|prendre)",
        r"que quelqu un (?:m aide|me rappelle|m appelle|me contacte|me reponde|me parle|prenne)",
        r"(?:je ne (?:veux|souhaite) (?:pas|plus)|je veux (?:pas|plus)|marre de|assez de|arret\w* de)"
        r" (?:parler|discuter|echanger|dialoguer)(?: (?:a|avec))(?: (?:un|une|des|ce|cette|votre))? (?:robot"
        r"|bot|machine|ia|chatbot|robots)",
        r"(?:assistance|aide|support) humaine?$",
    ),
    aside=words(
        r"(?:es tu|etes vous|est ce que (?:vous etes|tu es|je parle)|vous etes|tu es|t es|je parle|suis je|ai"
        r" je)(?: a| avec| en)? (?:un|une|bien|vraie?|vraiment)",
        r"(?:horaire|horaires|a quelle heure|quand|quels jours|numero|telephone d\w|adresse|email d\w|ouvert|ouverte)",
        r"(?:m a dit|m ont dit|m a repondu|m avait dit|j ai (?:deja )?parle|j ai eu|m a appele|m a promis|m a"
        r" conseille)",
        r"(?:cheveux|perruque|taille|ressources|corps|droits) (?:\w+ )?humaine?s?",
        r"(?:par|pour (?:une|deux|trois|1|2|la|ma)|prix par|autre) personne",
        r"(?:mon|ma|mes) (?:responsable|directeur|manager|equipe|conseiller|collegue|employe)",
        r"(?:nettoyant|agent de|produit|equipe de (?:foot|france)|maillot)",
    ),
    refuses=words(
        rf"(?:ne (?:veux|souhaite|desire|prefere) pas|je veux pas|pas besoin d\w?|n ai pas besoin d\w?|ne"
        rf" (?:me )?(?:passez|transferez|mettez|transfere|passe)(?: moi)? pas|sans|plutot que|au lieu d\w?"
        rf"|inutile de)"
        rf"(?: (?!(?:robot|bot|machine|chatbot|ia|mais|je)\b)\w+){{0,4}} (?:{_HUMAN}|personne|quelqu un|{_TEAM})",
        r"(?:ne )?me (?:passez|transferez|passe|transfere|mettez)(?: pas)(?: a| avec)?",
    ),
    offers=words(
        rf"(?:voulez vous|veux tu|souhaitez vous|souhaites tu|preferez vous|preferes tu|aimeriez vous|puis je"
        rf"|dois je|desirez vous|est ce que vous voulez|je peux){gap(4)}"
        rf" (?:mette|mettre|transfere|transferer|passe|passer|connecte|connecter|dirige|parler|contacter"
        rf"|echanger|discuter){gap(5)} (?:{_HUMAN}|personne|quelqu un|equipe|service client|support|collegue"
        rf"|specialiste|membre)",
        rf"je (?:vous|te) (?:mets|transfere|passe|connecte){gap(5)} (?:{_HUMAN}|personne|quelqu un|equipe"
        rf"|service client|support|collegue|specialiste)",
    ),
    promises=words(
        rf"(?:je|on|nous) (?:vais |allons |va )?(?:vous|te) (?:mets|mettre|mettons|transfere|transferer"
        rf"|transferons|passe|passer|passons|connecte|connecter|dirige|redirige|rediriger|oriente){gap(5)}"
        rf" (?:{_HUMAN}|personne|quelqu un|equipe|service client|support|collegue|specialiste)",
        rf"(?:{_HUMAN}|quelqu un|une personne|equipe|collegue|specialiste|service client|membre){gap(5)} (?:va"
        rf"|vont|pourra|pourront)? ?(?:(?:vous|te) (?:rappell?era|rappelleront|rappeler|contactera"
        rf"|contacteront|contacter|recontactera|recontacter|recontacteront|repondra|repondront|repondre|aidera"
        rf"|aideront|aider|ecrira|ecrire|appellera|appeler)"
        r"|prendra contact|prendre contact|prendra (?:le relais|en charge)|prendre le relais|reviendra vers"
        r" vous|revenir vers vous|se charge de)",
        r"(?:nous|on|je) (?:(?:vous|te) (?:rappellerons|rappellera|rappellerai|recontacterons|recontactera"
        r"|contacterons|contactera|appellerons|appellera)|(?:reviendrons|reviendra|reviens|reviendrai"
        r"|revenons) vers (?:vous|toi))",
        r"(?:j ai|nous avons|on a) (?:transmis|transfere|signale|informe|prevenu|escalade){1}(?: \w+){0,4}"
        r" (?:equipe|collegue|collegues|service|conseiller|responsable|support)",
    ),
    yes=words(
        r"(?:(?:ah|oh|bah|ben|euh|ok|eh bien) )?(?:oui|ouais|ui|ouii|oui oui|mais oui|bien sur|bien sur que"
        r" oui|volontiers|avec plaisir|d accord|dac|daccord|carrement|absolument|tout a fait|certainement"
        r"|allez y|vas y|allons y|parfait"
        r"|je veux bien|oui je veux bien|ca marche|c est bon|faites|faites le|pourquoi pas|super|s il vous"
        r" plait|svp|ce serait (?:bien|parfait|super|gentil)|oui j aimerais|oui je (?:veux|voudrais|souhaite"
        r"|prefere)|bonne idee|entendu|ok oui)"
        r"(?: (?:oui|s il vous plait|s il te plait|svp|stp|merci|merci beaucoup|volontiers|bien sur|allez y"
        r"|vas y|avec plaisir|je veux bien|d accord)){0,3}"
    ),
    no=words(
        r"(?:(?:ah|oh|bah|ben|euh|ok|finalement|pour l instant|pour le moment) )?(?:non|nan|nn|non non|non"
        r" merci|pas maintenant|pas encore|pas pour l instant|pas pour le moment|pas la peine|ce n est pas la"
        r" peine|c est pas la peine|pas besoin|pas necessaire|ce n est pas necessaire|inutile|sans facon|ca"
        r" ira|ca va aller|laissez|laisse tomber|laissez tomber|tant pis|plus tard|plutot pas|je prefere"
        r" (?:continuer|rester)(?: (?:ici|avec vous|avec toi))?|surtout pas|je ne veux pas|je n en ai pas"
        r" besoin)"
        r"(?: (?:merci|merci beaucoup|pas|c est bon|ca va|ca ira|pour l instant|pour le moment|maintenant|la"
        r" peine|besoin|necessaire)){0,3}"
    ),
    but=words(r"mais (?!oui)", r"deja", r"d abord", r"avant", r"sauf", r"ne \w+ (?:pas|plus)", r"non"),
)
