"""Words by which postings mark a language as required, nice to have, or one of several."""

# ruff: noqa: E501, SIM905 - words of many languages, as they are written

import re
from collections.abc import Iterable, Iterator

from reactor.language.phrasebook import plain

DEMAND = re.compile(
    r"required|requis|exige|exigee|must|need|indispensable|imprescindible|erforderlich|zwingend"
    r"|voraussetzung|vereist|wymagan|obrigatorio|requerido|necesari|necessari|noodzakelijk"
    r"|\bspeak(?!ers)|\b(?:look\w{0,3} for|seek\w{0,3}|hir(?:e|ing)|recruit\w{0,3}|native|fluent)\b.{0,40}\bspeakers"
    r"|sprech(?!er)|sprichst|parle|habla(?!nte)|spreek|mowi|domina|spoken|written|write|schreib"
    r"|wort und|woord en|mowie|ecrit|escrit|pozaduj|ocekav|vyzad|richiest|kravs|\bkrav\b"
    r"|working knowledge|language skills|command of|kenntnis|sprachkenntnis|znajomosc|znalost"
    r"|beheers|connaissance|conocimiento|conhecimento|conoscenza|conversat|nivel|niva\b|niveau"
    r"|livello|poziom|urovn"
    r"|working language|lingua di lavoro|arbeitssprache|teamsprache|unternehmenssprache|language of"
    r"|langue de travail|travaillons|voertaal|idioma de trabajo|jezyk|sprache ist|taal\b"
    r"|language is|\bgood|\bgut(?:e|es|en|er)?\b|\bbon(?:ne|nes|s)?\b|\bbuen|\bbo[ma]\b|\bgoed"
    r"|\bdobr|\bgod[at]?\b|\bgodt\b|\bbuon|\bdiscret"
)
OPTIONAL = re.compile(
    r"\b(?:a|ein|un|een|ett|et|big|great|real|is|are|est|es|sont) (?:\w+ )?plus\b|\bplus$|plusem\b"
    r"|nice to have|would be nice|bonus|preferred|preferabl|preferibil|preferencial"
    r"|advantage|\basset\b|desirable|beneficial|optional|ideally|idealerweise|helpful|hilfreich"
    r"|\bhelps?\b|welcome|willkommen|von vorteil|vorteilhaft|wunschenswert|\bgern\b|\bgerne\b"
    r"|\batout\b|souhaite|apprecie|bienvenu|bienvenid|bem vind|benvenut|valorable|valora"
    r"|valoriza|deseable|desejav|diferencial|\bventaja|vantag|mile widzian|atut|dodatkow"
    r"|meegenomen|\bliefst\b|\bpre\b|voordeel|handig\b|\bhandy\b|useful|nutzlich"
    r"|\butil(?:e|es)?\b|nuttig|przydat|pomoze|pomuze|uzitecn|nyttig|vyhod|vitan|fordel|eduksi"
    r"|\beduks|hyody|gradit|gradevol|titolo preferenziale|\bsuma\b|valor anadido|mais valia"
    r"|\bhilft\b|\bhelpt\b|hjalper|\baiuta|ayudara|\bpris[eé]s?\b|serait un|merit|pluspunt"
    r"|keine bedingung|kein muss|learn|lernen|apprendre|erlernen|aprender|imparare|uczyc"
    r"|(?:not|nicht|pas|no es|nao e|niet|nie jest|nie sa|non|neni|inte|ikke) (?:\w+ ){0,2}?(?:need"
    r"|required|necessary|needed|notig|erforderlich|notwendig|necessaire|requis|obligatoire"
    r"|necesari|obrigatori|obligatori|richiest|necessari|nodig|vereist|verplicht|wymagan"
    r"|konieczn|nutn|podmink|krav|nodvandig|nodvendig|mandatory|essential|zwingend)"
    r"|pas une obligation|no (?:\w+ )?(?:required|needed)|(?:no|sin|nessun) obblig"
    r"|(?:aucune?|keine|no|ninguna?|nessuna|geen|brak|nenhum\w{0,2}|zadn\w{1,3}|ingen) (?:\w+ )?(?:connaissance|kenntnis|knowledge|conocimiento|conoscenza|kennis|znajomosc|conhecimento|znalost|kunskap|kendskab)"
    r"|(?:\d{1,2}|three|four|five|six|seven|eight|nine|ten|twelve|twenty|dozen|several|many|drei|vier|funf|sechs|sieben|acht|zehn|zwolf|mehreren?|vielen?|plusieurs|quatre|cinq|six|dix|douze|varios|muchos|cuatro|cinco|seis|diez|doce|tre|quattro|cinque|dieci|vier|vijf|zes|tien|twaalf|kilku|wielu|wiele|varias|muitas|flera|manga|nekolika) (?:\w+ )?(?:languages|sprachen|langues|idiomas|lingue|talen|jezyk\w+|linguas|sprak|jazyk\w+)"
    r"|ohne deutsch|keine deutsch|geen (?:must|vereiste)|keine (?:pflicht|voraussetzung)"
)
# Words before a list that make all of it optional: "Nice to have: SAP, German".
OPTIONAL_LIST = re.compile(
    r"^\W*(?:(?:also|auch|ebenso|besonders|tambien|tambem|ook|a|un|een|our|unsere?|se|y|de) ){0,2}"
    r"(?:nice to haves?\b|good to have\b|would be (?:a plus|nice)|von vorteil (?:sind|ist|waren|ware)"
    r"|wunschenswert (?:sind|ist|waren|ware)|valora\w*|valorable|seraient? un plus|agradece"
    r"|costituisc\w+|titol\w preferenzial\w|gradiremmo|mooi meegenomen|mile widzian\w+"
    r"|(?:dodatkow\w+ )?atut\w*|valoriza\w*|meriterande"
    r"|(?:bonus(?: points)?|plus|pluspunkte?|pluspunten|les plus|atouts?|souhaites?|preferred|optional"
    r"|desirable|deseables?|desejavel|suma|merit|wunschenswert|von vorteil|diferenciais|vyhodou"
    r"|vitan\w+|fordel\w*|eduksi|gradit\w+|requisiti preferenziali|pre)\s*[:\-\u2013])"
)
MUST = re.compile(
    r"required|must|zwingend|voraussetzung|imprescindible|indispensable|exige|obligat|vereist"
    r"|wymagan|obrigator|nezbytn|pozaduj|\bkrav\b"
)
# Words of a clause that is only about the languages before it.
SAYING_NOTHING = frozenset(
    "a an and are be but however is it no not of one only that the them these this though was will"
    " would aber auch das dies ein eine es ist jedoch kein keine nicht nur sind ware wird bien c ce"
    " est mais n ne pas serait sont un une son es no ni pero seria ma non e sono dat een geen het"
    " maar niet wel zijn ale bedzie je jest nie sa to mas nao ar det dock ei inte ikke men neni"
    " davon reicht enough suffices basta suffit genugt volstaat".split()
)
# Beginnings of a list of requirements, in which a language needs no further word.
LIST_OF_DEMANDS = re.compile(
    r"requirement|required|must have|anforderung|voraussetzung|sprachen|gevraagd|vragen|eisen"
    r"|wymagan|jezyki|requisit|exige|profil|langues|idiomas|lingue|languages|talen|you bring"
    r"|mitbring|du hast|sie haben|vous avez|je hebt|tienes"
)
EITHER = re.compile(
    r"one of|either|eins davon|eine davon|\bl une?\b|uno de|um dos|een van|jeden z|or more of"
)
# A language with free classes is not required.
_CLASSES_GIVEN = re.compile(
    r"(?:language|sprach|taal|sprak|jezykow\w{1,4}|jazykov\w{1,4})[ -]?(?:class|lesson|course|tuition|unterricht|kurs|les|undervisning|kurz|lekcj)"
    r"|(?:cours|clases|cursos|corsi|lezioni|aulas|lekcje|lessen) (?:de |di |van )?(?:langue|idioma|lingua|jezyk|taal)"
)
# A team's language is required, unless the team has many.
SPOKEN_BY_US = re.compile(
    r"\b(?:(?:we|wir|team|colleagues|staff|people|kolleg\w+|equipo|equipe|collegues|collega\w*|zespol|kolegov\w+) (?:\w+ )?(?:speaks?|spricht|sprechen|habla\w*|parle\w*|parla\w*|spreek\w*|spreken|mowi\w*|fala\w*|mluvi\w*|talar)"
    r"|hablamos|parlons|parliamo|mowimy|falamos|mluvime)\b"
)
# What a part of a team or those who are served speak is none: "half of us speak Ukrainian".
SPOKEN_BY_OTHERS = re.compile(
    r"\b(?:(?:half|third|quarter|most|some|many|majority|halfte|drittel|viertel|teil|viele|manche|mehrheit|mitad|tercio|muchos|algunos|mayoria|moitie|tiers|certains|plupart|meta|molti|alcuni|maggioranza|helft|deel|sommige|polowa|czesc|wielu|wiekszosc|metade|maioria|muitos|alguns)\b[\w ]{0,40}"
    r"|(?:residents?|patients?|customers?|clients?|guests?|students?|pupils?|children|families|tenants?|visitors?|bewohner\w{0,5}|patienten|kunden|kundinnen|gaste|schuler\w{0,5}|kinder|familien|residentes|pacientes|clientes|huespedes|alumnos|familias|usagers|eleves|familles|enfants|pazienti|ospiti|alunni|famiglie|clienti|klanten|bewoners|leerlingen|gasten|pacjenci|klienci|goscie|uczniowie) (?:\w{1,12} ){0,2})"
    r"(?:speaks?|spricht|sprechen|hablan?|parlent|parlano|spreekt|spreken|mowi|mowia|falam?)\b"
)
FEW_LANGUAGES = 2
_HEADING = re.compile(r"^\W{0,4}\w[^.:]{0,40}:")
_SHORT = 4


def wishes_among(sentences: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each sentence, and whether it lists nice-to-haves, by its own words or its heading."""
    below_heading = False
    for sentence in sentences:
        told = plain(sentence)
        is_wish = OPTIONAL_LIST.search(told) is not None
        is_heading = sentence.endswith(":") or len(sentence.split()) <= _SHORT
        if is_wish:
            below_heading = below_heading or is_heading
        elif _HEADING.search(sentence):
            below_heading = False
        yield sentence, is_wish or below_heading or _CLASSES_GIVEN.search(told) is not None
