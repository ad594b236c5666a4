"""What one record says: title, facts, address, text."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from reactor.language.employment import is_employment_type
from reactor.language.given_names import (
    begins_with_person,
    is_given_name,
    is_person,
    may_be_person,
)
from reactor.language.remote import is_remote
from reactor.language.roles import names_role
from reactor.posting import LONGEST_ADDRESS
from reactor.scrape.canonical import canonical_url
from reactor.scrape.careers.anchors import Saying, Selection
from reactor.scrape.markup.text import text_of
from reactor.scrape.records.cells import LONGEST_CELL, Cell
from reactor.scrape.records.groups import Group, Record
from reactor.scrape.records.page_index import PageIndex
from reactor.scrape.records.sections import Section
from reactor.scrape.records.title_text import clean_title, is_kind, split_title
from reactor.scrape.words.labels import EMPLOYMENT, PLACE, labelled_facts
from reactor.scrape.words.paths import (
    holds_number,
    is_about_working,
    is_job_path,
    is_job_query,
    is_other_path,
)
from reactor.scrape.words.stated import is_place, joined, place_named
from reactor.scrape.words.wording import (
    announces_closed,
    leads_elsewhere,
    may_be_department,
    says_apply,
    says_details,
)

LONGEST_CONTEXT = 500
_MOST_LINES = 80
_MOST_LINKS = 40
_NEAR = 12
_TWO = 2
_MOSTLY = 0.6
_FEW_LINES = 6
_LONGEST_MARK = 40
_MOST_TEXTS = 400
_NOT_ITS_OWN = 9
_LEAST_TEXT = 120
_LEAST_BESIDE = 30
_DOCUMENTS = (".pdf", ".doc", ".docx", ".odt", ".rtf")
_FILES = (
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".svg",
    ".webp",
    ".mp4",
    ".zip",
    ".ics",
    ".xml",
    ".css",
    ".js",
)
_NEVER = (
    *("facebook.com", "twitter.com", "x.com", "instagram.com", "youtube.com", "tiktok.com"),
    *("google.com", "goo.gl", "apple.com", "wikipedia.org", "medium.com", "github.com", "wa.me"),
    *("t.me", "pinterest.com", "reddit.com", "discord.gg", "threads.net", "bsky.app", "vimeo.com"),
)
_DOCUMENT_HOSTS = ("docs.google.com", "drive.google.com")
_MIXED = ("linkedin.com", "indeed.com", "glassdoor.com", "xing.com", "kununu.com")
_ONCLICK = re.compile(
    r"(?:location(?:\.href)?\s*=|window\.open\(|navigate\(|location\.assign\()\s*['\"]([^'\"]+)['\"]"
)
_ADDRESS_ATTRIBUTES = (
    "data-href",
    "data-url",
    "data-link",
    "data-permalink",
    "data-target-url",
    "data-job-url",
)
_APPLY_ANYWHERE = re.compile(
    r"\bappl(?:y|ication|ications|icants)\b|\bbewerb\w*|\bpostul\w+|\bcandidat\w+|\bsollicit\w+|\baplik\w+|\bans[øo]g\w*"
    r"|\bans[öo]k\w*|\bcv\b|lebenslauf|curriculum|\bresume\b|mailto:|\binscri\w+",
    re.IGNORECASE,
)
_DUTIES = re.compile(
    r"responsibilit|qualification|requirement|what you|you will|duties|experience|skills"
    r"|aufgaben|anforderung|profil|kenntnisse|wir bieten|sie bringen|du bringst|deine|ihre aufgabe"
    r"|missions?\b|compétences|profil recherché|requisitos|funciones|ofrecemos|compiti|requisiti|offriamo"
    r"|cosa farai|chi sei|cosa cerchiamo|il tuo ruolo|was dich erwartet|du mitbringst|bringst du mit|wir w[üu]nschen uns"
    r"|votre profil|vos missions|tes missions|ce que nous|qu[ée] har[áa]s|buscamos a|tus funciones|se ofrece|se requiere"
    r"|wat ga je doen|wie ben je|wij vragen|wat bieden|co b[ęe]dziesz|oczekujemy|kogo szukamy|zapewniamy|hvad skal du|hvem er du"
    r"|vi tilbyder|vi erbjuder|du har |om jobbet|dine opgaver|din profil|o que procuramos|oferecemos|n[áa]pl[ňn] pr[áa]ce|nab[íi]z[íi]me"
    r"|taken\b|wij bieden|jouw|functie-?eisen|obowiązk|wymagan|oferujemy|arbetsuppgift|kvalifikation|opgaver",
    re.IGNORECASE,
)
_JOB_CLASS = re.compile(
    r"(?:^|[\s_-])(?:jobs?|(?:job|open)-?positions?|positions|praca|vacanc(?:y|ies)|openings?|postings?|stellen?(?:angebote?|anzeigen?)?"
    r"|vacatures?|offres?|ofertas?|vagas?|roles?|careers?-?(?:item|list|card|row))(?:$|[\s_-])",
    re.IGNORECASE,
)
_OTHER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:testimonials?|news|blog|team(?:-?members?)?|faqs?|benefits?|partners?|quotes?|events?"
    r"|products?|share|carousel-?(?:news|blog)|footer|menu|gallery)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PEOPLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:testimonials?|team-?(?:members?)?|staff-?(?:members?)?|people|persons?|quotes?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PLACE_CLASS = re.compile(
    r"locat|standort|place|city|\bort\b|lieu|ville|plaats|sede|miejsc|lokali", re.IGNORECASE
)
_PIECES = re.compile(r"\s+[|·•●▪/]\s+|\s*[|·•●▪]\s*|\t|\s+[–—]\s+|\s{2,}")

_DATE = re.compile(
    r"\D{0,30}(?:\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}\.?\s(?:de\s)?[^\W\d]{3,}\.?\s(?:de\s)?\d{4}"
    r"|[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4})\W*"
)

_SEPARATORS = " |,;:-\u2013\u2014·•()"

IsTown = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Link:
    """Where a record leads.

    Attributes:
        url: canonical.
        is_job: whether the address is formed like one posting's.
        is_other: whether it belongs to another part of the site.
        is_document: whether it is a PDF file or its like.
        numbered: whether it holds a number.
        saying: what the link's words are good for.
    """

    url: str
    is_job: bool
    is_other: bool
    is_document: bool
    numbered: bool
    saying: Saying


@dataclass(frozen=True, slots=True)
class Entry:
    """What a record says.

    Attributes:
        record: the record.
        title: its line, cleaned of what only stands beside a title.
        location: as stated, several separated by semicolons.
        employment_type: as stated.
        remote: whether it speaks of remote work.
        facts: its other short lines.
        link: where it leads; None if nowhere of its own.
        text: what it says, bounded.
        context: the same in one line, bounded.
        applies: whether it says how to apply.
        has_duties: whether it speaks of duties or demands.
        names_person: whether it names a person beside or as its title.
        beside_name: whether a line next to its title has the form of a person's name.
        is_fact: whether its title is a place, hours or a date.
        linked_title: whether the title is a link.
        marked: whether the title is a heading, emphasised, a link or a button.
        job_class: whether its markup is named after postings.
        frame_class: whether its markup is named after another part of a site.
        listed: whether the page's structured data lists it.
        selected: points of the company's selector for it.
        closed: whether it is marked as filled or closed, or struck out.
    """

    record: Record
    title: str
    location: str
    employment_type: str
    remote: bool | None
    facts: tuple[str, ...]
    link: Link | None
    text: str
    context: str
    applies: bool
    has_duties: bool
    names_person: bool
    beside_name: bool
    is_fact: bool
    linked_title: bool
    marked: bool
    job_class: bool
    frame_class: bool
    listed: bool
    selected: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page's structured data lists: addresses, and titles in lower case."""

    urls: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


