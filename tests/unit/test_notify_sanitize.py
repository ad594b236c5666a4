"""Strangers' words call nobody, link nowhere and are not marked up, and stay readable."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactor.notify.messages import message_of
from reactor.notify.sanitize import harmless, harmless_link

_SNIPPETS = [
    *("@everyone", "@here", "@channel", "@ALL", "@room", "@ada", "<@123>", "<@&1>", "<!channel>"),
    *("<#12>", "[Apply](http://evil.example)", "[a][1]", "[1]: http://evil.example", "**b**"),
    *("<http://evil.example|text>", "`rm`", "```", "~~x~~", "||x||", "__u__", "_i_", "# Head"),
    *("-# small", "> said", "<b>b</b>", "<img src=x>", "&lt;", "&#64;everyone", "---", "===", "\\"),
    *("\u200b", "\u202e", "\u2066", "\ufeff", "\x1b[31m", "\r\n", "\u2028", "\uff20everyone"),
    *("\ufe6bhere", " ", "a", "Engineer", ".", "&", "(", "]", "@"),
]
_HOSTILE = st.lists(st.sampled_from(_SNIPPETS) | st.text(max_size=3), max_size=12).map("".join)

_ARMED = re.compile(
    r"[@\uff20\ufe6b](?:everyone|here|channel|all\b|room\b)"  # everybody is called
    r"|(?:^|[^\w.+-])[@\uff20\ufe6b][\w&!]"  # somebody is
    r"|[<>`*~\\]|\|\||\][(\[:]"  # entities, tags, code, bold, struck out, spoilers, links
    r"|&#?\w{1,32};"
    r"|(?:^|[\W_])_|_(?:$|[\W_])",
    re.IGNORECASE,
)


@given(_HOSTILE)
def test_no_words_of_strangers_are_armed(text: str) -> None:
    said = harmless(text)
    assert not _ARMED.search(said)
    assert said.isprintable()
    assert not re.match(r"#{1,6}(\s|$)|-#\s|[-=\s]+$", said)


@given(_HOSTILE, _HOSTILE, _HOSTILE)
def test_no_message_is_armed_whoever_wrote_its_facts(title: str, reason: str, company: str) -> None:
    match = {"title": title, "reasons": [reason, title], "location": company, "score": 90,
             "way": reason, "consideration": title, "salary": {"min": 1, "currency": reason},
             "url": f"https://a.example/{title}"}  # fmt: skip
    facts: dict[str, Any] = {
        "company": company, "matches": [match] * 2, "error": reason, "page": match["url"],
    }  # fmt: skip
    for kind in ("matches", "failing", "recovered", "waiting"):
        message = message_of(kind, facts)
        for line in [message.title, *message.body.splitlines()]:
            words = "" if line.startswith("https://a.example/") else line
            assert not _ARMED.search(words)
            assert "@" not in line or not line.startswith("https:")


@pytest.mark.parametrize(
    "title",
    [
        "C++ / C# Engineer (m/w/d) [Berlin]",
        "R&D Engineer | Backend",
        "Write to jobs.team+x@acme.example",
        "Engineer @ Acme, 80-100 %",
        "#1 employer: snake_case & Co. -- 50/50",
        "Ingénieur·e d'études \u2013 Données",
        "データエンジニア(東京)",
    ],
)
def test_ordinary_titles_stay_as_they_are(title: str) -> None:
    assert harmless(title) == title


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("@everyone apply", "(at)everyone apply"),
        ("mail x@everyone", "mail x(at)everyone"),
        ("@\u200beveryone", "(at)everyone"),
        ("<@123> <!channel>", "\u2039(at)123\u203a \u2039!channel\u203a"),
        ("[Apply](http://evil.example)", "[Apply] (http://evil.example)"),
        ("<http://evil.example|Apply>", "\u2039http://evil.example|Apply\u203a"),
        ("**bold** `code`", "\u2217\u2217bold\u2217\u2217 \u02cbcode\u02cb"),
        ("# Heading", "Heading"),
        ("=====", ""),
        ("good\u202eevil", "goodevil"),
    ],
)
def test_what_was_armed_can_still_be_read(hostile: str, shown: str) -> None:
    assert harmless(hostile) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://a.example/jobs/1?x=2&y=%20#z", "https://a.example/jobs/1?x=2&y=%20#z"),
        ("https://a.example/@everyone", "https://a.example/%40everyone"),
        ("https://a.example/a](http://evil.example)", "https://a.example/a%5D%28http://evil.example%29"),
        ("https://a.example/<b>|`*", "https://a.example/%3Cb%3E%7C%60%2A"),
        ("https://a.example:8443/jobs_1/é", "https://a.example:8443/jobs_1/é"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
        ("https://known.example@evil.example/", ""),
        ("https://known.example\\@evil.example/", ""),
        ("javascript:alert(1)", ""),
        ("tg://user?id=1", ""),
        ("https://a.example/\u202egpj.1", ""),
        ("https://[a/", ""),
    ],
)  # fmt: skip
def test_an_address_is_shown_whole_or_not_at_all(address: str, shown: str) -> None:
    assert harmless_link(address) == shown
