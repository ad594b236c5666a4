"""Documents that people and companies put on the web, as plain text.

`kinds` tells them by their first bytes; `pdf`, `docx`, `odt` and `rtf` read them and run in
the parsing process only.
"""