NOTHING_STATED = Stated()


@dataclass(frozen=True, slots=True)
class PageAround:
    """What every entry of a page is read with.

    Attributes:
        base: what relative addresses are relative to.
        here: the page's own canonical address.
        stated: what its structured data lists.
        selection: what the company's selector chooses; None without one.
        is_town: whether words name a place that is known.
        lines: the page's lines.
        index: where its elements stand.
    """

    base: str
    here: str
    stated: Stated
    selection: Selection | None
    is_town: IsTown
    lines: Sequence[Cell]
    index: PageIndex

    def lines_in(self, element: HtmlElement) -> Sequence[Cell]:
        """The first lines inside an element."""
        first, last = self.index.spans[element]
        begin = bisect_left(self.lines, first, key=_order)
        end = bisect_left(
            self.lines, last + 1, begin, min(len(self.lines), begin + _MOST_LINES), key=_order
        )
        return self.lines[begin:end]


def _order(cell: Cell) -> int:
    return cell.order


def entries(group: Group, sections: dict[HtmlElement, Section], page: PageAround) -> list[Entry]:
    """What the records of a group say; an address that they share is nobody's own."""
    inside = _lines_inside(group, page)
    places = _place_columns(inside, page.is_town) or _name_column(inside)
    tailed = _have_tails(group)
    found = [
        _entry(record, inside[number], places, sections[record.cell.element], page, tailed=tailed)
        for number, record in enumerate(group.records)
    ]
    return _without_shared_links(found)


