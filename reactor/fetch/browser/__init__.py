"""Showing pages that are made by scripts, in a browser that somebody else runs.

`rendering.Browser` shows one page at a time; `endpoint` finds the browser and `cdp` speaks its
protocol; `tab` is one page in a context of its own, and `traffic` what it asks for. Whatever the
page asks for goes through `proxy`, which lets it dial what we would dial, and no more.
"""
