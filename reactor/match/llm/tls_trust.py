"""Whom the providers' libraries trust: those that the operator names, or certifi's."""

import os
import ssl
from functools import cache

import certifi


@cache
def authorities() -> ssl.SSLContext:
    """Read once for all clients; by itself Google's library reads them three times for each."""
    environ = os.environ
    where = environ.get("SSL_CERT_FILE", certifi.where())
    return ssl.create_default_context(cafile=where, capath=environ.get("SSL_CERT_DIR"))
