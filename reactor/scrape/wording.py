"""The words by which postings, and what surrounds them, are told apart."""

import re

# Words that end or make a role's name, in the languages that careers pages are mostly written in.
_ROLE = re.compile(
    r"""\b(?:
    \w*engineer(?:ing\ (?:manager|lead|intern))?|\w*developer|programmer|\w*architect|scientist
    |analyst|manager|director|designer|\w*technician|operator|specialist|coordinator|consultant|administrator
    |assistant|associate|representative|executive|officer|lead|head\ of|president|partner
    |recruiter|researcher|research\ fellow|accountant|controller|buyer|planner|strategist|generalist
    |writer|editor|producer|artist|animator|marketer|machinist|welder|mechanic|electrician|driver
    |nurse|physician|therapist|teacher|tutor|trainer|instructor|attorney|counsel|paralegal|auditor
    |advisor|adviser|supervisor|foreman|intern|internship|apprentice|trainee|fellow|postdoc|staff
    |agent|clerk|cashier|cook|chef|barista|waiter|cleaner|guard|inspector|assembler|fabricator
    |sales(?:person|man|woman)|salesforce|sre|devops|qa|tester|general\ application
    |\w*ingenieur(?:in)?|\w*entwickler(?:in)?|\w*leiter(?:in)?|mitarbeiter(?:in)?|werkstudent(?:in)?
    |praktikant(?:in)?|ausbildung|sachbearbeiter(?:in)?|berater(?:in)?|techniker(?:in)?
    |ing[ée]nieure?|d[ée]veloppeu(?:r|se)|responsable|charg[ée]e?\ de|stagiaire|technicien(?:ne)?
    |ingenier[oa]|desarrollador[a]?|gerente|t[ée]cnic[oa]|vendedor[a]?|analista|coordinador[a]?
    |monitor[a]?|engenheir[oa]|desenvolvedor[a]?|utvecklare|ingenj[öo]r|medarbetare
    )s?\b|\([mfwdx]/[mfwdx](?:/[mfwdx])?\)""",
    re.IGNORECASE | re.VERBOSE,
)

_APPLY = re.compile(
    r"(?:info (?:&|and) )?(?:apply|bewerben|postuler|solicitar|candidatar)"
    r"(?: ?(?:now|here|today|online|for .+|via \w+|jetzt|ya))?",
    re.IGNORECASE,
)
_DETAILS = re.compile(
    r"(?:(?:learn|read|see|find out|view|show|discover|know) )?(?:more|details?|jobs? details?"
    r"|(?:the |this )?(?:job|role|position|opening|posting|vacancy|description)(?: description)?"
    r"|mehr(?: erfahren)?|en savoir plus|ver m[áa]s|details ansehen)(?: details)?",
    re.IGNORECASE,
)

# Whole link texts that lead elsewhere than to one posting.
_ELSEWHERE = re.compile(
    r"""(?:
    home|about(?:\ us)?|our\ (?:team|story|mission|values|company|culture)|team|company
    |contact(?:\ us)?|news(?:room)?|press|blog|events?|products?|services?|solutions?|pricing
    |support|faqs?|help
    |privacy(?:\ policy)?|cookies?(?:\ policy)?|terms.*|imprint|impressum|datenschutz|legal|sitemap
    |log\ ?in|sign\ ?(?:in|up)|register|subscribe|search.*|filter.*|share.*|facebook|twitter
    |linkedin|instagram|youtube|x|next|previous|back(?:\ to.*)?|skip\ to.*|english|deutsch
    |fran[çc]ais|espa[ñn]ol
    |(?:(?:view|see|browse|explore|show|all|our|current|open|find)\ )*(?:careers?|jobs?|openings?
    |positions?|roles?|vacanc(?:y|ies)|opportunit(?:y|ies)|job\ board|hiring|departments?|teams?
    |locations?|stellen|karriere)(?:\ (?:at|in|page|home)\b.*)?
    |join\ (?:us|our\ team|the\ team)(?:\ now)?|life\ at.*|why\ .*|benefits|culture|diversity.*
    |students?(?:\ &\ graduates)?|talent\ (?:community|network|pool).*|job\ alerts?.*
    |refer\ a\ friend
    |engineering|sales|marketing|product|design|operations|finance|legal|people|human\ resources|hr
    |it|customer\ success|data|research|manufacturing|administration|internships
    )(?:\s*\(\d+\))?[\s>\u203a»→!.]*""",
    re.IGNORECASE | re.VERBOSE,
)

_JOB_PATH = re.compile(
    r"(?:^|[/_-])(?:jobs?|careers?|positions?|open-?positions?|openings?|vacanc(?:y|ies)|vacature"
    r"|opportunit(?:y|ies)|roles?|postings?|job-?offers?|offers?|offer|requisitions?|hiring|recruit(?:ing|ment)?"
    r"|join(?:-us)?|work-with-us|stellen(?:angebote?|anzeigen?)?|stelle|karriere|emplois?|offre|carrieres?"
    r"|empleos?|ofertas?|vagas?|lediga-jobb|jobb|p|o|j)/(?P<rest>.+)",
    re.IGNORECASE,
)
_JOB_QUERY = re.compile(
    r"(?:^|&)(?:gh_jid|job_?id|jobid|currentjobid|jid|req(?:uisition)?_?id|vacancy_?id|position_?id"
    r"|posting_?id|opening_?id)=.",
    re.IGNORECASE,
)
_OTHER_PATH = re.compile(
    r"/(?:blogs?|news(?:room)?|news-releases?|press|articles?|stor(?:y|ies)|events?|products?|services?|solutions?"
    r"|shop|store|cart|privacy[\w-]*|terms[\w-]*|legal|cookies?[\w-]*|contact[\w-]*|about[\w-]*|login|signin"
    r"|sign-?up|register|account|search|tags?|categor(?:y|ies)|departments?|teams?|locations?|authors?"
    r"|wp-content|wp-json|feed|faq|help|support|media|videos?|alerts?|saved|talent-?community)(?:/|$)",
    re.IGNORECASE,
)

_ORNAMENTS = " .!>\u203a»→"
_NUMBER = re.compile(r"\d{4,}|[0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE)


def names_role(words: str) -> bool:
    """Whether the words hold a role, such as `Senior Engineer` or `Ingénieure (m/f)`."""
    return _ROLE.search(words) is not None


def says_apply(words: str) -> bool:
    """Whether a link says no more than `Apply`."""
    return _APPLY.fullmatch(words.strip(_ORNAMENTS)) is not None


def says_details(words: str) -> bool:
    """Whether a link says no more than `Learn more`."""
    return _DETAILS.fullmatch(words.strip(_ORNAMENTS)) is not None


def leads_elsewhere(words: str) -> bool:
    """Whether a link's text is one of navigation or of a whole category of postings."""
    return _ELSEWHERE.fullmatch(words) is not None


def is_job_path(path: str) -> bool:
    """Whether a path reads as one posting's: `/jobs/17`, `/about/careers/welder`."""
    found = _JOB_PATH.search(path)
    return found is not None and not is_other_path(f"/{found['rest']}")


def is_job_query(query: str) -> bool:
    """Whether a query string names one posting: `gh_jid=17`."""
    return _JOB_QUERY.search(query) is not None


def holds_number(url: str) -> bool:
    """Whether an address holds a number or key such as single documents have."""
    return _NUMBER.search(url) is not None


def is_other_path(path: str) -> bool:
    """Whether a path belongs to another part of a site: its blog, shop, categories, ..."""
    return _OTHER_PATH.search(path) is not None
