"""A page as it was answered once, with what its server needs to tell whether it has changed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A whole and readable answer to a GET.

    Attributes:
        url: its address.
        content_type: its Content-Type.
        body: its bytes, decompressed.
        etag: its ETag, `""` if it had none.
        last_modified: its Last-Modified, `""` if it had none.
    """

    url: str
    content_type: str
    body: bytes
    etag: str
    last_modified: str
