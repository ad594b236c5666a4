"""The meaning of words on careers pages in many languages: headings, labels, places, paths.

It works on plain text and does not depend on HTML.
"""
