"""What a user's CV says, from `cvText` or from the file at `cvUrl`.

`CvReader` fetches, keeps and reads. `share_link` turns the links that people copy into ones that
can be downloaded, `delivery` knows what a service hands out instead of a file, `messages` puts
failures into words for the CV's owner. What needs pypdf or libxml runs in the parsing process;
`tasks` names what that is asked to do.
"""

from reactor.cv.reader import CvReader

__all__ = ["CvReader"]
