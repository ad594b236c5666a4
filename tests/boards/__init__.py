"""Systems that publish postings, played on loopback: one specimen each."""
