"""Fetches pages politely and safely, and parses them in separate processes.

`http.Fetcher` fetches; `guard` blocks private addresses (`address_policy`); `politeness` limits the
rate, and `robots` applies robots.txt; `conditional_get` avoids repeated transfers;
`response_outcome` and `failures` classify failures; `connectivity.Connectivity` distinguishes a
silent host from an offline machine; `parser_worker.ParsingWorker` runs the parsers.
"""
