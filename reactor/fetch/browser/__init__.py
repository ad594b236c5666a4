"""Renders JavaScript pages in an external browser.

`rendering.Browser` renders one page at a time; `endpoint` finds the browser and `cdp` is its
protocol; `tab` is one page in its own context, and `network_log` records its requests. All requests
of the page go through `proxy`, which applies the same address policy as other fetches.
"""
