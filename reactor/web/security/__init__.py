"""Who may ask for what: the host that is meant, the site that asks, and the person who reads.

In this order, each a middleware: `callers` (who asks, behind which proxy), `hosts`, `origins`,
`gate` (the password). What is decided is decided by pure functions; tables in the tests hold them.
"""
