"""Form fields as texts; control characters are removed."""

from collections.abc import Mapping

from aiohttp import web

from reactor.storable import storable_text

_LONGEST = 100_000


async def read_form(request: web.Request) -> Mapping[str, str]:
    """The fields of a form without the blanks around them; the last of several with one name.

    Raises:
        HTTPRequestEntityTooLarge: it has more than a megabyte.
    """
    return {
        name: storable_text(value[:_LONGEST]).strip()
        for name, value in (await request.post()).items()
        if isinstance(value, str)
    }
