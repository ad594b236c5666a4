"""Which postings each follower of a company has been offered or spared before."""

from collections.abc import Collection, Sequence

from bson import ObjectId
from loguru import logger

from reactor.documents import User
from reactor.errors import LastingError
from reactor.fetch.parser_worker import ParsingWorker
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.followers import Follower
from reactor.mongo.postings.histories import Histories, History
from reactor.scrape.canonical import canonical_forms
from reactor.url_identity import page_key, spellings

_AT_ONCE = 2_000
"""Addresses in one task of the parsing process: they take some 50 ms."""

_log = logger.bind(channel="job-matching-orchestrator")


class SeenPostings:
    """Knows what is new to whom.

    Older programs wrote addresses into histories as pages had them. Their canonical forms are made
    out once, in the parsing process, when something on a list seems to be new; they are then kept
    in the history.

    Args:
        database: where the histories are.
        worker: the parsing process.
        keeps: whether canonical forms are kept.
    """

    def __init__(
        self, database: ScoutlyDatabase, worker: ParsingWorker, *, keeps: bool = True
    ) -> None:
        self._histories = Histories(database)
        self._worker = worker
        self._keeps = keeps

    async def among(
        self, addresses: Collection[str], company_id: ObjectId, followers: Sequence[Follower]
    ) -> dict[ObjectId, frozenset[str]]:
        """Those of `addresses` that are known to each follower, by the `_id` of their user.

        What is saved for them counts, whatever they made of it.
        """
        named = list(dict.fromkeys(addresses))
        if not named or not followers:
            return {follower.user.id: frozenset() for follower in followers}
        # Neither the scheme nor a leading `www` makes it another page.
        asked = list(dict.fromkeys(each for url in named for each in spellings(url)))
        histories = await self._histories.of(company_id, asked)
        unseen = {
            each.user.id: await self._not_in(histories, each.user, frozenset(asked))
            for each in followers
        }
        if any(unseen.values()):
            saved = await self._histories.saved(company_id)
            for each in followers:
                mine = [address for of in saved if of.is_for(each.user) for address in of.addresses]
                unseen[each.user.id] = await self._not_saved(mine, unseen[each.user.id])
        known = {user: set(map(page_key, set(asked) - new)) for user, new in unseen.items()}
        return {
            user: frozenset(url for url in named if page_key(url) in keys)
            for user, keys in known.items()
        }

    async def _not_in(
        self, histories: Sequence[History], user: User, unseen: frozenset[str]
    ) -> frozenset[str]:
        """What of `unseen` stands in none of a person's histories."""
        for history in histories:
            if not history.names.isdisjoint(user.names):
                unseen &= history.unseen
                if unseen and history.unread:
                    unseen -= await self._written_otherwise(history)
        return unseen

    async def _not_saved(self, saved: Sequence[str], unseen: frozenset[str]) -> frozenset[str]:
        """What of `unseen` is not among the addresses that are saved for a person."""
        unseen = unseen.difference(saved)
        if not unseen or not saved:
            return unseen
        forms = await self._forms(saved)
        keys = set(map(page_key, (*saved, *(forms or {}).values())))
        return frozenset(url for url in unseen if page_key(url) not in keys)

    async def _written_otherwise(self, history: History) -> frozenset[str]:
        """The canonical addresses of a history's links that are written otherwise there."""
        links = await self._histories.raw_links(history)
        forms = await self._forms(links.urls)
        if forms is not None and self._keeps:
            await self._histories.note_canonical(history, links, forms)
        return frozenset((forms or {}).values())

    async def _forms(self, addresses: Sequence[str]) -> dict[str, str] | None:
        """The canonical forms of those that are written otherwise; None if that takes too long."""
        forms: dict[str, str] = {}
        for begin in range(0, len(addresses), _AT_ONCE):
            some = addresses[begin : begin + _AT_ONCE]
            try:
                forms |= await self._worker.run(canonical_forms, some, what="an older history")
            except LastingError as error:
                _log.warning("older addresses are compared as they stand", error=str(error))
                return None
        return forms
