"""Fills a database with the sample companies and users, as the apps would."""

from reactor.demo.companies import COMPANIES
from reactor.demo.people import PEOPLE
from reactor.demo.site import CareersSite
from reactor.mongo.database import ScoutlyDatabase


async def seed_companies(database: ScoutlyDatabase, site: CareersSite) -> None:
    """Insert the companies and users; nobody tracks anything yet."""
    await database.companies.insert_many(
        {
            "companyID": company.slug,
            "company": company.name,
            "careers_url": site.careers_url(company),
            "selector": company.selector,
            "isProblematic": False,
            "scrapeErrors": [],
        }
        for company in COMPANIES
    )
    await database.users.insert_many(
        {"email": person.email, "cvText": person.cv, "candidateInfo": person.info}
        for person in PEOPLE
    )


async def seed_preferences(database: ScoutlyDatabase) -> None:
    """Let the users track their companies: from here on the reactor reacts."""
    companies = {c["companyID"]: c["_id"] async for c in database.companies.find()}
    await database.preferences.insert_many(
        {
            "userId": person.email,
            "companyId": companies[slug],
            "rank": rank,
            "isTracking": True,
        }
        for person in PEOPLE
        for slug, rank in person.ranks.items()
    )