def _lines_inside(group: Group, page: PageAround) -> list[list[Cell]]:
    """For each record, its first lines but the title's own."""
    return [
        [
            cell
            for element in record.all
            for cell in page.lines_in(element)
            if cell.element is not record.cell.element
        ][:_MOST_LINES]
        for record in group.records
    ]


def _place_columns(inside: list[list[Cell]], is_town: IsTown) -> set[tuple[str, ...]]:
    """The columns in which most lines name places that are known, and none a sentence."""
    values = defaultdict[tuple[str, ...], list[str]](list)
    for lines in inside:
        for cell in lines[:40]:
            if cell.lines:
                values[cell.key].append(cell.words)
    return {
        key
        for key, words in values.items()
        if sum(_is_place(each, is_town) for each in words) >= max(1, 0.6 * len(words))
        and max(map(len, words)) <= 90
    }


def _name_column(inside: list[list[Cell]]) -> set[tuple[str, ...]]:
    """The one column, if there is one, whose lines are names of nothing else that is known."""
    values = defaultdict[tuple[str, ...], list[str]](list)
    for lines in inside:
        short = [cell for cell in reversed(lines[:_FEW_LINES]) if not _is_pressed(cell.element)]
        for key, cell in {cell.key: cell for cell in short}.items():
            values[key].append(cell.words)
    most = max(_TWO, _MOSTLY * len(inside))
    names = {
        key
        for key, words in values.items()
        if len(words) >= most and all(map(_is_name, words)) and not _is_label(words)
    }
    return names if len(names) == 1 else set()


def _is_pressed(element: HtmlElement) -> bool:
    parts = (element, *islice(element.iter("a", "button"), 1))
    return any(each.tag in ("a", "button") for each in parts)


def _is_label(words: list[str]) -> bool:
    """Whether lines are the same in each record: a label, or a button."""
    return len(words) > _TWO and len(set(words)) == 1


def _is_name(words: str) -> bool:
    """Whether a line is a short name, and neither an occupation, nor hours, a button or a part."""
    if len(words) > _LONGEST_MARK or not words[:1].isupper() or words.count(" ") > _TWO + 1:
        return False
    if sum(map(str.isdigit, words)) or words.endswith((".", "!", "?", ":")):
        return False
    known = (names_role, is_kind, says_details, says_apply, leads_elsewhere, may_be_department)
    return not any(knows(words) for knows in known)


def _is_place(words: str, is_town: IsTown) -> bool:
    return not names_role(words) and (is_place(words) or is_town(words))


