"""Detects general applications: invitations to apply without a specific post."""

# ruff: noqa: E501 - words of many languages, one language a line

import re

# A whole title, followed at most by a firm, a place or a department: in English the same words
# begin occupations, too, as in "General Application Developer".
_WHOLE = re.compile(
    r"""(?:(?:the|an?|your|our|submit|send)\ )*
    (?:(?:general|open|spontaneous|unsolicited|speculative|prospective)[ -]
       (?:job\ )?(?:applications?|interest|cvs?|resumes?|submissions?|candidac(?:y|ies))
    |general\ (?:inquir(?:y|ies)|consideration)|expressions?\ of\ interest
    |(?:future|other)\ (?:opportunit(?:y|ies)|openings?|roles?|positions?)
    |(?:join\ )?(?:our|the)?\ ?talent[ -](?:pool|community|network|pipeline|bank)
    |(?:don.?t|didn.?t|can.?t|cannot|do\ not|did\ not|not)\ (?:see(?:ing)?|find(?:ing)?|found)\ .*
    |(?:submit|send)\ (?:us\ )?your\ (?:cv|resume|details)|(?:deine|ihre)\ stelle\ nicht\ dabei|baza\ talent[óo]w|(?:register|express)\ (?:your\ )?interest
    |surprise\ us|apply\ anyway
    |(?:initiativ|blind|spontan)-?bewerbung(?:en)?|offene\ bewerbung
    |candidatures?\ (?:spontan[ée]es?|libres?)
    |candidaturas?\ (?:espont[áa]neas?|generales|gerais|geral|general|abertas?)
    |candidatur[ae]\ (?:spontane[ae]|libera|generica)|autocandidatur[ae]
    |open\ sollicitatie|spontane\ sollicitatie|banco\ de\ talentos?|bolsa\ de\ (?:talentos?
    |empleo)
    |spontan(?:ans[öo]kan|ans[øo]gning)|uopfordret\ ans[øo]gning|[åa]pen\ s[øo]knad
    |avoin\ hakemus
    |aplikacja\ (?:spontaniczna|og[óo]lna)|rekrutacja\ spontaniczna
    |spont[áa]nn[íi]\ p[řr]ihl[áa][šs]ka
    )(?:\ \(?(?:all|at|for|to|in|bei|chez|f[üu]r|als|als|en|w|pour|para|per|voor|til|till)\ .*
    |\s*[-\u2013\u2014:|(,/!?*\u2026.].*)?""",
    re.IGNORECASE | re.VERBOSE,
)
# Words without another meaning, anywhere in a title.
_ANYWHERE = re.compile(
    r"""(?<![^\W_])(?:
      initiativ[ -]?bewerb\w* | blind[ -]?bewerbung\w* | spontan[ -]?bewerbung\w* | offene\ bewerbung | talentpool | bewerberpool | keine\ passende\ (?:stelle|position)\w*.{0,60} | (?:deine|ihre)\ traumstelle\ nicht.{0,40}
    | candidatures?\ (?:spontan[\u00e9e]es?|libres?|ouvertes?) | vivier(?:\ de\ (?:talents|candidats))?
    | (?:candidatura|solicitud|postulaci[o\u00f3]n|aplicaci[o\u00f3]n)\ (?:espont[a\u00e1]nea|abierta|general) | autocandidatura | bolsa\ de\ (?:trabajo|empleo|talento) | banco\ de\ (?:talentos?|curr[i\u00ed]culos?)
    | candidatura\ (?:spontanea|espont[a\u00e2]nea|geral|libera) | inscri[\u00e7c][\u00e3a]o\ espont[a\u00e2]nea | candidature\ spontanee
    | open\ sollicitaties? | spontane\ sollicitaties? | aplikacja\ (?:spontaniczna|otwarta|og\u00f3lna) | (?:rekrutacja|oferta)\ (?:spontaniczna|ci\u0105g\u0142a) | baza\ kandydat\u00f3w
    | spontanans\u00f6kan | spontan\ ans\u00f6kan | \u00f6ppen\ ans\u00f6kan | intresseanm\u00e4lan | uopfordret\ (?:ans\u00f8gning)? | (?:uoppfordret|\u00e5pen)\ s\u00f8knad | avoin\ (?:hakemus|ty\u00f6hakemus)
    | (?:otev\u0159en\u00e1|spont\u00e1nn\u00ed)\ (?:p\u0159ihl\u00e1\u0161ka|pozice) | spont\u00e1nna\ \u017eiados\u0165
    )(?![^\W_])""",
    re.IGNORECASE | re.VERBOSE,
)
_TEXT = re.compile(
    r"\b(?:this is|it is|it['\u2019]s) not (?:(?:a|an|for a|for any|tied to a|linked to a) )?(?:specific|particular|concrete|actual|active|advertised|current),? ?(?:current )?(?:vacancy|position|role|opening|job|posting)\b(?! where| for which| that| in which| you)"
    r"|\b(?:this|the) (?:posting|application|advert\w*|ad|requisition) (?:is|does) not (?:for|(?:relate|refer|correspond|apply) to) (?:a|any) (?:specific|particular|current|open)"
    r"|\bnot applying for a (?:specific|particular) (?:vacancy|position|role|job)"
    r"|\bno (?:specific|particular|concrete) (?:vacancy|position|role|opening) (?:is|at|behind|attached)"
    r"|\bkeine konkrete (?:stelle|position|stellenausschreibung|vakanz)|\b(?:dies|das|hierbei) (?:ist|handelt es sich um) keine? (?:konkrete|bestimmte|offene|spezifische)"
    r"|\bne correspond (?:pas )?à aucun poste|\bn['\u2019]est pas (?:une offre|un poste) (?:spécifique|précis\w*|en particulier)"
    r"|\bno (?:es|se trata de|corresponde a) una? (?:vacante|puesto|oferta) (?:concret\w|específic\w|en particular)"
    r"|\bgeen (?:specifieke|concrete) (?:vacature|functie)|\bnon (?:è|si tratta di) (?:una )?posizione specifica"
    r"|\bnão (?:é|se trata de) uma vaga específica|\bnie jest (?:to )?(?:konkretna|ofert\w+ na konkretne)",
    re.IGNORECASE,
)
_MAX_TITLE = 200
_FIRST = 2_000
"""Characters at the beginning of a text that are searched."""


def is_general_application(title: str, text: str = "") -> bool:
    """Whether a posting invites general applications.

    Args:
        title: its title: `Initiativbewerbung`, `Talent pool`.
        text: its text, if known: `This is not a specific vacancy`.
    """
    words = " ".join(title[:_MAX_TITLE].split())
    if _WHOLE.fullmatch(words) or _ANYWHERE.search(words):
        return True
    return _TEXT.search(text[:_FIRST]) is not None
