"""Extracts plain text from documents on the web.

`kinds` recognises a document by its first bytes; `pdf`, `docx`, `odt` and `rtf` read them and run
in the parsing process only.
"""
