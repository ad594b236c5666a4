"""The certificate authorities for the providers' libraries: the operator's, or certifi's."""

import os
import ssl
from functools import cache

import certifi


@cache
def authorities() -> ssl.SSLContext:
    """The shared TLS context; Google's library alone would load these three times per client."""
    environ = os.environ
    where = environ.get("SSL_CERT_FILE", certifi.where())
    return ssl.create_default_context(cafile=where, capath=environ.get("SSL_CERT_DIR"))
