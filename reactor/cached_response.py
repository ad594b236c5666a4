"""A cached HTTP response with the validators of a conditional request (ETag, Last-Modified)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A complete, readable response to a GET.

    Attributes:
        url: address of the page.
        content_type: Content-Type header.
        body: decompressed body.
        etag: ETag header, `""` if there was none.
        last_modified: Last-Modified header, `""` if there was none.
    """

    url: str
    content_type: str
    body: bytes
    etag: str
    last_modified: str
