"""Who is matched, by what, and who is not and why; and how people come in."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from bson import ObjectId

from reactor.advice import ADVICE
from reactor.errors import LastingError, ReactorError, SettingsError
from reactor.mongo.cache.cv_texts import KeptCv, KeptCvs
from reactor.mongo.database import ScoutlyDatabase
from reactor.people.adding import add, email_of
from reactor.people.cv_source import CvSource, contents_of, from_file, from_link
from reactor.people.match_readiness import Person, UnmatchedReason, everybody
from reactor.settings import Settings
from tests.doctor import replies
from tests.documents import docx, odt, paragraphs
from tests.pdfs import CV_TEXT, locked_pdf, scanned_pdf, text_pdf
from tests.rich_texts import rtf

ACME = ObjectId()
CV = CvSource("cv.pdf", "Welder in Kiel, eleven years")
LINK = "https://ada.example/cv.pdf"


async def stand(database: ScoutlyDatabase, **user: Any) -> Person:
    """How one person stands who tracks a company."""
    person = {"email": "ada@example.org"} | user
    await database.users.insert_one(person)
    await database.companies.insert_one({"_id": ACME, "careers_url": "https://acme.example"})
    wish = {"userId": "ada@example.org", "companyId": ACME, "rank": 50}
    await database.preferences.insert_one(wish)
    (found,) = await everybody(database)
    return found


@pytest.mark.parametrize(
    ("user", "by"),
    [
        ({"cvText": "Welder, 11 years"}, ("CV of 16 characters",)),
        ({"cvUrl": LINK}, ("CV at a link",)),
        ({"candidateInfo": {"preferences": {"careerGoals": ["weld"]}}}, ("candidateInfo",)),
        (
            {"cvText": "...", "candidateInfo": {"preferences": {"careerGoals": ["weld"]}}},
            ("candidateInfo",),
        ),
    ],
)
async def test_what_somebody_is_matched_by_is_named(
    database: ScoutlyDatabase, user: dict[str, Any], by: tuple[str, ...]
) -> None:
    person = await stand(database, **user)
    assert (person.matched, person.by, person.companies) == (True, by, 1)


@pytest.mark.parametrize(
    ("user", "why", "mend"),
    [
        ({}, "neither a CV nor candidateInfo", "reactor add-user ada@example.org --cv FILE"),
        ({"cvText": "..."}, "their cvText is a placeholder", "--cv FILE"),
        ({"cv": "Welder"}, "their CV stands in cv", "{$rename: {cv: 'cvText'}}"),
        ({"cvUrl": "no link"}, "their CV cannot be read: it is not a web address", "--cv FILE"),
    ],
)
async def test_whoever_is_not_matched_is_named_with_the_reason_and_the_mend(
    database: ScoutlyDatabase, user: dict[str, Any], why: str, mend: str
) -> None:
    person = await stand(database, **user)
    assert not person.matched
    (found,) = person.because
    assert why in found.said
    assert mend in found.mend


async def test_a_cv_at_a_link_that_could_not_be_read_is_a_reason(database: ScoutlyDatabase) -> None:
    trouble = KeptCv("x", "", problem="the PDF is a scan", code="cv_scanned")
    await KeptCvs(database).keep_trouble(LINK, trouble, None)
    person = await stand(database, cvUrl=LINK)
    said = "their CV cannot be read: the PDF is a scan (cv_scanned)"
    assert person.because[0] == UnmatchedReason(said, ADVICE["cv_scanned"].do, "unread")


@pytest.mark.parametrize(
    ("link", "code"),
    [(LINK, "cv_unavailable"), ("https://www.linkedin.com/in/ada", "cv_wall")],
)
async def test_whoever_is_matched_without_their_cv_is_told_so(
    database: ScoutlyDatabase, link: str, code: str
) -> None:
    trouble = KeptCv("", "", problem="it answered 503", code="cv_unavailable")
    await KeptCvs(database).keep_trouble(LINK, trouble, None)
    goals = {"preferences": {"careerGoals": ["weld"]}}
    person = await stand(database, cvUrl=link, candidateInfo=goals)
    assert (person.matched, person.by) == (True, ("candidateInfo",))
    (why,) = person.although
    assert why.said.startswith("their CV cannot be read: ")
    assert why.said.endswith(f"({code})")
    assert "reactor add-user ada@example.org --cv FILE" in why.mend


async def test_whoever_tracks_nothing_is_not_matched_and_those_come_first(
    database: ScoutlyDatabase,
) -> None:
    await database.users.insert_one({"email": "zoe@example.org", "cvText": "Nurse, 5 years"})
    await database.companies.insert_one({"_id": ACME, "careers_url": "https://acme.example"})
    ada = {"_id": ObjectId(), "email": "ada@example.org", "cvText": "Welder, 11 years"}
    await database.users.insert_one(ada)
    for name in ("ada@example.org", "gone@example.org"):
        wish = {"userId": name, "companyId": ACME, "rank": 50}
        await database.preferences.insert_one(wish)
    saved = {"user": ada["_id"], "userId": "ada@example.org", "jobId": "x"}
    await database.saved_jobs.insert_one(saved)
    people = await everybody(database)
    assert [(p.name, p.known, p.matched, p.companies, p.saved) for p in people] == [
        ("gone@example.org", False, False, 1, 0),
        ("zoe@example.org", True, False, 0, 0),
        ("ada@example.org", True, True, 1, 1),
    ]
    assert people[1].because[0].said == "tracks no company"


# Adding


async def test_a_new_person_has_the_id_that_the_web_app_demands_and_no_other_has(
    database: ScoutlyDatabase,
) -> None:
    await database.users.create_index("userId", unique=True, name="userId_1")
    for name in ("ada", "bob"):
        assert (await add(database, f"{name}@example.org", CV)).new
    users = await database.users.find().to_list(None)
    assert all(isinstance(user["userId"], ObjectId) for user in users)
    assert len({user["userId"] for user in users} | {user["_id"] for user in users}) == 4
    assert {user["cvText"] for user in users} == {CV.text}
    assert all({"createdAt", "updatedAt"} <= set(user) for user in users)


@pytest.mark.parametrize("there", ["ada@example.org", "Ada@Example.org"])
async def test_somebody_who_is_there_gets_the_cv_and_keeps_the_rest(
    database: ScoutlyDatabase, there: str
) -> None:
    own = {"email": there, "cvText": "old", "notifyUrls": ["ntfy://x"], "userId": ObjectId()}
    await database.users.insert_one(dict(own))
    added = await add(database, "ada@example.org", CV)
    assert (added.new, added.user.cv_text) == (False, "old")
    (user,) = await database.users.find({}, {"_id": 0, "updatedAt": 0}).to_list(None)
    assert user == own | {"cvText": CV.text}
    assert not (await add(database, "ada@example.org", None)).new
    assert await database.users.count_documents({"cvText": CV.text}) == 1


async def test_a_link_takes_the_place_of_a_text_that_would_win(database: ScoutlyDatabase) -> None:
    await add(database, "ada@example.org", CV)
    await add(database, "ada@example.org", CvSource(LINK, "Welder", LINK))
    user = await database.users.find_one({})
    assert user
    assert (user["cvUrl"], "cvText" in user) == (LINK, False)


@pytest.mark.parametrize("email", ["ada", "", "a b@example.org", "a@b@c", "<a@example.org>"])
def test_what_is_no_e_mail_is_refused(email: str) -> None:
    with pytest.raises(SettingsError, match=r"it should look like ada@example\.org"):
        email_of(email)


# Files


@pytest.mark.parametrize(
    ("name", "body", "begins"),
    [
        ("cv.pdf", text_pdf(), CV_TEXT),
        ("cv.docx", docx(paragraphs(*CV_TEXT.split("\n"))), CV_TEXT),
        ("cv.odt", odt(*CV_TEXT.split("\n")), CV_TEXT),
        ("cv.doc", rtf(*CV_TEXT.split("\n")), CV_TEXT),
        ("cv.pdf", odt(*CV_TEXT.split("\n")), CV_TEXT),
        ("cv.txt", CV_TEXT.encode("utf-16"), CV_TEXT),
        ("cv.txt", CV_TEXT.encode("mac-roman"), CV_TEXT),
        ("cv.html", f"<p>{CV_TEXT.replace(chr(10), '<br>')}</p>".encode(), CV_TEXT),
    ],
)
async def test_a_file_of_this_machine_is_read_as_what_it_is(
    name: str, body: bytes, begins: str
) -> None:
    assert (await from_file(f"/home/ada/{name}", body)) == CvSource(name, begins)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (scanned_pdf(), "cv_scanned"),
        (locked_pdf("secret", "AES-128"), "cv_locked"),
        (text_pdf()[:400], "cv_unreadable"),
        (b"...", "no_text"),
        (b"", "no_text"),
        (b"Lorem ipsum dolor sit amet " * 30, "no_text"),
    ],
)
async def test_a_file_without_a_cv_is_refused_by_a_code_that_is_told(
    body: bytes, code: str
) -> None:
    with pytest.raises(LastingError) as told:
        await from_file("cv.pdf", body)
    assert told.value.code == code
    assert "cvText" not in str(told.value)
    assert str(told.value).startswith("cv.pdf")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (CV_TEXT.encode(), ""),
        (b"Ada", r"cvUrl .*\(cv_unreadable\)"),
        (f"Paste \n{CV_TEXT}".encode(), ""),
    ],
)
async def test_a_link_is_read_before_it_is_believed(
    database: ScoutlyDatabase, settings: Settings, body: bytes, said: str
) -> None:
    async with replies(web.Response(body=body, content_type="text/plain")) as (address, _):
        reading = from_link(settings, database, f"{address}cv.txt")
        if said:
            with pytest.raises(ReactorError, match=said):
                await reading
            return
        cv = await reading
    assert cv.link == f"{address}cv.txt"
    assert cv.text.split("\n") == [line.strip() for line in body.decode().split("\n")]


def test_what_is_no_file_is_told_and_a_huge_one_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        contents_of(str(tmp_path / "none.pdf"))
    with pytest.raises(SettingsError, match="Is a directory"):
        contents_of(str(tmp_path))
    with pytest.raises(SettingsError, match="is a placeholder"):
        contents_of("...")
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(10_000_001)
    with pytest.raises(SettingsError, match="larger than 10 MB"):
        contents_of(str(huge))