def _entry(
    record: Record,
    inside: list[Cell],
    places: set[tuple[str, ...]],
    section: Section,
    page: PageAround,
    *,
    tailed: bool,
) -> Entry:
    line, after = _title_line(record.cell, page.is_town, tailed=tailed)
    title, beside = split_title(line, page.is_town)
    facts = [*beside, *after]
    located = [fact for fact in after if tailed and not is_kind(fact) and fact[:1].isupper()]
    for cell in inside:
        pieces = [piece for each in cell.lines for piece in _PIECES.split(each) if piece]
        if cell.key in places or _is_marked_as_place(cell.element, record):
            located += [p for p in pieces if not is_kind(p) and not says_apply(p) and len(p) <= 90]
        facts += pieces if sum(map(len, pieces)) <= 160 else []
    facts = [fact for fact in dict.fromkeys(facts) if fact and fact != title]
    short = facts[:40]
    location, remote = _location(located, short, section, page.is_town)
    text = "\n".join([line, *(cell.words for cell in inside)]) + _long_texts(record)
    link = _own_link(record, title, page)
    classes = _classes(record)
    job_class = bool(_JOB_CLASS.search(classes))
    return Entry(
        record=record,
        title=title,
        location=location,
        employment_type=next((f for f in short if is_employment_type(f)), "")
        or next((f for f in short if is_kind(f) and len(f) <= 60), ""),
        remote=remote,
        facts=tuple(facts[:60]),
        link=link,
        text=text,
        context=" | ".join(dict.fromkeys([title, *facts]))[:LONGEST_CONTEXT],
        applies=bool(_APPLY_ANYWHERE.search(text[-1500:]) or _APPLY_ANYWHERE.search(text[:1500]))
        or _mails(record, page),
        has_duties=bool(len(text) > len(title) + 80 and _DUTIES.search(text[:20_000])),
        names_person=_names_person(title, inside, record),
        beside_name=_beside_name(record, inside, page.is_town),
        is_fact=_is_fact(title, page.is_town),
        linked_title=_linked(record.cell.element),
        marked=record.cell.marked,
        job_class=job_class,
        frame_class=bool(_PEOPLE_CLASS.search(classes))
        or (not job_class and bool(_OTHER_CLASS.search(classes))),
        listed=(link is not None and link.url in page.stated.urls)
        or title.lower() in page.stated.titles,
        closed=_is_closed(record, line, facts),
        selected=_selected(record, page.selection, page.index),
    )


def _is_fact(title: str, is_town: IsTown) -> bool:
    """Whether a line is a place, hours, a date, or a fact with its label."""
    if names_role(title):
        return False
    if is_kind(title) or is_place(title) or _DATE.fullmatch(title) or any(labelled_facts([title])):
        return True
    return is_town(title) or (title.count(" ") < _TWO and is_remote(title) is not None)


def _have_tails(group: Group) -> bool:
    """Whether the lines of a column end in an element of their own that names no occupation.

    Its values are a field: a place, a department.
    """
    cells = [record.cell for record in group.records]
    tails = [cell.pieces[-1] for cell in cells if len(cell.pieces) > 1 and len(cell.lines) == 1]
    fitting = [tail for tail in tails if len(tail) <= _LONGEST_MARK and not names_role(tail)]
    own = sum(len(cell.element) > 0 and not (cell.element[-1].tail or "").strip() for cell in cells)
    most = _MOSTLY * len(cells)
    return len(cells) > 1 and len(fitting) == len(tails) and min(len(tails), own) >= most


def _title_line(cell: Cell, is_town: IsTown, *, tailed: bool) -> tuple[str, tuple[str, ...]]:
    """The words of a title, and the facts that stand beside it in its line or under it."""
    if len(cell.lines) > 1:
        stated = [each for each in cell.lines if _states_facts(each, is_town)]
        words = [each for each in cell.lines if each not in stated] or list(cell.lines)
        if not names_role(words[0]) and any(map(names_role, words[1:])) and len(words) == _TWO:
            return " ".join(words), tuple(stated)
        line = next(filter(names_role, words), words[0])
        return line, tuple(each for each in cell.lines if each != line)
    if inner := _titled_part(cell):
        return inner, (cell.lines[0].replace(inner, "", 1).strip(_SEPARATORS),)
    pieces = list(cell.pieces)
    after = list[str]()
    if tailed and len(pieces) > 1:
        after.insert(0, pieces.pop().strip(_SEPARATORS))
    while len(pieces) > 1 and _states_facts(pieces[-1].strip(_SEPARATORS), is_town):
        after.insert(0, pieces.pop().strip(_SEPARATORS))
    kept = " ".join(pieces)
    return (kept if after else cell.lines[0]), tuple(filter(None, after))


