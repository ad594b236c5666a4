"""Databases in which MongoDB refuses nothing.

Our validators refuse most of what people can mistype. They are not always there: somebody removed
them, the reactor has no right to install them, a document is older than they are, or was restored
past them. What the reactor makes of such documents is promised all the same.
"""

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.validators import VALIDATED


async def remove_validators(database: ScoutlyDatabase) -> None:
    """Remove the validators as a person does for good: the reactor does not install them again."""
    for collection in VALIDATED:
        await database.handle.command(
            {"collMod": collection, "validator": {}, "validationLevel": "off"}
        )
