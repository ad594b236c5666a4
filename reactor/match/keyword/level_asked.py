"""The seniority that a posting requires."""

import re
from dataclasses import dataclass

from reactor.language.phrasebook import plain
from reactor.match.keyword.assistant_roles import AssistantRole, aide_in
from reactor.match.keyword.seniority import (
    Level,
    is_for_students,
    level_of_title,
    level_of_years,
    rank_of_title,
    seeks_starters,
    takes_beginners,
    takes_first_leaders,
    takes_untrained,
)
from reactor.match.keyword.team_size import people_led
from reactor.match.keyword.years import years_asked

# Two levels apart is far.
FAR = 2
# A graduate programme is a first post, not an internship.
_TRAINEE = re.compile(r"\btrainee\w*|\bgraduate (?:program\w*|scheme)")
_GRADUATES = re.compile(
    r"\b(?:graduates?|\w*absolvent\w*|jeunes diplome\w*|recien (?:graduad|titulad|licenciad)\w*"
    r"|recem.(?:licenciad|formad|graduad)\w*"
    r"|neolaureat\w*|laureat[ioae]|afgestudeerd\w*|nyexaminerad\w*|nyutexaminerad\w*|nyuddanne\w*|dimittend\w*|nyutdanne\w*)\b"
)
# Words of leading titles, with or without a known level.
_OF_LEADERS = re.compile(
    r"manag|leit|leid|chef|chief|respons|kierow|dyrek|direct|diret|direkt|head|koordin|coordin|coorden"
    r"|meister|mistr|vedouc|ansvar|lead|princip|vorst|capo|geren|jef[ea]\b|super|master|owner|partner"
)
# Required years that leaders would have, too.
_LEADERS_YEARS = 6
# The size of a single site: in larger organisations, a director leads leaders.
_SMALL_TEAM = 15
_OF_A_HOUSE = re.compile(
    r"pharmac|farmac|apothek|apotek|aptek|lekarn|\b(?:store|shop|negozio|tienda|loja|magasin|boutique"
    r"|winkel|filial\w{0,4}|butik\w{0,2}|sklep\w{0,2}|prodejn\w{0,2}|creche|nursery|kita|asilo|guarderia|przedszkol\w{0,2}"
    r"|restaurant\w?|ristorante|restaurante|hotel\w{0,2}|practice|salon\w{0,2}|studio|gym|museum"
    r"|library|biblioteca|bibliotheque|bibliothek|residence|residencia)\b"
)


@dataclass(frozen=True, slots=True)
class LevelAsked:
    """The level that a posting requires.

    Attributes:
        stated: the level in its title.
        ceiling: the highest level in its text: "0-2 years", "career starters".
        years: the minimum years of experience.
        most: the maximum years, if stated.
        is_untrained: whether it requires no experience.
        is_for_students: whether it is for students.
        is_for_leaders: whether its title leads people.
        is_for_first_leaders: whether it accepts people who have not led yet.
        takes_beginners: whether it accepts beginners, too.
        is_for_no_leader: whether neither its title nor its text nor its years indicate leading.
        led: the number of people to lead, 0 if not stated.
        aide: the assistant role, None if it is none.
    """

    stated: Level | None = None
    ceiling: Level | None = None
    years: int | None = None
    most: int | None = None
    is_untrained: bool = False
    is_for_students: bool = False
    is_for_leaders: bool = False
    is_for_first_leaders: bool = False
    takes_beginners: bool = False
    is_for_no_leader: bool = False
    led: int = 0
    aide: AssistantRole | None = None

    @property
    def level(self) -> Level | None:
        """The level for display: as stated, or by the years; None if unknown."""
        if self.stated is not None:
            return self.stated
        if self.years is not None:
            return level_of_years(self.years)
        return Level.JUNIOR if self.is_untrained else self.ceiling


def level_asked(title: str, sentences: tuple[str, ...], told: tuple[str, ...] = ()) -> LevelAsked:
    """The level that a posting requires.

    Args:
        title: its title; a level in it takes precedence over the text.
        sentences: the sentences of its text with requirements.
        told: all sentences of its text; by default the same.
    """
    years = years_asked(sentences, title)
    ceiling = None if years.most is None else level_of_years(years.most)
    if years.is_for_beginners or (years.least is None and seeks_starters(sentences)):
        ceiling = Level.JUNIOR
    text = " . ".join(told or sentences)
    stated = level_of_title(title)
    led = people_led(told or sentences)
    for_students = is_for_students(f"{title} . {text}")
    if stated is Level.INTERN and not for_students and _is_for_graduates(title, text):
        stated = Level.JUNIOR
    is_of_a_house = _OF_A_HOUSE.search(plain(title)) is not None
    if stated is Level.EXECUTIVE and is_of_a_house and 0 < led <= _SMALL_TEAM:
        # The director of a pharmacy with five people leads a team, not a company.
        stated = Level.LEAD
    leads = led > 0 or _OF_LEADERS.search(plain(title)) is not None
    return LevelAsked(
        stated=stated,
        ceiling=ceiling,
        years=years.least,
        most=years.most,
        is_untrained=not years.least and takes_untrained(told or sentences),
        is_for_students=for_students,
        is_for_leaders=rank_of_title(title) is not None,
        is_for_first_leaders=takes_first_leaders(f"{title} . {text}"),
        takes_beginners=takes_beginners(told or sentences),
        is_for_no_leader=stated is None and not leads and (years.least or 0) < _LEADERS_YEARS,
        led=led,
        aide=aide_in(title),
    )


def _is_for_graduates(title: str, text: str) -> bool:
    """Whether a trainee's post is for graduates."""
    named, others = plain(title), _TRAINEE.sub(" ", plain(title))
    is_trainees = others != named and level_of_title(others) is not Level.INTERN
    return is_trainees and _GRADUATES.search(plain(text)) is not None
