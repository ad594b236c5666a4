"""The advice for each error code: the only table of what to do about a job's `errorCode`.

`status`, `doctor` and notifications choose advice by code, never by message: messages are for
people, and contain addresses and texts from untrusted pages.
"""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reactor.error_codes import Code


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do.

    Attributes:
        about: the area at fault, as one stable word (`companies`, `model`, `users`, ...).
        do: the action to take, in one line.
    """

    about: str
    do: str


GENERAL = "see each step of a visit: reactor doctor --test-pipeline {company}"
"""For codes that do not name the cause. Only a trial visit shows it."""

_BOARD = "give the address of its job board itself as careers_url"
_LIST = "edit careers_url: it should be the page that lists the postings"
_AGAIN = "it is tried again by itself; isProblematic: false tries it now"
_TROUBLE = f"the site has trouble: {_AGAIN}"
KEY = "make a key at https://aistudio.google.com/apikey and set GEMINI_API_KEY"
_GIVE = "reactor add-user EMAIL --cv FILE"
_A_MODEL = "gemini-3.1-flash-lite"
"""A fixed model name. The default is an alias, and the alias itself may have been removed."""

_BILLING = "https://ai.studio/projects"
_INSERT = "insert jobs with the _id of a company as companyId"

_TABLE: Mapping[str, Mapping[Code, str]] = {
    "companies": {
        "no_careers_url": "give it a careers_url; then it is tried again",
        "invalid_address": "correct careers_url: it should look like https://example.com/careers",
        "no_such_host": "edit careers_url: its host does not exist",
        "private_address": "name its host in REACTOR_ALLOW_HOSTS if you trust it",
        "redirect_loop": f"edit careers_url: {_BOARD}",
        "bad_redirect": f"edit careers_url: {_BOARD}",
        "page_gone": "edit careers_url: nothing is there any more",
        "forbidden": f"the site lets nobody in: {_BOARD}",
        "login_required": f"the site wants a login: {_BOARD}",
        "robots_disallowed": f"{_BOARD}, or set REACTOR_ROBOTS=off",
        "blocked": f"the site keeps programs out: {_BOARD}, or stop tracking it",
        "unexpected_status": "open careers_url in a browser, and put there what works",
        "not_a_web_page": _LIST,
        "needs_scripts": f"set REACTOR_BROWSER_URL, or {_BOARD}",
        "browser_failed": f"the browser cannot show it: {_BOARD}",
        "empty_page": _BOARD,
        "not_recognised": f"no list was recognised at its careers page: {_BOARD}",
        "no_text": f"its postings show no text without scripts: {_BOARD}",
        "unknown_board": _LIST,
        "unexpected_answer": _LIST,
        "unknown_encoding": f"the site packs its pages as nobody asked for: {_BOARD}",
        "too_large": f"the page is too large: {_BOARD}",
        "parsing_timeout": f"reading a page of its takes too long: {_BOARD}",
        "parsing_budget": f"reading its pages takes too long: {_BOARD}",
        "unreadable_page": f"reading the page takes too much time or memory: {_BOARD}",
        "document_locked": f"its postings are documents with a password: {_BOARD}",
        "document_broken": f"its postings are documents that nobody can open: {_BOARD}",
        "document_without_text": f"its postings are pictures of text: {_BOARD}",
        "server_error": _TROUBLE,
        "rate_limited": f"the site asks for fewer visits: {_AGAIN}",
        "unreachable": f"nothing answers there: check careers_url; {_AGAIN}",
        "no_connection": f"the site lets nobody connect: check careers_url; {_AGAIN}",
        "broken_tls": f"its certificate or TLS is broken: check careers_url; {_AGAIN}",
        "slow_answer": _TROUBLE,
        "garbled_answer": _TROUBLE,
        "empty_answer": _TROUBLE,
        "timeout": "a visit takes too long: narrow careers_url, or raise REACTOR_JOB_TIMEOUT",
        "unfinished": "wait: a long list goes on where it was",
        "crashed": GENERAL,
        "unexpected": GENERAL,
    },
    "model": {
        "model_overloaded": "wait: the model is overloaded; another one may not be",
        "model_rate_limited": "lower GEMINI_RPM and GEMINI_TPM (or OPENAI_…) to your quota",
        "model_unreachable": "check GEMINI_BASE_URL or OPENAI_BASE_URL: the model is not reached",
        "model_malformed": "name another model if this goes on: its answers are of no use",
        "model_key_refused": f"{KEY} (or OPENAI_API_KEY): it is refused",
        "model_not_found": f"name a model that is there: GEMINI_MODEL={_A_MODEL} (or OPENAI_MODEL)",
        "model_refused": "check GEMINI_MODEL and GEMINI_BASE_URL (or OPENAI_…): see reactor doctor",
        "model_billing": f"turn billing on, or add credits, for the key's project: {_BILLING}",
        "model_location": f"turn billing on for the key's project: {_BILLING}; else keywords judge",
        "model_no_quota": f"set GEMINI_MODEL={_A_MODEL}, or turn billing on: this one's quota is 0",
        "model_thinking": f"name a model that thinks less, such as {_A_MODEL}: it only thinks",
        "model_declined": "wait: the model said nothing usable, and is asked again another day",
        "model_budget": "wait for midnight Pacific time, or raise GEMINI_RPD to your quota",
    },
    "users": {
        "cv_unreadable": "correct cvUrl, or give the CV itself: reactor add-user EMAIL --cv FILE",
        "cv_unavailable": f"wait, it is tried again by itself; or {_GIVE}",
        "cv_not_shared": f"share it with everybody who has the link; or {_GIVE}",
        "cv_locked": f"save it without a password; or {_GIVE}",
        "cv_scanned": "give a PDF from a word processor: a picture of text holds none",
        "cv_wall": f"that address shows no CV: save it as a PDF; {_GIVE}",
        "cv_unsupported": f"save it as a PDF with text; {_GIVE}",
    },
    "jobs": {
        "no_company": _INSERT,
        "unknown_company": _INSERT,
        "duplicate": "nothing: the company's other job was kept",
        "end_refused": "MongoDB refuses what is written to jobqueues: reactor doctor tells more",
        "fenced": "nothing: somebody took the job away, and it saved nothing",
    },
    "reactor": {
        "parser_lost": "see whether this machine is short of memory: it lost its parser",
        "line_down": "check this machine's line: no host on the internet answers",
        "browser_unreachable": "start the browser that REACTOR_BROWSER_URL names: reactor doctor",
        "mongodb_away": "MongoDB was away: read its log; reactor doctor tells more",
        "wrong_setting": "correct the setting that the message names",
    },
}
"""Advice by area, then by code."""

ADVICE: Mapping[str, Advice] = MappingProxyType(
    {code: Advice(about, do) for about, all_ in _TABLE.items() for code, do in all_.items()}
)
"""Advice by code; complete for every `Code`."""


def advice_for(code: str, company: str) -> Advice:
    """The advice for a job with this error code.

    Args:
        code: the job's `errorCode`; `""` if an older version or another program wrote the job.
            Unknown codes get the general advice.
        company: the company's name; without one, `reactor doctor` picks a company in trouble.
    """
    advice = ADVICE.get(code, ADVICE["unexpected"])
    named = shlex.quote(company) if company else ""
    return Advice(advice.about, advice.do.replace("{company}", named).rstrip())
