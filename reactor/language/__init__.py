"""The meaning of words in many languages: occupations, places, pay, remote work.

It is the layer beneath `scrape` and `match`: it knows no HTML, and judges no posting.
"""
