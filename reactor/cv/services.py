"""Services that serve a page about a file instead of the file, each with its workaround."""

from collections.abc import Mapping
from types import MappingProxyType

from yarl import URL

from reactor.errors import LastingError

_DOWNLOAD = "shows a viewer instead of the file; download it there, and give the file itself"

_WAYS: Mapping[str, str] = MappingProxyType(
    {
        "linkedin.com": "LinkedIn shows profiles to nobody who is not signed in; on your profile "
        "choose More > Save to PDF, and give that file",
        "xing.com": "XING shows profiles to nobody who is not signed in; export yours as a PDF, "
        "and give that file",
        "1drv.ms": f"OneDrive {_DOWNLOAD}",
        "onedrive.live.com": f"OneDrive {_DOWNLOAD}",
        "sharepoint.com": 'SharePoint gives the file only where it is shared with "Anyone"; share '
        "it so, or download it there, and give the file itself",
        "icloud.com": f"iCloud {_DOWNLOAD}",
        "notion.so": "Notion shows pages only with scripts; choose ••• > Export > PDF, and give "
        "that file",
        "notion.site": "Notion shows pages only with scripts; choose ••• > Export > PDF, and give "
        "that file",
        "overleaf.com": "Overleaf shows an editor instead of the CV; choose Download PDF there, "
        "and give that file",
        "canva.com": "Canva shows designs only with scripts; choose Share > Download > PDF, and "
        "give that file",
        "wetransfer.com": f"WeTransfer {_DOWNLOAD}",
        "we.tl": f"WeTransfer {_DOWNLOAD}",
        "box.com": f"Box {_DOWNLOAD}",
        "mega.nz": f"MEGA {_DOWNLOAD}",
        "pcloud.com": f"pCloud {_DOWNLOAD}",
        "scribd.com": f"Scribd {_DOWNLOAD}",
    }
)
"""Advice by the end of the host name."""

_NEVER = ("linkedin.com",)
"""Services that are never requested: they give no profile and count requests."""

_A_FOLDER = (
    "the link leads to a folder, not to a file; open the CV in it, and give the link of that file"
)
_FOLDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "drive.google.com": ("/drive/folders/", "/drive/u/", "/folderview"),
        "dropbox.com": ("/scl/fo/", "/sh/"),
    }
)
_ITS_OWNER = "/home/"
_FOR_ITS_OWNER = (
    'the link works for nobody but you; choose "Copy link" beside the file, and give that one'
)


def way_around(address: str) -> str:
    """The advice for an address of a service that serves no files; `""` for other addresses."""
    host = (URL(address).host or "").rstrip(".")
    return next((way for end, way in _WAYS.items() if _is_at(host, end)), "")


def refuse_hopeless(link: URL) -> None:
    """Reject a link that is known to lead to no CV.

    Raises:
        LastingError: it leads to a folder, to a page for the owner only, or to a closed service.
    """
    host = (link.host or "").rstrip(".")
    if any(_is_at(host, end) for end in _NEVER):
        raise LastingError(way_around(str(link)), code="cv_wall")
    for end, folders in _FOLDERS.items():
        if _is_at(host, end) and link.path.startswith(folders):
            raise LastingError(_A_FOLDER, code="cv_wall")
    if _is_at(host, "dropbox.com") and link.path.startswith(_ITS_OWNER):
        raise LastingError(_FOR_ITS_OWNER, code="cv_not_shared")


def _is_at(host: str, end: str) -> bool:
    return f".{host}".endswith(f".{end}")
