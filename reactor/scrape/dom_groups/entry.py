"""The fields read from one record."""

from dataclasses import dataclass

from reactor.scrape.dom_groups.groups import Record
from reactor.scrape.dom_groups.link import Link


@dataclass(frozen=True, slots=True)
class Entry:
    """The fields of a record; for a line that cannot be a posting's title, only that line.

    Attributes:
        record: the record.
        title: its title line, without additions to the title.
        location: the location as stated; several are separated by semicolons.
        employment_type: the employment type as stated.
        facts: its other short lines.
        link: its own link; None if it has none.
        text: its text, limited in length.
        context: the title and facts in one line, limited in length.
        applies: whether it says how to apply.
        has_duties: whether it mentions duties or requirements.
        names_person: whether its title or a line beside it is a person's name.
        beside_name: whether a line next to its title has the form of a person's name.
        is_furniture: whether its title is a navigation word, a button or a section heading.
        is_fact: whether its title is a place, hours or a date.
        linked_title: whether the title is a link.
        marked: whether the title is a heading, emphasised, a link or a button.
        job_class: whether its classes are named after postings.
        frame_class: whether its classes are named after another part of a site.
        listed: whether the page's structured data lists it.
        selected: its points from the company's selector.
        closed: whether it is marked as filled or closed, or struck out.
    """

    record: Record
    title: str
    location: str = ""
    employment_type: str = ""
    facts: tuple[str, ...] = ()
    link: Link | None = None
    text: str = ""
    context: str = ""
    applies: bool = False
    has_duties: bool = False
    names_person: bool = False
    beside_name: bool = False
    is_furniture: bool = False
    is_fact: bool = False
    linked_title: bool = False
    marked: bool = False
    job_class: bool = False
    frame_class: bool = False
    listed: bool = False
    selected: int = 0
    closed: bool = False
