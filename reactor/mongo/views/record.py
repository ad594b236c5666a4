"""The form of what is read for pages and programs: frozen, and the same names in every JSON."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic.alias_generators import to_camel

Id = Annotated[str, BeforeValidator(str)]
"""The hex of an id of MongoDB."""


class Record(BaseModel):
    """Base of what is read: camelCase in JSON, where new names may come and none goes."""

    model_config = ConfigDict(
        frozen=True, alias_generator=to_camel, populate_by_name=True, from_attributes=True
    )
