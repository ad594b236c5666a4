"""The postings that each follower of a company has been offered or spared before."""

from collections.abc import Collection, Iterable, Sequence

from bson import ObjectId
from loguru import logger

from reactor.documents import User
from reactor.errors import LastingError
from reactor.fetch.parser_worker import ParsingWorker
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.followers import Follower
from reactor.mongo.postings.histories import Histories, History, RecalledHistory
from reactor.people.profile_changes import addresses_of
from reactor.scrape.canonical import canonical_forms
from reactor.url_identity import page_key, spellings

_AT_ONCE = 2_000
"""Addresses in one task of the parsing process: such a task takes about 50 ms."""

_log = logger.bind(channel="job-matching-orchestrator")


class SeenPostings:
    """Finds the postings that are known to each follower.

    Older programs stored addresses in histories as pages spelled them. When a listed posting seems
    new, their canonical forms are computed once, in the parsing process, and stored in the history.

    Args:
        database: where the histories are.
        worker: the parsing process.
        keeps: whether canonical forms are stored.
    """

    def __init__(
        self, database: ScoutlyDatabase, worker: ParsingWorker, *, keeps: bool = True
    ) -> None:
        self._histories = Histories(database)
        self._worker = worker
        self._keeps = keeps

    async def recall(
        self, addresses: Collection[str], company_id: ObjectId, followers: Sequence[Follower]
    ) -> RecalledHistory:
        """What is remembered of a company's list and followers, in one question."""
        users = [follower.user for follower in followers]
        people, files = [user.id for user in users], addresses_of(users)
        return await self._histories.recall(company_id, spelled(addresses), people, files)

    async def among(
        self,
        addresses: Collection[str],
        company_id: ObjectId,
        followers: Sequence[Follower],
        histories: Sequence[History] | None = None,
    ) -> dict[ObjectId, frozenset[str]]:
        """The known ones among `addresses` for each follower, by the `_id` of their user.

        What is saved for them counts, whatever they made of it.

        Args:
            addresses: which.
            company_id: whose.
            followers: who they are.
            histories: what the histories say of these addresses, if they were asked already.
        """
        named = list(dict.fromkeys(addresses))
        if not named or not followers:
            return {follower.user.id: frozenset() for follower in followers}
        asked = spelled(named)
        if histories is None:
            histories = await self._histories.of(company_id, asked)
        unseen = {
            each.user.id: await self._not_in(histories, each.user, named, frozenset(asked))
            for each in followers
        }
        if any(_new_of(named, asked, new) for new in unseen.values()):
            saved = await self._histories.saved(company_id)
            for each in followers:
                mine = [address for of in saved if of.is_for(each.user) for address in of.addresses]
                unseen[each.user.id] = await self._not_saved(mine, unseen[each.user.id])
        return {
            user: frozenset(named).difference(_new_of(named, asked, new))
            for user, new in unseen.items()
        }

    async def _not_in(
        self, histories: Sequence[History], user: User, named: Sequence[str], asked: frozenset[str]
    ) -> frozenset[str]:
        """What of `asked` stands in none of a person's histories."""
        unseen = asked
        for history in histories:
            if not history.names.isdisjoint(user.names):
                unseen &= history.unseen
                if history.unread and _new_of(named, asked, unseen):
                    unseen -= await self._written_otherwise(history)
        return unseen

    async def _not_saved(self, saved: Sequence[str], unseen: frozenset[str]) -> frozenset[str]:
        """The part of `unseen` that is not saved for a person."""
        unseen = unseen.difference(saved)
        if not unseen or not saved:
            return unseen
        forms = await self._forms(saved)
        keys = set(map(page_key, (*saved, *(forms or {}).values())))
        return frozenset(url for url in unseen if page_key(url) not in keys)

    async def _written_otherwise(self, history: History) -> frozenset[str]:
        """The canonical addresses of a history's links that are not stored in canonical form."""
        links = await self._histories.raw_links(history)
        forms = await self._forms(links.urls)
        if forms is not None and self._keeps:
            await self._histories.note_canonical(history, links, forms)
        return frozenset((forms or {}).values())

    async def _forms(self, addresses: Sequence[str]) -> dict[str, str] | None:
        """Canonical forms of non-canonical addresses; None if computing them takes too long."""
        forms: dict[str, str] = {}
        for begin in range(0, len(addresses), _AT_ONCE):
            some = addresses[begin : begin + _AT_ONCE]
            try:
                forms |= await self._worker.run(canonical_forms, some, what="an older history")
            except LastingError as error:
                _log.warning("older addresses are compared as they stand", error=str(error))
                return None
        return forms


def spelled(addresses: Iterable[str]) -> list[str]:
    """Addresses in all their spellings: neither scheme nor leading `www` makes another page."""
    return list(dict.fromkeys(each for url in addresses for each in spellings(url)))


def _new_of(named: Iterable[str], asked: Iterable[str], unseen: Collection[str]) -> list[str]:
    """Those of the addresses that are known in none of their spellings."""
    known = {page_key(url) for url in asked if url not in unseen}
    return [url for url in named if page_key(url) not in known]
