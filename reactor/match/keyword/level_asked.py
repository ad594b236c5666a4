"""The seniority that a posting asks for."""

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
# A programme for those who have their degree is a first post, and no internship.
_TRAINEE = re.compile(r"\btrainee\w*|\bgraduate (?:program\w*|scheme)")
_GRADUATES = re.compile(
    r"\b(?:graduates?|\w*absolvent\w*|jeunes diplome\w*|recien (?:graduad|titulad|licenciad)\w*"
    r"|recem.(?:licenciad|formad|graduad)\w*"
    r"|neolaureat\w*|laureat[ioae]|afgestudeerd\w*|nyexaminerad\w*|nyutexaminerad\w*|nyuddanne\w*|dimittend\w*|nyutdanne\w*)\b"
)
# In the titles of those who lead or manage, whether or not their level is known.
_OF_LEADERS = re.compile(
    r"manag|leit|leid|chef|chief|respons|kierow|dyrek|direct|diret|direkt|head|koordin|coordin|coorden"
    r"|meister|mistr|vedouc|ansvar|lead|princip|vorst|capo|geren|jef[ea]\b|super|master|owner|partner"
)
# Who asks for so many years asks for one that leaders would be, too.
_LEADERS_YEARS = 6
# One house and its few people: above that, a director leads those who lead.
_SMALL_TEAM = 15
_OF_A_HOUSE = re.compile(
    r"pharmac|farmac|apothek|apotek|aptek|lekarn|\b(?:store|shop|negozio|tienda|loja|magasin|boutique"
    r"|winkel|filial\w{0,4}|butik\w{0,2}|sklep\w{0,2}|prodejn\w{0,2}|creche|nursery|kita|asilo|guarderia|przedszkol\w{0,2}"
    r"|restaurant\w?|ristorante|restaurante|hotel\w{0,2}|practice|salon\w{0,2}|studio|gym|museum"
    r"|library|biblioteca|bibliotheque|bibliothek|residence|residencia)\b"
)


@dataclass(frozen=True, slots=True)
class LevelAsked:
    """What a posting says of the level of whom it seeks.

    Attributes:
        stated: what its title states.
        ceiling: the highest that its text is for: "0-2 years", "career starters".
        years: of experience that it asks for at least: a floor, above which everybody is.
        most: of years that it asks for, where it names an end.
        is_untrained: whether it asks for no experience.
        is_for_students: whether it is for those who still study.
        is_for_leaders: whether its title says that they lead.
        is_for_first_leaders: whether it says that it takes those who have not led yet.
        takes_beginners: whether it says that it takes those who begin, too.
        is_for_no_leader: whether neither its title nor its text nor its years speak of leading.
        led: how many people are to be led, 0 where nothing says.
        aide: whom the post helps, None where it is no helper's.
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
        """The level as people name it: as it is stated, or by the years; None if nothing says."""
        if self.stated is not None:
            return self.stated
        if self.years is not None:
            return level_of_years(self.years)
        return Level.JUNIOR if self.is_untrained else self.ceiling


def level_asked(title: str, sentences: tuple[str, ...], told: tuple[str, ...] = ()) -> LevelAsked:
    """The level that a posting asks for.

    Args:
        title: its title; a level in it goes before what the text says.
        sentences: those of its text that tell what is asked.
        told: all sentences of its text, the same where none are given.
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
        # Who directs a pharmacy of five leads a team, and no company.
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
    """Whether a trainee's post is for those who have finished their studies."""
    named, others = plain(title), _TRAINEE.sub(" ", plain(title))
    is_trainees = others != named and level_of_title(others) is not Level.INTERN
    return is_trainees and _GRADUATES.search(plain(text)) is not None
