"""Telling the names of roles from other words."""

import re
from functools import lru_cache

# Words that end or make a role's name, in the languages that careers pages are mostly written in.
_ROLE = re.compile(
    r"""\b(?:
    \w*engineer(?:ing\ (?:manager|lead|intern|director))?|\w*developer|programmer|\w*architect
    |scientist|statistician|analyst|manager|director|designer|\w*technician|\w*technologist|operator
    |specialist|coordinator|consultant|administrator|assistant|associate|representative|executive
    |officer|lead|head\ of|chief\ of|president|partner|recruiter|researcher|research\ fellow
    |secretary|solicitor|merchandiser|buyer|broker|trader|banker|teller|economist|biologist|chemist
    |physicist|treasurer|registrar|lifeguard|pilot|stylist|hairdresser|photographer|copywriter
    |translator|product\ owner|scrum\ master
    |accountant|bookkeeper|controller|buyer|planner|estimator|scheduler|strategist|generalist|writer
    |editor|producer|artist|animator|illustrator|marketer|machinist|welder|fitter|joiner|carpenter
    |plumber|painter|mechanic|electrician|driver|courier|nurse|rn|lpn|cna|midwife|physician|surgeon
    |dentist|pharmacist|therapist|phlebotomist|paramedic|caregiver|teacher|tutor|trainer|instructor
    |lecturer|professor|postdoc(?:toral)?|chair\ in|attorney|counsel|lawyer|paralegal|auditor
    |advis[oe]r|underwriter|actuary|supervisor|foreman|superintendent|intern|internship|apprentice
    |trainee|fellow|fellowship|staff|agent|clerk|cashier|cook|chef|baker|brewer|barista|bartender
    |waiter|host|housekeeper|janitor|custodian|cleaner|guard|inspector|surveyor|assembler|fabricator
    |gardener|grower|farmer|ranger|librarian|curator|conservator|dispatcher|loader|picker|packer
    |sales(?:person|man|woman)|salesforce|evangelist|advocate|ambassador|manag(?:er)?ing\ director
    |sre|devops|qa|sdet|cto|cfo|coo|tester|hand|general\ application
    |\w*ingenieur(?:in)?|\w*entwickler(?:in)?|\w*leit(?:er(?:in)?|ung)|\w*mitarbeiter(?:in)?
    |werkstudent(?:in)?|praktikant(?:in)?|\w*praktikum|ausbildung\ (?:zu[mr]?|als)|duales\ studium
    |sachbearbeiter(?:in)?|\w*berater(?:in)?|\w*techniker(?:in)?|\w*mechaniker(?:in)?
    |tischler(?:in)?
    |elektroniker(?:in)?|kauf(?:mann|frau)|\w*assistenz|\w*fachkraft|\w*helfer(?:in)?
    |\w*referent(?:in)?
    |ing[ée]nieure?|d[ée]veloppeu(?:r|se)|responsable|charg[ée]e?(?:\([ée]?e\))?\ (?:de|d)|stagiaire
    |technicien(?:ne)?|directeur|directrice|comptable|vendeu(?:r|se)|conseill(?:er|ère)|alternance
    |stage|chef(?:fe)?\ de|assistante?|infirmi(?:er|ère)|ouvri(?:er|ère)|commercial(?:e)?
    |ingenier[oa]|desarrollador[a]?|gerente|t[ée]cnic[oa]|vendedor[a]?|analista|coordinador[a]?
    |monitor[a]?|auxiliar|recepcionista|fisioterapeuta|enfermer[oa]|camarer[oa]|director[a]
    |becari[oa]
    |administrativ[oa]|comercial|dependient[ea]|jef[ea]\ de|encargad[oa]
    |engenheir[oa]|desenvolvedor[a]?|est[áa]gio|estagi[áa]ri[oa]|especialista|assistente
    |coordenador[a]?
    |addett[oa]|responsabile|impiegat[oa]|operai[oa]|ingegnere|sviluppat(?:ore|rice)|tirocin\w+
    |stagista
    |enologo|cameriere|commess[oa]|magazziniere|contabile|consulente|tecnico
    |\w*medewerker|verple?egkundige|\w*verpleegkundige|adviseur|ontwikkelaar|beheerder|\w*monteur|kok
    |stagiair[e]?|chauffeur|leraar|docent|verzorgende|begeleider|projectleider|teamleider
    |\w*utvecklare|ingenj[öo]r|medarbetare|\w*ledare|\w*chef|s[äa]ljare|sjuksk[öo]terska|l[äa]rare
    |sommarjobb
    |konsult|handl[äa]ggare|utvikler|udvikler|medarbejder|r[åa]dgiver|insin[öo]{1,2}ri
    |kehitt[äa]j[äa]
    |programist[ak]a?|specjalist[ak]a?|in[żz]ynier|kierownik|ksi[ęe]gow[ay]|sprzedawca|magazynier
    |sta[żz]ysta
    |analityk|doradca|pracownik|kierowca|mened[żz]er|projektant|v[ýy]voj[áa][řr]|in[žz]en[ýy]r
    |m[üu]hendisi?
    )s?\b|\([mfwdxh](?:/[mfwdxh]){1,2}\)|\b[hf]/[hf]\b|\b[mw]/[mw]/[dx]\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Scripts that set no spaces between words.
_ROLE_CJK = re.compile(
    r"エンジニア|プログラマ|デザイナー|マネージャー|ディレクター|コンサルタント|スタッフ|アシスタント|リーダー"
    r"|[^\W\d_]職(?!員|場)|担当|営業|事務|開発者|研究員|契約社員|正社員|アルバイト|インターン|新卒採用"
    r"|工程师|工程師|经理|經理|设计师|設計師|专员|專員|主管|分析师|顾问|实习生|助理|总监"
    r"|엔지니어|매니저|개발자|디자이너|담당자|분석가|인턴|연구원"
)
# A role before one of these only tells what the thing is about: a "Developer API".
_THINGS = re.compile(
    r"""\b\w+\ (?:api|development|benefits?|workbench|templates?|stories|story|interviews?|guides?
    |program(?:me)?s?|communit(?:y|ies)|tours?|network|toolkit|tools?|portal|login|resources|blog
    |days?
    |events?|experiences?|case\ stud(?:y|ies)|handbook|surveys?|academy|newsletter|jobs|careers?
    |opportunities|positions|roles|openings|vacancies|software|services|platform|products?
    |documentation
    |docs|spotlight|profiles?|awards?|directory|relations|prot(?:ection|ocol)s?)$""",
    re.IGNORECASE | re.VERBOSE,
)
# A plural alone is a category: "Drivers", "Students & graduates".
_SEVERAL = re.compile(
    r"(?:\w{4,}(?:ers|ors|ists|ians|ants|ents|ates|eurs)|interns|internships|nurses|sales|trades)"
    r"(?: (?:and|&|/|or|und|et|y|e) \w+s)?",
    re.IGNORECASE,
)
_TRADE = re.compile(
    r"\w{2,}(?:er|or|ist|ian|man|woman|person|eur|euse|ière|ista|ador|adora|ero)s?",
    re.IGNORECASE,
)
_NO_TRADE = re.compile(
    r"(?:career|cent|newsletter|custom|ord|comput|pap|wat|pow|fold|off|matt|memb|regist|oth|ov|und"
    r"|numb|lett|furth|calend|summ|wint|answ|weath|better|ev|nev|aft|lat|earl|pillar|flo|col|hon|dinn"
    r"|ger|hu|ro|wo)"
    r"(?:er|or|man)s?",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?<!\s)\s*(?:[,(\[|/:\u2013\u2014]|\s-\s|\b(?:of|for|in|at|to|with|für|de|du|i{1,3}|iv|v|\d+)\b).*"
)


@lru_cache(maxsize=8192)
def names_role(words: str) -> bool:
    """Whether the words hold a role, such as `Senior Engineer` or `Ingénieure (m/f)`."""
    if _ROLE_CJK.search(words):
        return True
    return bool(_ROLE.search(words)) and not _THINGS.search(words) and not is_category(words)


def sounds_like_trade(words: str) -> bool:
    """Whether the words may well be somebody's trade, by their ending: `Kiln Glazer`."""
    last = _HEAD.sub("", words, count=1).rpartition(" ")[2]
    return bool(_TRADE.fullmatch(last)) and not _NO_TRADE.fullmatch(last)


def names_several(words: str) -> bool:
    """Whether the words end in a plural of people: `Experienced lawyers`."""
    return _SEVERAL.fullmatch(words.rpartition(" ")[2]) is not None


def is_category(words: str) -> bool:
    """Whether the words name many people instead of one: `Drivers`."""
    return _SEVERAL.fullmatch(words) is not None
