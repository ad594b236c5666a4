"""Pages that show their list only after their scripts have run.

A browser renders such a page (`pages`), and the responses to its scripts are searched for the list
(`learning`). The source of the list is stored (`source`). From then on it is requested directly and
read (`reading`) without a browser.
"""
