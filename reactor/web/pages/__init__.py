"""The screens, one file each: what is asked, what is changed, and the address of both.

A screen is a class that takes the `Site` and gives its `routes`. Add it to `SCREENS`, and its path
to `MENU` if the menu is to lead to it.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

from reactor.web.handling import Route
from reactor.web.pages.home import HomePage
from reactor.web.pages.people import PeoplePage
from reactor.web.pages.person import PersonForm
from reactor.web.pages.person_cv import PersonCvPage
from reactor.web.pages.profile import ProfilePage
from reactor.web.pages.welcome import WelcomePage
from reactor.web.site import Site


class Screen(Protocol):
    """What answers some addresses."""

    def routes(self) -> Iterable[Route]:
        """These addresses."""
        ...


SCREENS: tuple[Callable[[Site], Screen], ...] = (
    HomePage,
    PersonForm,
    PeoplePage,
    ProfilePage,
    PersonCvPage,
    WelcomePage,
)
"""All that need nothing but the site; the order does not matter."""

MENU = ("/", "/matches", "/companies", "/queue", "/people", "/health")
"""The order of the menu; what has no route yet is left out."""
