"""What a user's CV says, from `cvText` or from the file at `cvUrl`.

`CvReader` fetches, keeps and reads. `share_link` turns the links that people copy into ones that
can be downloaded, `services` knows the way around those that give none, `delivery` what is handed
out instead of a file, `likeness` a CV from a wall; `messages` puts failures into words for the CV's
owner, whom `news` has told. What needs pypdf or libxml runs in the parsing process; `tasks` names
what that is asked to do.
"""

from reactor.cv.reader import CvReader

__all__ = ["CvReader"]
