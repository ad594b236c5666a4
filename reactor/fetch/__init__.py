"""Getting pages from strangers' servers, politely and safely, and parsing them out of harm's way.

`http.Fetcher` fetches; `guard` keeps it off private addresses (`address_policy`); `politeness`
spaces its requests and `robots` knows what sites ask for; `kept` spares what has not changed;
`answers` and `failures` sort what can go wrong; `line.Line` tells whether the host or our own line
is down; `worker.ParsingWorker` runs parsers elsewhere.
"""
