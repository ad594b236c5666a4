"""The screens, one file each: what is asked, what is changed, and the address of both.

A screen is a class that takes the `Site` and gives its `routes`. Add it to `SCREENS`, and its path
to `MENU` if the menu is to lead to it; what is to be pushed to it, to `SUBJECTS`.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

from reactor.web.handlers import Route
from reactor.web.live_rows import Subject
from reactor.web.pages.companies import CompaniesPage, live_companies
from reactor.web.pages.company import CompanyPage, LiveCompany
from reactor.web.pages.first_visits import LiveFirstVisits
from reactor.web.pages.health import HealthPage, LiveHealth
from reactor.web.pages.home import HomePage, LiveHome
from reactor.web.pages.job import JobPage, LiveJob
from reactor.web.pages.live_people import LivePeople, LivePerson
from reactor.web.pages.live_task import LiveTask
from reactor.web.pages.look import LookPage
from reactor.web.pages.match import LiveMatch, MatchPage
from reactor.web.pages.matches import LiveMatches, MatchesPage
from reactor.web.pages.people import PeoplePage
from reactor.web.pages.person import PersonForm
from reactor.web.pages.person_cv import PersonCvPage
from reactor.web.pages.profile import ProfilePage
from reactor.web.pages.queue import LiveQueue, QueuePage
from reactor.web.pages.schema import SchemaPage
from reactor.web.pages.welcome import WelcomePage
from reactor.web.site import Site


class Screen(Protocol):
    """What answers some addresses."""

    def routes(self) -> Iterable[Route]:
        """These addresses."""
        ...


SCREENS: tuple[Callable[[Site], Screen], ...] = (
    HomePage,
    MatchPage,
    MatchesPage,
    PersonForm,
    CompaniesPage,
    LookPage,
    CompanyPage,
    QueuePage,
    JobPage,
    HealthPage,
    PeoplePage,
    ProfilePage,
    PersonCvPage,
    WelcomePage,
    SchemaPage,
)
"""All that need nothing but the site; the order does not matter."""

SUBJECTS: tuple[Callable[[Site], Subject], ...] = (
    LiveHome,
    LiveMatches,
    LiveMatch,
    LiveQueue,
    live_companies,
    LiveCompany,
    LiveJob,
    LiveFirstVisits,
    LivePeople,
    LivePerson,
    LiveTask,
    LiveHealth,
)
"""What is pushed to open pages: `{% set live = "its name" %}` in a template asks for it."""

MENU = ("/", "/matches", "/companies", "/queue", "/people", "/health")
"""The order of the menu; what has no route yet is left out."""
