"""The expressions for a closed posting in each language, by their part of the sentence."""

# ruff: noqa: E501, RUF001 - words of many languages, one kind of them a line

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClosureExpressions:
    """Expressions of one language; blanks in them match white space.

    Attributes:
        lead: words before the sentence: "Sorry,".
        subject: this job, and no other: "this position".
        relative: a relative clause on the job: "you are looking for".
        verb: the verb before the state: "has been".
        adverb: words between verb and state: "already".
        state: the state that means closed: "filled".
        tail: words after the state: "for new applications".
        whole: sentences of other structure; `{job}` is the subject.
    """

    lead: str
    subject: str
    relative: str
    verb: str
    adverb: str
    state: str
    tail: str
    whole: tuple[str, ...]


_EN_JOB = r"(?:job|position|vacancy|role|posting|opening|opportunity|listing|requisition|offer|internship|apprenticeship|traineeship|advert(?:isement)?|ad)"
_DE_JOB = r"(?:stellen?(?:anzeige|angebot|ausschreibung|inserat)?|position|vakanz|ausschreibung|anzeige|job(?:angebot|anzeige|inserat)?|arbeitsstelle|ausbildungs(?:platz|stelle)|praktikum|praktikumsstelle|inserat|angebot)"

LANGUAGES = (
    ClosureExpressions(
        lead=r"(?:(?:we(?: a|['’])re )?(?:very |so )?sorry|unfortunately|regrettably|oops|whoops|uh[ -]oh|please note|note|notice|attention|update|important|but|however|that|as|it (?:looks like|seems|appears)|we regret to (?:inform|say|tell)(?: you)?|to (?:say|inform you)|thank(?:s| you) for (?:your interest|visiting)(?: in [^.!,]{2,40})?)",
        subject=rf"(?:this|the|that|your)(?: (?!(?:previous|old|former|last|other|earlier|first|similar|same|next|new|for|of|with|in|to|on|at|this|the|our)\b)[\w’'-]+){{0,2}}? {_EN_JOB}(?: {_EN_JOB})?|it",
        relative=r"(?:(?:that |which |for which |in which )?(?:you|we)(?:['’](?:re|ve))? [^.,;!?]{2,60}|with (?:the )?(?:id|reference|number)[^.,;]{1,30}|at \w[\w& ]{1,30})",
        verb=r"(?:(?:is|are|was|has|have)(?: been)?|['’]s(?: been)?|has got)",
        adverb=r"(?:now|already|currently|recently|since|unfortunately|also|presently|successfully|just|officially|sadly)",
        state=r"(?:no longer (?:available|open|active|posted|online|vacant|listed|advertised|being advertised|valid|live|recruiting|hiring|accessible|published|up|(?:accepting|taking|receiving|considering)(?: \w+){0,2})|not (?:currently |presently )?(?:available|found|active|open|online|(?:accepting|taking) (?:\w+ ){0,2}(?:applications|applicants|candidates))|closed|filled|expired|removed|deleted|archived|unpublished|withdrawn|cancell?ed|taken (?:down|offline|off(?:line)?)|unavailable|inactive|deactivated|ended)",
        tail=r"(?:(?:any ?more|any longer|now|already|yet|online|today)|(?:for|to|from) (?:(?:any|all|new|further|more|additional|online|this|our|the) )*(?:applications?|applicants?|candidates?|submissions?|applying|career site|website|site)|for this (?:job|role|position|vacancy|opening)|(?:at|for) (?:this|the) (?:time|moment|present)|(?:on|since|as of) [^a-z]*\w* ?\d[^.]{0,20}|and\b.*|(?:because|since|as) (?:it|we|the)\b.*|by (?:the|an|our|another)\b.*)",
        whole=(
            r"we(?: a|['’])re (?:no longer|not(?: currently)?|currently not|currently no longer) (?:accepting|taking|considering|receiving) (?:any |new |further |more )*(?:applications|applicants|candidates|cvs|resumes)(?: (?:for|to) {job})?",
            r"(?:we )?(?:have |['’]ve )?stopped accepting applications(?: (?:for|to) {job})?",
            r"(?:all |new |online )?applications (?:(?:for|to) {job} )?(?:(?:are|have|is|has)(?: been)? )?(?:now |currently |already )?(?:closed|ended|no longer (?:being )?(?:accepted|possible|open)|not (?:being |currently )?(?:accepted|possible))",
            r"(?:the )?(?:application |applications |submission |closing |recruitment |hiring )?(?:deadline|closing date|date|window|period|phase|process)(?: (?:for|to apply for|to apply to|of) (?:{job}|applying|applications?|apply))?(?: has| is| have| was)?(?: been)? (?:now |already )?(?:passed|expired|ended|closed|over|elapsed|finished|concluded|completed)",
            r"(?:recruitment|recruiting|hiring|the search|selection) for {job} (?:has|is)(?: been)? (?:now |already )?(?:closed|ended|finished|concluded|completed|complete|over)",
            r"we(?: have|['’]ve)? (?:now |already |since |recently |successfully |just )*(?:filled|closed|found (?:someone|somebody|a candidate|the right (?:person|candidate)) for) {job}",
            r"(?:could|can|did) ?(?:not|n['’]t) find (?:{job}|(?:the|this|that|your) page)(?: you .{2,60})?",
            r"we (?:could|can|did) ?(?:not|n['’]t) find (?:{job}|(?:the|this|that|your) page)(?: you .{2,60})?",
            rf"{_EN_JOB}(?: {_EN_JOB})?(?: is| has| was)?(?: been| now)? (?:not found|expired|closed|filled|unavailable|removed|withdrawn|no longer (?:available|active|open|accepting applications)|taken (?:down|offline))",
            r"(?:now |currently |sorry,? )*(?:no longer|not(?: currently)?) (?:available|accepting (?:new )?applications|open|active|posted|hiring|recruiting)",
            r"(?:{job} )?(?:does not|doesn['’]t|no longer) exists?(?: any ?more)?",
            r"(?:job |position |vacancy |posting |application |applications )?status (?:closed|filled|expired|inactive|archived|withdrawn|cancell?ed)",
            r"(?:closed|expired|filled) (?:job|position|vacancy|role|posting|opening)",
        ),
    ),
    ClosureExpressions(
        lead=r"(?:leider|schade|hinweis|achtung|bitte beachten(?: sie)?|ups|hoppla|(?:es )?tut uns (?:sehr )?leid|wir bedauern|entschuldigung|aber|dass|(?:vielen )?dank für (?:ihr|dein|euer) interesse(?: an [^.!,]{2,40})?)",
        subject=rf"(?:diese[rs]?|die|der|das|dieses|ihre|deine)(?: (?!(?:vorherige|frühere|alte|letzte|andere|vorige|neue|nächste|ähnliche|für|zur?|zum|auf|mit|bei|in|an|aus|diese[rsnm]?|unser\w*)\b)[\w:*-]+){{0,4}}? {_DE_JOB}|sie|{_DE_JOB}",
        relative=r"(?:,? ?(?:die|den|das|auf die|für die|nach der|welche) (?:sie|du|ihr) [^.;!?]{2,60}?,?)",
        verb=r"(?:ist|sind|wurde|wird|war)",
        adverb=r"(?:leider|bereits|schon|inzwischen|mittlerweile|derzeit|aktuell|momentan|nun|jetzt|zwischenzeitlich|zurzeit|erfolgreich|bei uns|seit \S+|am [\d.]+)",
        state=r"(?:nicht (?:mehr )?(?:verfügbar|online|aktiv|vakant|ausgeschrieben|aktuell|offen|zu besetzen|gültig|vorhanden|frei|gefunden)|(?:anderweitig )?(?:besetzt|vergeben)(?: worden)?|abgelaufen|deaktiviert|gelöscht|geschlossen|beendet|entfernt|archiviert|offline|zurückgezogen|offline genommen|vom netz genommen|nicht gefunden)",
        tail=r"(?:(?:worden|mehr|leider)|für (?:neue |weitere )?bewerbungen|und\b.*|(?:seit|am) [\d. ]+\w*|da (?:sie|wir|die)\b.*)",
        whole=(
            r"(?:die )?(?:bewerbungsfrist|bewerbungsphase|frist|ausschreibungsfrist)(?: für {job})?(?: ist| war| wurde)?(?: leider| bereits| schon| seit \S+| am [\d.]+)* (?:abgelaufen|beendet|vorbei|verstrichen|geschlossen|zu ende)",
            r"(?:für {job} )?nehmen wir (?:leider |derzeit |aktuell )*keine (?:weiteren |neuen )?bewerbungen mehr (?:an|entgegen)",
            r"wir nehmen (?:leider |derzeit |aktuell |für {job} )*keine (?:weiteren |neuen )?bewerbungen mehr (?:für {job} )?(?:an|entgegen)",
            r"(?:eine )?bewerbung(?:en)?(?: (?:auf|für) {job})? (?:ist|sind|werden)(?: leider| derzeit| aktuell)* nicht mehr (?:möglich|angenommen|entgegengenommen)",
            r"wir haben {job} (?:leider |bereits |inzwischen |schon |mittlerweile |erfolgreich )*(?:besetzt|vergeben|geschlossen)",
            r"{job} (?:existiert|gibt es)(?: leider)? nicht mehr",
            r"(?:bereits |schon )(?:besetzt|vergeben)|nicht mehr (?:verfügbar|ausgeschrieben|aktuell|online)",
        ),
    ),
    ClosureExpressions(
        lead=r"(?:désolée?s?|malheureusement|attention|oups|nous sommes désolés|nous vous informons|nous regrettons|mais|que|qu['’]|merci (?:de|pour) (?:votre|l['’])\s?(?:intérêt|attention)[^.!,]{0,40})",
        subject=r"(?:cette|l['’]|le|la|ce|votre) ?(?:(?!(?:anciene?|ancienne?|précédente?|première?|dernière?|autre|nouvelle?|nouveau)\b)\w+ )?(?:offre(?: d['’]emploi)?|annonce|poste|vacance|emploi|mission|stage|opportunité|candidature)(?: d['’]emploi)?|elle|il",
        relative=r"(?:que vous [^.,;!?]{2,60}|à laquelle vous [^.,;!?]{2,60}|recherchée?|demandée?)",
        verb=r"(?:(?:n['’]|ne )?(?:est|a|sont)(?: été)?|vient d['’]être)",
        adverb=r"(?:malheureusement|désormais|déjà|actuellement|maintenant)",
        state=r"(?:plus (?:disponible|en ligne|active|actif|d['’]actualité|valable|ouverte?|à pourvoir|vacante?)|pas (?:disponible|trouvée?)|expirée?|pourvue?|clôturée?|close?|fermée?|terminée?|retirée?|supprimée?|archivée?|désactivée?|introuvable)",
        tail=r"(?:aux? (?:nouvelles )?candidatures?|pour le moment|depuis\b.*|et\b.*|le [\d/.]+|du site|de notre site|car\b.*)",
        whole=(
            r"les candidatures (?:(?:pour|à) {job} )?(?:sont|ne sont) (?:désormais |maintenant )?(?:closes|clôturées|fermées|terminées|plus (?:acceptées|possibles|ouvertes))",
            r"(?:la )?(?:date limite|date de clôture|période)(?: de candidature| des candidatures| pour postuler)?(?: (?:est|a été|a))? (?:dépassée?|passée?|expirée?|échue?|terminée?)",
            r"nous (?:n['’]|ne )(?:acceptons|prenons) plus (?:de |les )?candidatures?(?: (?:pour|à) {job})?",
            r"nous avons (?:déjà |désormais )?pourvu {job}",
            r"(?:offre|annonce|poste) (?:expirée?|pourvue?|clôturée?|fermée?|terminée?|introuvable|plus disponible)",
            r"{job} n['’]existe plus",
            r"(?:le )?recrutement (?:pour {job} )?(?:est|a été) (?:terminé|clos|clôturé)",
            r"(?:il n['’]est|vous ne pouvez) plus (?:possible de )?postuler(?: à {job})?",
        ),
    ),
    ClosureExpressions(
        lead=r"(?:lo sentimos(?: mucho)?|lamentablemente|desafortunadamente|atención|vaya|aviso|pero|que|gracias por (?:tu|su) interés[^.!,]{0,40})",
        subject=r"(?:esta|este|la|el|tu|su) (?:(?:oferta|puesto|vacante|posición|empleo|convocatoria|anuncio|proceso|plaza|trabajo)(?: de (?:empleo|trabajo|selección))?)|ya",
        relative=r"(?:que (?:estás|está|estabas|buscas|busca|has|ha)[^.,;!?]{0,60}|a la que [^.,;!?]{2,60})",
        verb=r"(?:(?:ya )?(?:est[áà]|ha sido|fue|se encuentra|se ha|ha)|ya)?",
        adverb=r"(?:ya|actualmente|lamentablemente)",
        state=r"(?:(?:ya )?no (?:est[áà]|se encuentra) (?:ya |actualmente )?(?:disponible|activ[oa]|vigente|abiert[oa]|publicad[oa])|cerrad[oa]|caducad[oa]|finalizad[oa]|cubiert[oa]|expirad[oa]|vencid[oa]|eliminad[oa]|retirad[oa]|desactivad[oa]|ocupad[oa]|terminad[oa]|caducó|expiró|finalizó|cerró)",
        tail=r"(?:a nuevas (?:candidaturas|solicitudes|postulaciones)|en este momento|y\b.*|el [\d/.]+|desde\b.*|porque\b.*)",
        whole=(
            r"{job} no existe|{job} ya no (?:existe|acepta (?:más |nuevas )?(?:candidaturas|solicitudes|postulaciones|inscripciones)|admite .{3,30})",
            r"(?:el )?plazo (?:de|para) (?:inscripción|solicitud|presentación|candidaturas?|postular|postulación|inscribirse|solicitudes)[^.]{0,30} (?:ha (?:finalizado|terminado|vencido|expirado|concluido)|está cerrado|finalizó|venció)",
            r"ya no (?:aceptamos|se aceptan|se admiten|admitimos) (?:más |nuevas )?(?:candidaturas|solicitudes|postulaciones|inscripciones)(?: (?:para|a) {job})?",
            r"(?:hemos|ya hemos) (?:cubierto|cerrado) (?:ya )?{job}",
            r"(?:oferta|vacante|puesto|proceso|convocatoria) (?:no disponible|cerrad[oa]|caducad[oa]|finalizad[oa]|cubiert[oa]|expirad[oa]|vencid[oa])",
            r"las (?:inscripciones|candidaturas|solicitudes) (?:están|se han) (?:ya )?cerrad[oa]s?",
        ),
    ),
    ClosureExpressions(
        lead=r"(?:ci dispiace|siamo spiacenti|purtroppo|spiacenti|attenzione|ops|ma|che|grazie per l['’]interesse[^.!,]{0,40})",
        subject=r"(?:questa|questo|quest['’]|la|il|l['’]|lo) ?(?:(?!(?:vecchi[oa]|precedente|altr[oa]|nuov[oa]|ultim[oa])\b)\w+ )?(?:offerta(?: di lavoro)?|posizione(?: lavorativa)?|annuncio(?: di lavoro)?|ruolo|posto|lavoro|vacancy|selezione|opportunità|candidatura|inserzione)",
        relative=r"(?:(?:che|a cui|per cui) (?:stai|sta|hai|ha|stavi|cerchi|stava)[^.,;!?]{2,60}|richiest[oa]|cercat[oa])",
        verb=r"(?:(?:non )?(?:è|e['’]|risulta)(?: stat[oa])?|non)",
        adverb=r"(?:purtroppo|già|ora|attualmente|ormai)",
        state=r"(?:(?:non è )?più (?:disponibile|attiv[ao]|online|apert[ao]|valid[ao]|pubblicat[ao])|non disponibile|scadut[oa]|chius[oa]|copert[oa]|assegnat[oa]|rimoss[oa]|terminat[oa]|archiviat[oa]|ritirat[oa]|disattivat[oa]|trovat[oa])",
        tail=r"(?:a nuove candidature|alle candidature|al momento|e\b.*|il [\d/.]+|dal\b.*|perché\b.*)",
        whole=(
            r"le candidature (?:(?:per|a) {job} )?(?:sono|non sono) (?:ora |ormai )?(?:chiuse|terminate|scadute|più (?:aperte|accettate|possibili))",
            r"(?:il )?(?:termine|la scadenza|scadenza)(?: (?:per|di|delle) [^.]{3,40}?)? (?:è|risulta)(?: stat[oa])? (?:scadut[oa]|passat[oa]|superat[oa]|terminat[oa])",
            r"(?:non|al momento non) (?:accettiamo|si accettano|accetta|vengono accettate) più (?:nuove )?candidature(?: per {job})?",
            r"abbiamo (?:già )?(?:coperto|chiuso|assegnato) {job}",
            r"(?:offerta|posizione|annuncio|selezione) (?:non (?:più )?disponibile|scadut[oa]|chius[oa]|copert[oa]|terminat[oa])",
            r"{job} non (?:esiste più|esiste|accetta più (?:nuove )?candidature)",
        ),
    ),
    ClosureExpressions(
        lead=r"(?:helaas|sorry|let op|het spijt ons|oeps|jammer|maar|dat|bedankt voor (?:je|uw|jouw) (?:interesse|belangstelling)[^.!,]{0,40})",
        subject=r"(?:deze|de|dit|het|jouw|uw)(?: (?!(?:vorige|oude|vroegere|andere|laatste|nieuwe|voor|van|op|in|met|bij|aan|deze|dit|onze)\b)[\w-]+){0,3}? (?:vacature|functie|baan|positie|rol|opdracht|stage(?:plek)?|job|aanbieding|vacaturetekst)|vacature",
        relative=r"(?:(?:die|waar|waarnaar|waarop) (?:je|u|jij) [^.,;!?]{2,60})",
        verb=r"(?:is|zijn|werd|wordt|was)",
        adverb=r"(?:helaas|reeds|al|inmiddels|momenteel|nu|op dit moment|intussen|onlangs)",
        state=r"(?:niet (?:meer|langer) (?:beschikbaar|actief|online|open|vacant|actueel|geldig|te vinden)|niet (?:beschikbaar|gevonden)|gesloten|verlopen|vervuld|ingevuld|verwijderd|offline(?: gehaald)?|vergeven|bezet|beëindigd|ingetrokken|gearchiveerd)",
        tail=r"(?:voor (?:nieuwe )?(?:sollicitaties|sollicitanten|kandidaten)|en\b.*|sinds\b.*|op \d[^.]{0,20}|omdat\b.*|meer)",
        whole=(
            r"(?:de )?(?:sollicitatietermijn|sluitingsdatum|reactietermijn|sollicitatieperiode|deadline)(?: voor {job})? is (?:helaas |reeds |al |inmiddels )*(?:verstreken|verlopen|voorbij|gesloten)",
            r"(?:je kunt|u kunt|je kan|solliciteren is|het is)(?: helaas| inmiddels)* niet (?:meer|langer) (?:mogelijk|solliciteren|mogelijk om te solliciteren)(?: (?:op|voor|naar) {job})?",
            r"(?:op {job} )?solliciteren (?:op {job} )?is(?: helaas| inmiddels)* niet (?:meer|langer) mogelijk",
            r"(?:we|wij) (?:nemen|accepteren) (?:helaas |momenteel )*geen (?:nieuwe )?sollicitaties meer (?:aan|in behandeling|op|voor {job})?.{0,40}",
            r"(?:we|wij) hebben {job} (?:inmiddels |al |reeds |helaas )*(?:vervuld|ingevuld|gesloten)",
            r"{job} bestaat(?: helaas)? niet (?:meer|langer)",
        ),
    ),
    ClosureExpressions(
        lead=r"(?:niestety|przepraszamy|przykro nam|uwaga|ups|ale|że|dziękujemy za zainteresowanie[^.!,]{0,40})",
        subject=r"(?:(?:ta|to|ten|podana|wybrana|szukana|poszukiwana|twoja) )?(?:oferta(?: pracy)?|ogłoszenie(?: o pracę)?|stanowisko|rekrutacja|praca|wakat|pozycja)",
        relative=r"(?:,? ?(?:którego|której|który|która|które|na (?:którą|które)) [^.,;!?]{2,60},?|na to stanowisko)",
        verb=r"(?:jest|została|zostało|został|stała się)?",
        adverb=r"(?:już|niestety|obecnie|aktualnie)",
        state=r"(?:nieaktualn[ea]|wygasł[ao]?|nieaktywn[ea]|zakończon[eay]|niedostępn[ea]|zamknięt[aey]|obsadzon[eay]|usunięt[aey]|archiwaln[ea]|nie jest (?:już |obecnie )*(?:dostępn[ea]|aktualn[ea]|aktywn[ea])|zajęte|nieważna)",
        tail=r"(?:i\b.*|od\b.*|dnia\b.*|ponieważ\b.*|dla nowych (?:zgłoszeń|kandydatów))",
        whole=(
            r"(?:termin|czas|okres) (?:składania|nadsyłania|przyjmowania|zgłoszeń|aplikowania)[^.]{0,30} (?:upłynął|minął|się zakończył|zakończył się)",
            r"(?:rekrutacja|nabór)(?: (?:na|do) [^.]{3,40}?)? (?:została |została już |jest |się |dobiegła )?(?:zakończon[ay]|zakończył[a]? się|zamknięt[ay]|końca|zakończyła)",
            r"nie przyjmujemy (?:już |obecnie )?(?:nowych |dalszych |więcej )?(?:zgłoszeń|aplikacji|podań)(?: na {job})?",
            r"(?:już )nieaktualn[ea]|nie znaleziono (?:oferty|ogłoszenia)(?: pracy)?",
            r"aplikowanie (?:na {job} )?(?:nie jest już|jest) (?:możliwe|zakończone)",
        ),
    ),
    ClosureExpressions(
        lead=r"(?:lamentamos|infelizmente|desculpe|pedimos desculpas?|atenção|ops|aviso|mas|que|obrigad[oa] pelo (?:seu )?interesse[^.!,]{0,40})",
        subject=r"(?:esta|este|essa|esse|a|o|sua) (?:vaga|oferta|oportunidade|posição|anúncio|processo seletivo|emprego|cargo|função|candidatura)(?: de (?:emprego|trabalho|estágio))?",
        relative=r"(?:que (?:você|procura|está|procurava)[^.,;!?]{0,60}|para a qual [^.,;!?]{2,60})",
        verb=r"(?:(?:já )?(?:está|foi|se encontra|encontra-se|é)|já)?",
        adverb=r"(?:já|mais|atualmente|infelizmente)",
        state=r"(?:(?:já )?não (?:está|se encontra) (?:mais |atualmente )?(?:disponível|ativ[ao]|abert[ao]|online|vigente)|encerrad[ao]|expirad[ao]|fechad[ao]|preenchid[ao]|finalizad[ao]|removid[ao]|cancelad[ao]|indisponível|expirou|encerrou|terminad[ao]|concluíd[ao]|inativ[ao])",
        tail=r"(?:para (?:novas )?(?:candidaturas|inscrições)|no momento|neste momento|e\b.*|desde\b.*|em \d[^.]{0,20}|porque\b.*)",
        whole=(
            r"(?:as )?(?:inscrições|candidaturas)(?: para {job})? (?:já )?(?:estão|foram) (?:já )?(?:encerradas|fechadas|finalizadas|terminadas)",
            r"(?:o )?prazo (?:de|para)(?: as| a)? (?:inscrição|inscrições|candidaturas?|se candidatar)[^.]{0,30} (?:(?:já )?(?:expirou|terminou|encerrou|acabou)|foi encerrado|está encerrado)",
            r"(?:já )?não (?:estamos|aceitamos|são aceites|está)(?: mais)? (?:a )?(?:aceitar|aceitando|recebendo|receber)?(?: ?mais)?(?: novas)? ?(?:candidaturas|inscrições|currículos)(?: para {job})?",
            r"(?:já )?preenchemos {job}|{job} (?:já )?não existe(?: mais)?",
            r"(?:vaga|oferta) (?:indisponível|encerrada|expirada|fechada|preenchida|finalizada|não encontrada)",
        ),
    ),
    ClosureExpressions(
        lead=r"(?:desværre|beklager|vi beklager|obs|bemærk|ups|men|at)",
        subject=r"(?:(?:den(?:ne)?|dette|stillingen|jobbet)(?: (?!(?:for|til|i|på|med|tidligere|gamle|forrige|nye|andre)\b)[\w-]+){0,2}? ?(?:stilling(?:en|sopslag|sannonce)?|job(?:bet|opslag(?:et)?|annoncen?)?|opslag(?:et)?|annoncen?|vakance)?)",
        relative=r"(?:,? ?(?:som )?du [^.,;!?]{2,60},?)",
        verb=r"(?:er|blev|har|er blevet)",
        adverb=r"(?:desværre|nu|allerede|ikke mere|blevet|i mellemtiden)",
        state=r"(?:ikke længere (?:tilgængelig|aktivt?|åben|opslået|ledigt?|online|slået op)|(?:blevet )?(?:besat|lukket|udløbet|fjernet|slettet|afsluttet|arkiveret|taget ned)|utilgængelig|ikke fundet)",
        tail=r"(?:for (?:nye )?ansøgninger|og\b.*|siden\b.*)",
        whole=(
            r"ansøgningsfristen (?:for {job} )?er (?:desværre |allerede )*(?:udløbet|overskredet|passeret)",
            r"vi (?:tager|modtager) (?:desværre )?ikke længere imod ansøgninger(?: til {job})?|vi modtager ikke længere ansøgninger(?: til {job})?",
            r"(?:det er )?ikke længere muligt at (?:ansøge|søge)(?: {job})?|{job} (?:findes|eksisterer) ikke længere",
            r"vi har (?:allerede |nu |desværre )*besat {job}",
        ),
    ),
    ClosureExpressions(
        lead=r"(?:tyvärr|beklagar|vi beklagar|obs|hoppsan|men|att|tack för (?:ditt|din|visat) intresse[^.!,]{0,40})",
        subject=r"(?:(?:den här|denna|det här|detta|den|det)(?: (?!(?:tidigare|förra|gamla|nya|andra|för|till|i|på|med)\b)[\w-]+){0,2}? )?(?:jobb(?:et|annonsen?)?|tjänst(?:en)?|annons(?:en)?|befattning(?:en)?|roll(?:en)?|platsannonsen?|rekrytering(?:en)?)",
        relative=r"(?:(?:som )?du [^.,;!?]{2,60})",
        verb=r"(?:är|har|blev|har blivit|är nu)",
        adverb=r"(?:tyvärr|redan|nu|blivit|inte längre|sedan \w+)",
        state=r"(?:inte längre (?:tillgänglig|aktiv|öppen|aktuell|ledig|kvar|publicerad)t?|borttagen|tillsatt|stängd?|stängt|utgått|utgången|avslutad|avpublicerad|raderad|avpublicerats|tagits bort|tillsatts|stängts|löpt ut|avslutats|inte tillgänglig|hittades inte)",
        tail=r"(?:för (?:nya )?ansökningar|och\b.*|sedan\b.*)",
        whole=(
            r"(?:sista )?ansöknings(?:tiden|dagen|perioden|tid)(?: för {job})? (?:är|har) (?:tyvärr |redan |nu )*(?:gått ut|passerat|passerad|slut|över|löpt ut|stängd)",
            r"vi (?:tar|accepterar) (?:tyvärr )?inte längre (?:emot )?ansökningar(?: (?:till|för) {job})?",
            r"det (?:går|är) (?:tyvärr )?inte längre (?:att|möjligt att) (?:söka|ansöka)(?: {job}| till {job})?",
            r"vi har (?:redan |nu |tyvärr )*tillsatt {job}|{job} finns (?:tyvärr )?inte (?:längre|kvar)",
        ),
    ),
    ClosureExpressions(
        lead=r"(?:bohužel|litujeme|omlouváme se|je nám líto|pozor|upozornění|ale|že|děkujeme za (?:váš )?zájem[^.!,]{0,40})",
        subject=r"(?:(?:tato|tento|toto|tuto|vámi|hledaná|požadovaná|uvedená)(?: (?!(?:pro|na|k|v|s|předchozí)\b)[\w-]+){0,2}? )?(?:pozice|inzerát|nabídka(?: práce)?|pracovní (?:pozice|nabídka|místo)|místo|volné místo|výběrové řízení|práce)",
        relative=r"(?:,? ?(?:kterou|který|které) [^.,;!?]{2,60},?)",
        verb=r"(?:je|byla?|bylo)?",
        adverb=r"(?:již|už|bohužel|momentálně|aktuálně)",
        state=r"(?:(?:už |již )?(?:není|nie je) (?:už |již |bohužel |momentálně )*(?:aktivní|dostupn[áýé]|aktuální|k dispozici|platn[áýé]|otevřen[áýéao]|zveřejněn[áýéao])|obsazen[aáoéý]?|uzavřen[aáoéý]?|ukončen[aáoéý]?|neaktuální|neaktivní|nedostupn[áýé]|zrušen[aáoéý]?|smazán[aáoéý]?|vypršela?|stažen[aáoéý]?|archivován[aáoéý]?)",
        tail=r"(?:pro (?:nové )?uchazeče|a\b.*|od\b.*|dne\b.*)",
        whole=(
            r"(?:termín|lhůta|uzávěrka)(?: pro)?(?: podání| přihlášek| přihlášky| zasílání| přihlášení)[^.]{0,30} (?:již |už )?(?:vypršela?|uplynula?|skončila?|proběhla?)",
            r"(?:již |už )?nepřijímáme (?:další |nové |již |už )*(?:přihlášky|životopisy|uchazeče)(?: na {job})?",
            r"(?:výběrové řízení|nábor)(?: na [^.]{3,40})? (?:bylo?|je|již|už|skončilo)? ?(?:již |už )?(?:ukončen[oý]?|uzavřen[oý]?|skončil[oa]?)",
            r"{job} (?:již |už |bohužel )*neexistuje",
        ),
    ),
)