def _titled_part(cell: Cell) -> str:
    """The one link or the bold words with which a line begins, if they name an occupation."""
    for tags in (("a",), ("b", "strong")):
        parts = list(islice(cell.element.iter(*tags), _TWO))
        if len(parts) == 1 and parts[0] is not cell.element:
            words = _words_of(parts[0]).strip(" |,;:-–—·•")
            if words != cell.lines[0] and cell.lines[0].startswith(words) and names_role(words):
                return words
    return ""


def _states_facts(words: str, is_town: IsTown) -> bool:
    """Whether words say nothing but a place, hours or a date, or several of them."""
    parts = [part for part in re.split(r"\s*[,|·•/–]\s*", words) if part]
    return _is_fact(words, is_town) or all(_is_fact(part, is_town) for part in parts)


def _location(
    located: list[str], facts: list[str], section: Section, is_town: IsTown
) -> tuple[str, bool | None]:
    """The place and whether the work is remote: as marked, labelled, or plainly a place."""
    location = joined(located)
    if not location:
        for fact in labelled_facts(facts) if facts else ():
            if fact.kind == PLACE and (named := place_named(fact.value)):
                location = named
                break
    if not location:
        location = joined(each for each in facts if len(each) <= 60 and _is_place(each, is_town))
    if not location and _is_place(section.nearest, is_town):
        location = section.nearest
    spoken = " | ".join([location, *facts[:12]])
    return location, is_remote(location) if location and is_remote(location) is not None else (
        is_remote(spoken[:600]) if location else None
    )


def _is_marked_as_place(element: HtmlElement, record: Record) -> bool:
    tops = set(record.all)
    for each in islice((element, *element.iterancestors()), 3):
        names = " ".join(
            each.get(name) or ""
            for name in (
                "class",
                "itemprop",
                "aria-label",
                "data-testid",
                "data-test",
                "data-framer-name",
                "data-label",
                "data-th",
            )
        )
        if _PLACE_CLASS.search(names):
            return True
        if each in tops:
            break
    return False


def _names_person(title: str, inside: list[Cell], record: Record) -> bool:
    if is_person(title) or begins_with_person(title):
        return True
    if any(len(cell.words) > 300 for cell in inside[:6]) or len(inside) > 8:
        return False
    return any(is_person(cell.lines[0]) or begins_with_person(cell.lines[0]) for cell in inside[:3])


def _is_closed(record: Record, line: str, facts: Sequence[str]) -> bool:
    """Whether a record is marked as filled: by a word of its own, or struck out."""
    marks = [line, *(fact for fact in facts[:12] if len(fact) <= _LONGEST_MARK)]
    if any(announces_closed(mark) for mark in marks):
        return True
    element = record.cell.element
    near = (element, *islice(element.iterancestors(), _TWO), *islice(element.iter(), _NEAR))
    return any(each.tag in ("s", "del", "strike") for each in near)


def _selected(record: Record, selection: Selection | None, index: PageIndex) -> int:
    """More for what the selector points at than for what only stands in its part of the page."""
    if selection is None:
        return 0
    links = {link for link in selection.links if _touches(record, link, index)}
    if links:
        return 4 if selection.exact.intersection(links) and len(links) == 1 else 2
    return 2 * (sum(_touches(record, match, index) for match in selection.matches) == 1)


def _touches(record: Record, element: HtmlElement, index: PageIndex) -> bool:
    """Whether an element stands in a record or around one."""
    if element not in index.spans:
        return False
    return any(index.holds(part, element) or index.holds(element, part) for part in record.all)


