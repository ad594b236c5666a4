"""A request as the stand-in received it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

BYTES_PER_TOKEN = 4


def tokens_in(text: str) -> int:
    """About as many tokens as a model counts in a text."""
    return -(-len(text.encode(errors="replace")) // BYTES_PER_TOKEN)


def _texts_in(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _texts_in(each)
        case list():
            for each in value:
                yield from _texts_in(each)


@dataclass(frozen=True)
class Asked:
    """One call of `generateContent`.

    Attributes:
        path: of its address.
        query: of its address.
        headers: as they came.
        body: the JSON that came.
    """

    path: str
    query: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def model(self) -> str:
        return self.path.rpartition("/")[2].partition(":")[0]

    @property
    def instruction(self) -> str:
        parts = self.body.get("systemInstruction", {}).get("parts", ())
        return "".join(part["text"] for part in parts)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What the user says, part by part."""
        contents = self.body["contents"]
        return tuple(part["text"] for content in contents for part in content["parts"])

    @cached_property
    def document(self) -> dict[str, Any]:
        """The one JSON document that is all data."""
        document = json.loads(self.words[0])
        assert isinstance(document, dict)
        return document

    @property
    def complaint(self) -> str:
        """What the model is told about its answer before."""
        return "\n".join(self.words[1:])

    @property
    def screens(self) -> bool:
        """Whether it asks about titles, and not about postings."""
        return "titles" in self.document

    @property
    def subjects(self) -> list[dict[str, Any]]:
        """The titles or postings that it asks about."""
        found = self.document["titles" if self.screens else "postings"]
        assert isinstance(found, list)
        return found

    @property
    def ids(self) -> list[int]:
        return [each["id"] for each in self.subjects]

    @property
    def titles(self) -> list[str]:
        return [each["title"] for each in self.subjects]

    @cached_property
    def told(self) -> str:
        """All texts of the document, as a reader of JSON sees them."""
        return "\n".join(_texts_in(self.document))

    @cached_property
    def text(self) -> str:
        """All that the model is shown."""
        return "\n".join((self.instruction, *self.words))

    @cached_property
    def tokens(self) -> int:
        """What the request is billed as, the answer's schema included."""
        schema = self.body.get("generationConfig", {}).get("responseSchema", {})
        return tokens_in(self.text) + tokens_in(json.dumps(schema))