OTHER_SCRIPTS = r"""
    вакансия\s(?:\w+\s){0,2}(?:закрыта|неактуальна|удалена|в\sархиве|не\sнайдена) | вакансия\sбольше\sне
    | (?:募集|掲載|受付)(?:は|を|が)?終了 | 募集を締め切 | (?:职位|岗位)已?(?:关闭|下线|过期|失效|停止招聘) | 该职位(?:不存在|已)
    | 마감된\s?(?:채용|공고) | (?:채용|공고)이?가?\s?(?:마감|종료) | (?:ilan|pozisyon)\s(?:artık\s)?(?:yayında\sdeğil|kapanmış|kapandı|pasif)
    | لم\sتعد\s(?:هذه\s)?(?:الوظيفة\s)?متاحة | (?:ה)?משרה\s(?:אינה|לא)\s(?:\w+\s)?(?:זמינה|רלוונטית|פעילה)
    | ikke\slenger\s(?:tilgjengelig|aktiv) | ei\sole\senää\s(?:avoinna|saatavilla|voimassa)
"""
"""Languages for which only whole notices are known."""

BADGES = r"""
    (?:(?:job|position|vacancy|role|posting|applications?|now)\s)?(?:closed|expired|filled)(?:\s(?:job|position|vacancy|role))?
    | no\slonger\s(?:available|accepting\sapplications) | (?:position\s)?filled | archived
    | (?:bereits\s|schon\s)?(?:besetzt|abgelaufen|vergeben|geschlossen|archiviert)
    | (?:offre\s|poste\s)?(?:expirée?|pourvue?|clôturée?|fermée?) | (?:oferta\s)?(?:cerrad[oa]|caducad[oa]|finalizad[oa]|cubiert[oa])
    | scadut[oa] | chius[oa] | gesloten | verlopen | vervuld | ingevuld | nieaktualn[ea] | zakończon[ea] | wygasł[ao]
    | encerrad[oa] | expirad[oa] | preenchid[oa] | lukket | udløbet | besat | stängd | tillsatt | avslutad | obsazen[oa] | uzavřen[oa]
"""
"""Short texts as on a badge beside the title, or in brackets in it."""
