"""One company: its data, its visits, its postings, and its best matches."""

from collections.abc import Mapping, Sequence
from typing import Any

from bson import ObjectId

from reactor.documents import Company, User
from reactor.learned_rules import learned_of
from reactor.lenient_fields import date_in, shown_in, text_in
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.company_rows import CompanyRow, rows_of
from reactor.mongo.views.concurrent_reads import at_once
from reactor.mongo.views.matches import ShortMatch, short_match
from reactor.mongo.views.paging import PageKey
from reactor.mongo.views.read_model import Moment, ReadModel
from reactor.mongo.views.rules import LearnedList, learned_list
from reactor.mongo.views.tracking import followers_of, tracking_of
from reactor.mongo.views.visits import Visit, read_visits
from reactor.saved_job import SHOWN, SavedJob
from reactor.scrape.boards import BOARDS, recognise_address

_BEST = 10
_ROWS = 20
"""Of a list on the page: it has several."""
_POSTING = {"url": 1, "title": 1, "location": 1, "firstSeenAt": 1, "goneAt": 1}


class SeenPosting(ReadModel):
    """A posting that was read.

    Attributes:
        url: where it stood.
        title, location: as it says.
        seen_at: when it was first read.
        gone_at: since when it is gone; None if it is there.
    """

    url: str
    title: str = ""
    location: str = ""
    seen_at: Moment | None = None
    gone_at: Moment | None = None


class OneCompany(ReadModel):
    """One company.

    Attributes:
        company: as lists show it.
        slug: its `companyID`.
        written_name, selector: as they stand there.
        board: the title of the job board that its address is of; `""` for a page of its own.
        followers_named: who tracks it.
        rule: what was learned; None if nothing was.
        step: the page that shows the list in place of the careers page.
        lacking: whether a person says that the list lacks postings.
        visits: a page of them, the newest first.
        older_visits: where the next page begins.
        seen: how many postings were read, and are kept.
        postings: a page of them, the newest first.
        older_postings: where the next page begins.
        best: the matches with the highest scores.
    """

    company: CompanyRow
    slug: str = ""
    written_name: str = ""
    selector: str = ""
    board: str = ""
    followers_named: tuple[str, ...] = ()
    rule: LearnedList | None = None
    step: str = ""
    lacking: bool = False
    visits: tuple[Visit, ...] = ()
    older_visits: str = ""
    seen: int = 0
    postings: tuple[SeenPosting, ...] = ()
    older_postings: str = ""
    best: tuple[ShortMatch, ...] = ()


async def read_company(
    database: ScoutlyDatabase,
    which: ObjectId,
    user: User | None,
    users: Sequence[ObjectId],
    after: tuple[PageKey | None, PageKey | None] = (None, None),
) -> OneCompany | None:
    """One company; None if there is none.

    Args:
        database: where.
        which: the company.
        user: whose wishes are shown; None for everybody's together.
        users: whose matches are shown.
        after: where the pages of visits and of postings begin.
    """
    document = await database.companies.find_one({"_id": which})
    if not document:
        return None
    wishes = await tracking_of(database, user)
    async with at_once() as group:
        row = group.create_task(rows_of(database, [document], wishes, users))
        followers = group.create_task(followers_of(database, which))
        visits = group.create_task(read_visits(database, which, after[0]))
        postings = group.create_task(_postings(database, which, after[1]))
        seen = group.create_task(database.postings.count_documents({"companyId": which}))
        best = group.create_task(_best(database, which, users))
    return OneCompany(
        company=row.result()[0],
        **_known(Company.read(document)),
        followers_named=followers.result(),
        visits=visits.result()[0],
        older_visits=str(visits.result()[1] or ""),
        seen=seen.result(),
        postings=postings.result()[0],
        older_postings=postings.result()[1],
        best=best.result(),
    )


async def any_saved_at(database: ScoutlyDatabase, company: ObjectId, saves: Sequence[Any]) -> bool:
    """Whether any of these saves is of a posting of this company."""
    wanted = {"_id": {"$in": list(saves)}, "companyId": company}
    return await database.saved_jobs.find_one(wanted, {"_id": 1}) is not None


def board_title(url: str) -> str:
    """What the makers of the board call it that an address is of; `""` if it is no board's."""
    address = recognise_address(url)
    return BOARDS[address.board].title if address else ""


def _known(company: Company) -> dict[str, Any]:
    learned = learned_of(company)
    rule = learned.rule
    return {
        "slug": company.slug,
        "written_name": company.name,
        "selector": company.selector,
        "board": board_title(company.careers_url),
        "rule": learned_list(company.label, rule) if rule and rule.learned_at else None,
        "step": learned.step.address if learned.step else "",
        "lacking": learned.missing,
    }


async def _postings(
    database: ScoutlyDatabase, company: ObjectId, after: PageKey | None
) -> tuple[tuple[SeenPosting, ...], str]:
    """A page of them. Those of one visit have one date, hence `_id`, and a short sort in memory."""
    beyond = after.after("firstSeenAt", -1) if after else {}
    found = database.postings.find({"companyId": company, **beyond}, _POSTING)
    newest = found.sort([("firstSeenAt", -1), ("_id", -1)]).limit(_ROWS + 1)
    documents = await newest.to_list(None)
    last = documents[_ROWS - 1] if len(documents) > _ROWS else {}
    at = date_in(last.get("firstSeenAt"))
    older = str(PageKey(at, last["_id"])) if at else ""
    return tuple(map(_posting, documents[:_ROWS])), older


def _posting(document: Mapping[str, Any]) -> SeenPosting:
    return SeenPosting(
        url=shown_in(document.get("url")),
        title=text_in(document.get("title")),
        location=text_in(document.get("location")),
        seen_at=date_in(document.get("firstSeenAt")),
        gone_at=date_in(document.get("goneAt")),
    )


async def _best(
    database: ScoutlyDatabase, company: ObjectId, users: Sequence[ObjectId]
) -> tuple[ShortMatch, ...]:
    saved = {"companyId": company, "user": {"$in": list(users)}, "withdrawnAt": None}
    best = database.saved_jobs.find(saved, SHOWN).sort([("suitabilityScore", -1), ("_id", -1)])
    jobs = [SavedJob.read(each) for each in await best.limit(_BEST).to_list(None)]
    return tuple(map(short_match, jobs))