def _beside_name(record: Record, inside: list[Cell], is_town: IsTown) -> bool:
    """Whether the line before a title, or the one after it, may be a person's name."""
    order = record.cell.order
    before = [cell for cell in inside if cell.order < order][-1:]
    after = [cell for cell in inside if cell.order > order][:1]
    beside = [*before, *after]
    if len(inside) <= _FEW_LINES and any(is_given_name(cell.lines[0]) for cell in beside):
        return True
    return len(inside) <= _FEW_LINES and any(
        may_be_person(cell.lines[0])
        and not names_role(cell.lines[0])
        and not is_town(cell.lines[0])
        and not says_details(cell.lines[0])
        and not says_apply(cell.lines[0])
        for cell in beside
    )


def _classes(record: Record) -> str:
    names = list[str]()
    for number, each in enumerate((record.cell.element, *record.cell.element.iterancestors())):
        if number == 5 or each.tag in ("body", "main"):
            break
        names.append(f"{each.get('class') or ''} {each.get('id') or ''}")
    names = [re.sub(r"\b(?:tag|category|post_tag|type-post|w)-[\w-]+", "", name) for name in names]
    return " ".join(names)


def _linked(element: HtmlElement) -> bool:
    return any(each.get("href") for each in islice(element.iter("a"), 1)) or any(
        each.tag == "a" and each.get("href")
        for each in (element, *islice(element.iterancestors(), _NEAR))
    )


def _mails(record: Record, page: PageAround) -> bool:
    return any(
        (each.get("href") or "").lower().startswith("mailto:")
        for element in record.all
        for each in page.index.links_in(element, _MOST_LINKS)
    )


