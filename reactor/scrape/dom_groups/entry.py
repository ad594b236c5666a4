"""What one record says."""

from dataclasses import dataclass

from reactor.scrape.dom_groups.groups import Record
from reactor.scrape.dom_groups.link import Link


@dataclass(frozen=True, slots=True)
class Entry:
    """What a record says; of a line that cannot be a posting's, no more than that line.

    Attributes:
        record: the record.
        title: its line, cleaned of what only stands beside a title.
        location: as stated, several separated by semicolons.
        employment_type: as stated.
        facts: its other short lines.
        link: where it leads; None if nowhere of its own.
        text: what it says, bounded.
        context: the same in one line, bounded.
        applies: whether it says how to apply.
        has_duties: whether it speaks of duties or demands.
        names_person: whether it names a person beside or as its title.
        beside_name: whether a line next to its title has the form of a person's name.
        is_furniture: whether its title is a word of navigation, a button or a part's heading.
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
