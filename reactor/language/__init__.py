"""What words of many languages mean, whoever asks: occupations, places, pay, remote work.

It stands beneath `scrape` and `match`: nothing here knows of HTML, and nothing here judges.
"""