def _long_texts(record: Record) -> str:
    """The beginnings of what a record says at length: paragraphs are no lines."""
    texts = (text for part in record.all for text in islice(part.itertext(), _MOST_TEXTS))
    long = (text for text in texts if len(text) > LONGEST_CELL // 4)
    return "\n".join(chain(long, _tails(record)))[:20_000]


def _tails(record: Record) -> Iterator[str]:
    """The texts between the elements of a record: `<b>Cook</b> full-time<br>Call us.`"""
    if record.cell.element is record.elements[0]:
        for part in record.elements:
            if part.tail and part.tail.strip():
                yield " ".join(part.tail.split())


def text_of_record(record: Record) -> str:
    """All that a record says, but the line of its title if that stands first."""
    text = "\n".join(filter(None, [*map(text_of, record.all), *_tails(record)]))
    first, _, rest = text.partition("\n")
    return rest if rest and first.removeprefix("- ") == record.cell.words else text


def _words_of(element: HtmlElement) -> str:
    return " ".join(" ".join(islice(element.itertext(), _NEAR)).split())


def _own_link(record: Record, title: str, page: PageAround) -> Link | None:
    """The address of the posting: the best of those that the record names."""
    found = list[tuple[int, Link]]()
    element = record.cell.element
    outer = islice(element.iterancestors(), _NEAR)
    around = [each for each in (element, *outer) if each.tag == "a" and each.get("href")]
    inner = page.index.links_in(element, _MOST_LINKS)
    rest = [each for top in record.all for each in page.index.links_in(top, _MOST_LINKS)]
    near = set(around + inner)
    for each in dict.fromkeys([*inner, *around, *rest]):
        words = _words_of(each) or each.get("aria-label") or each.get("title") or ""
        link = _link(each.get("href"), words, page)
        if link is not None:
            found.append((_rank(link, words, title, near=each in near), link))
    for top in record.elements:
        for each in islice(top.iter(), 80):
            for address in _scripted(each):
                if (link := _link(address, "", page)) is not None:
                    found.append((1, link))
    rank = min((each[0] for each in found), default=_NOT_ITS_OWN)
    best = [link for each, link in found if each == rank]
    if rank == _NOT_ITS_OWN or (rank > 0 and len({link.url for link in best}) > 1):
        # Several of a kind are those of other records, or of nobody.
        return None
    return best[0]


def _rank(link: Link, words: str, title: str, *, near: bool) -> int:
    """Smaller is likelier to be the posting's own address."""
    if near:
        return 0
    same = clean_title(words).lower() == title.lower()
    if same or (link.saying is Saying.DETAILS and link.is_job):
        return 1
    if link.is_job:
        return 3 if link.saying is Saying.APPLY else 2
    if link.is_document:
        return 4
    if not link.is_other and link.saying is not Saying.TITLE:
        return 5 if link.saying is Saying.DETAILS else 6
    return _NOT_ITS_OWN


def _scripted(element: HtmlElement) -> Iterable[str]:
    if not isinstance(element.tag, str):
        return
    for name in _ADDRESS_ATTRIBUTES:
        if value := element.get(name):
            yield value
    if found := _ONCLICK.search(element.get("onclick") or ""):
        yield found[1]


def _link(href: str | None, words: str, page: PageAround) -> Link | None:
    address = (href or "").strip()
    if not address or len(address) > LONGEST_ADDRESS:
        return None
    try:
        url = canonical_url(urljoin(page.base, address))
        parts = urlsplit(url)
    except ValueError:
        return None
    host = parts.hostname or ""
    if not url.startswith(("http://", "https://")) or not parts.netloc or url == page.here:
        return None
    if parts.path.lower().endswith(_FILES) or len(url) > LONGEST_ADDRESS:
        return None
    if _is_of(host, _NEVER) and host not in _DOCUMENT_HOSTS:
        return None
    job = is_job_path(f"{parts.path}{parts.fragment}") or is_job_query(parts.path, parts.query)
    if _is_of(host, _MIXED) and (not job or "/shar" in parts.path):
        return None
    document = parts.path.lower().endswith(_DOCUMENTS) or host in _DOCUMENT_HOSTS
    saying = (
        Saying.APPLY
        if says_apply(words)
        else Saying.DETAILS
        if not words or says_details(words)
        else Saying.TITLE
    )
    other = is_other_path(parts.path) or is_about_working(parts.path)
    numbered = holds_number(f"{parts.path}{parts.fragment}?{parts.query}")
    return Link(url, job, other and not (document or job), document, numbered, saying)


def _is_of(host: str, domains: Collection[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _without_shared_links(found: list[Entry]) -> list[Entry]:
    """An address that several titles share is a form, a contact page or a list: none's own."""
    titles = defaultdict[str, set[str]](set)
    for entry in found:
        if entry.link:
            titles[entry.link.url].add(entry.title.lower())
    own = [
        replace(entry, link=None) if entry.link and len(titles[entry.link.url]) > 1 else entry
        for entry in found
    ]
    return _without_bare_rows(_with_fitting_links(own))


def _with_fitting_links(found: list[Entry]) -> list[Entry]:
    """Each link with the title that its address names, if that is another's than its record's.

    A heading within a posting may stand nearer to the link than the posting's title.
    """
    fitting = {slug: entry for entry in found if (slug := _slug(entry.title))}
    moved = dict[int, Entry]()
    for entry in found:
        path = urlsplit(entry.link.url).path.lower() if entry.link else ""
        last = path.rstrip("/").rpartition("/")[2]
        owner = fitting.get(last)
        if owner and owner is not entry and owner.title != entry.title:
            moved[id(owner)] = replace(owner, link=entry.link)
            moved[id(entry)] = replace(entry, title="")
    return [moved.get(id(entry), entry) for entry in found]


def _slug(title: str) -> str:
    return re.sub(r"[\W_]+", "-", title.lower()).strip("-")


def _without_bare_rows(found: list[Entry]) -> list[Entry]:
    """Without rows that say nothing, in a list of which most have an address or a text."""
    linked = sum(entry.link is not None for entry in found)
    written = sum(len(entry.text) > len(entry.title) + _LEAST_TEXT for entry in found)
    if 2 * linked >= len(found) and linked:
        return [entry for entry in found if entry.link or entry.has_duties]
    if 2 * written >= len(found) and written:
        return [each for each in found if len(each.text) > len(each.title) + _LEAST_BESIDE]
    return found
