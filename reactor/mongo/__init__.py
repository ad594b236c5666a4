"""Everything that talks to MongoDB; the only package that imports its driver."""

import sys

# The driver would load the cryptography package (8 MB), where something else has brought it along,
# only to find that pyOpenSSL is not there. Python's own TLS serves it as well.
sys.modules.setdefault("pymongo.pyopenssl_context", None)  # type: ignore[arg-type]
