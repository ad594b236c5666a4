"""The text of a user's CV, from `cvText` or from the file at `cvUrl`.

`CvReader` fetches, caches and parses. `share_link` converts share links to download addresses,
`services` has advice for services without downloads, `cloud_downloads` detects pages served instead
of a file, and `cv_detection` and `placeholder` tell a CV from a login wall or a dummy text.
`messages` words failures for the CV's owner, and `unread_notice` notifies them. Code that needs
pypdf or libxml runs in the parsing process, through `tasks`.
"""

from reactor.cv.reader import CvReader

__all__ = ["CvReader"]
