"""From a company's careers page to its postings and their texts.

`scraper.Scraper` lists and reads. An address is that of one of the `boards`, or of a page of the
company's. A page shows a board, or lists postings itself (`careers`): it is read as groups of
`records`. Each posting stands on a page of its own (`posting_page`), in a document, or on the list.
All rest on `markup`, what pages carry, and on `words`, what they mean. What needs libxml runs in
the parsing process; `tasks` names what that is asked to do. Nothing is imported here, for that
process has no use for what fetches.
"""
