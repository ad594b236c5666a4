"""Pages that show their list only once their scripts have run.

A browser shows such a page (`pages`), and what its scripts were answered is looked through for the
list (`learning`). Where that came from is kept (`source`), asked directly from then on, and read
(`reading`) without any browser.
"""
