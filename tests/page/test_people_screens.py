"""Everybody is shown with what they are matched by, and says themselves what that is to be."""

import asyncio
import io
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from bson import ObjectId
from yarl import URL

from reactor.mongo.cache.cv_texts import KeptCv, KeptCvs
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from reactor.web import uploads
from tests.chromium import Tab
from tests.conftest import Eventually
from tests.page.conftest import Served, plans, serving
from tests.page.house import ADA, NOOR, House, built

PASSWORD = "correct horse"  # noqa: S105 - of the test
CV = "Welder, eleven years of ships and pipes. TIG, MIG, reading of drawings, blueprints. " * 4
HTML = {"Accept": "text/html"}


@pytest.fixture
async def house(database: ScoutlyDatabase) -> House:
    house = await built(database, ADA, NOOR)
    await house.company("acme-robotics")
    return house


async def mark_of(served: Served, id_: ObjectId, section: str) -> str:
    """What a form of somebody's page was made from."""
    text = await served.get(f"/people/{id_}")
    return text.partition(f'/people/{id_}/{section}"')[2].partition('name="mark" value="')[2][:16]


async def send(
    served: Served, path: str, file: tuple[str, bytes] | None = None, **fields: str
) -> tuple[int, str, str]:
    """Send a form with a file as browsers do: the status, where it leads, and the text."""
    form = aiohttp.FormData(fields, default_to_multipart=True)
    name, body = file or ("", b"")
    form.add_field("file", io.BytesIO(body), filename=name, content_type="application/octet-stream")
    origin = {"Origin": served.address}
    async with served.session.post(path, data=form, headers=origin, allow_redirects=False) as a:
        return a.status, a.headers.get("Location", ""), await a.text()


async def ended(served: Served, path: str) -> tuple[int, str, str]:
    """The answer of a page that is watched, once there is nothing more to watch."""
    async with asyncio.timeout(30):
        while True:
            async with served.session.get(path, headers=HTML, allow_redirects=False) as answer:
                text = await answer.text()
                if "aria-busy" not in text:
                    return answer.status, answer.headers.get("Location", ""), text
                assert 'http-equiv="refresh"' in text


# Who is there


async def test_everybody_is_told_with_what_they_are_matched_by(
    served: Served, house: House
) -> None:
    info = {
        "logistics": {
            "currentResidence": {"city": "Kiel", "country": "Germany"},
            "willingToRelocate": False,
            "workAuthorization": [{"region": "European Union", "status": "citizen"}],
        },
        "languages": [{"language": "German", "level": "native"}],
        "preferences": {"careerGoals": ["Weld"], "exclusions": {"industries": ["Gambling"]}},
    }
    ada = {"_id": house.people[ADA]}
    await house.database.users.update_one(ada, {"$set": {"candidateInfo": info}})
    await house.match(ADA, "Welder")
    text = await served.get("/people")
    for said in ("Is matched", "15 characters", "Kiel, Germany", "would not move", "Gambling"):
        assert said in text
    noor, first = (await served.json("/people"))["people"]
    assert (noor["matched"], [why["code"] for why in noor["because"]]) == (
        False,
        ["tracks_nothing"],
    )
    assert (first["name"], first["matched"], first["saved"], first["companies"]) == (
        ADA,
        True,
        1,
        1,
    )
    assert first["languages"] == [{"language": "German", "level": "native"}]
    assert first["excludedIndustries"] == ["Gambling"]


async def test_counts_lead_to_the_lists_of_whoever_is_chosen_and_to_nobody_elses(
    served: Served, house: House
) -> None:
    assert 'href="/matches">0 matches' not in await served.get("/people")
    await served.post("/person", person=str(house.people[NOOR]))
    text = await served.get("/people")
    assert text.count('href="/matches">0 matches') == 1
    row = text.partition(f'id="person-{house.people[NOOR]}"')[2].partition('id="person-')[0]
    assert 'href="/matches">0 matches' in row
    assert 'href="/matches">0 matches' not in await served.get(f"/people/{house.people[ADA]}")


async def test_a_cv_that_cannot_be_read_is_told_with_the_advice(
    served: Served, house: House
) -> None:
    link = "https://cv.example/ada.pdf?secret=1"
    ada = {"_id": house.people[ADA]}
    await house.database.users.update_one(ada, {"$set": {"cvUrl": link}, "$unset": {"cvText": ""}})
    trouble = KeptCv("", "", problem="the PDF is a scan", code="cv_scanned")
    await KeptCvs(house.database).keep_trouble(link, trouble, None)
    for path in ("/people", f"/people/{house.people[ADA]}"):
        text = await served.get(path)
        assert "the PDF is a scan (cv_scanned)" in text
        assert "give a PDF from a word processor" in text
        assert "cv.example/ada.pdf" in text
        assert "secret=1" not in text


async def test_a_name_that_nobody_has_is_told(served: Served, house: House) -> None:
    company = house.companies["acme-robotics"]
    wish = {"userId": "gone@example.org", "companyId": company, "rank": 50}
    await house.database.preferences.insert_one(wish)
    text = await served.get("/people")
    assert "gone@example.org" in text
    assert "nobody has it" in text


async def test_somebody_is_added_once(served: Served, database: ScoutlyDatabase) -> None:
    assert "Nobody is here yet" in await served.get("/people")
    status, there, _ = await served.post("/people", email="Ada@Example.org")
    user = await database.users.find_one({"email": ADA})
    assert user
    assert (status, there) == (303, f"/people/{user['_id']}?done=person_added")
    assert "Add" in await served.get(there)
    again = await served.post("/people", email=ADA)
    assert again[1].endswith("?done=person_there")
    status, _, text = await served.post("/people", email="<b>ada")
    assert (status, "That is no e-mail" in text, "&lt;b&gt;ada" in text) == (422, True, True)


@pytest.mark.parametrize("path", ["/people/x", "/people/6b0db80426dcfcbcca713940"])
async def test_nobody_is_not_found(served: Served, path: str) -> None:
    async with served.session.get(path, headers=HTML) as answer:
        assert answer.status == 404


async def test_a_strangers_text_is_text(served: Served, house: House) -> None:
    bad = '<script>alert(1)</script>" onload="x'
    info = {"languages": [{"language": bad, "level": bad}], "preferences": {"jobTypes": [bad]}}
    change = {"$set": {"candidateInfo": info, "cvText": bad * 9, "notifyUrls": [f"{bad}://x"]}}
    await house.database.users.update_one({"_id": house.people[ADA]}, change)
    for path in ("/people", f"/people/{house.people[ADA]}"):
        text = await served.get(path)
        assert "<script>alert" not in text
        assert '" onload="' not in text


async def test_people_are_counted_in_indexes(served: Served, house: House) -> None:
    for number in range(50):
        await house.match(ADA, f"Welder {number}")
    async with plans(house.database) as found:
        await served.get("/people")
    assert [plan for name, plan in found if name == "savedjobs"] != []
    assert [plan for name, plan in found if name == "savedjobs" and "COLLSCAN" in plan] == []


# What they say of themselves


async def test_what_is_saved_is_what_other_programs_read(served: Served, house: House) -> None:
    id_ = house.people[ADA]
    forms: Any = {
        "residence": {
            "city": "Kiel",
            "country": "Germany",
            "country_code": "de",
            "relocates": "yes",
        },
        "permits": {"region_0": "European Union", "code_0": "EU", "status_0": "citizen"},
        "languages": {"language_0": "German", "level_0": "native", "language_1": "  "},
        "wishes": {"goals": "Weld \n\n Weld\nBuild ships", "types": "Full-time"},
        "exclusions": {"industries": "Gambling"},
    }
    for section, fields in forms.items():
        mark = await mark_of(served, id_, section)
        status, there, _ = await served.post(f"/people/{id_}/{section}", mark=mark, **fields)
        assert (status, there) == (303, f"/people/{id_}?done=profile_saved"), section
    stored: Any = await house.database.users.find_one({"_id": id_})
    assert stored["candidateInfo"] == {
        "logistics": {
            "currentResidence": {"city": "Kiel", "country": "Germany", "countryCode": "DE"},
            "willingToRelocate": True,
            "workAuthorization": [
                {"region": "European Union", "regionCode": "EU", "status": "citizen"}
            ],
        },
        "languages": [{"language": "German", "level": "native"}],
        "preferences": {
            "careerGoals": ["Weld", "Build ships"],
            "jobTypes": ["Full-time"],
            "exclusions": {"industries": ["Gambling"]},
        },
    }
    assert stored["cvText"] == "Python engineer"
    assert "by itself" in await served.get(f"/people/{id_}?done=profile_saved")


async def test_what_somebody_else_wrote_meanwhile_is_shown_and_not_overwritten(
    served: Served, house: House
) -> None:
    id_, users = house.people[ADA], house.database.users
    mark = await mark_of(served, id_, "languages")
    theirs = {"candidateInfo.languages": [{"language": "Basque", "level": "B1", "since": 1}]}
    await users.update_one({"_id": id_}, {"$set": theirs})
    said: Any = {"language_0": "Danish", "level_0": "C1"}
    status, _, text = await served.post(f"/people/{id_}/languages", mark=mark, **said)
    assert status == 409
    for shown in ("changed this meanwhile", "Basque", 'value="Danish"'):
        assert shown in text
    status, _, text = await served.post(f"/people/{id_}/languages", htmx=True, mark=mark, **said)
    assert (status, "Basque" in text, "<html" in text) == (409, True, False)
    mark = text.partition('name="mark" value="')[2][:16]
    said = {"language_0": "basque", "level_0": "B2"}
    status, _, text = await served.post(f"/people/{id_}/languages", htmx=True, mark=mark, **said)
    assert (status, "Saved." in text) == (200, True)
    stored: Any = await users.find_one({"_id": id_})
    assert stored["candidateInfo"]["languages"] == [
        {"language": "basque", "level": "B2", "since": 1}
    ]


async def test_what_is_wrong_with_a_form_is_told_beside_the_field(
    served: Served, house: House
) -> None:
    id_ = house.people[ADA]
    mark = await mark_of(served, id_, "residence")
    fields: Any = {"country_code": "Germany", "city": "Kiel"}
    status, _, text = await served.post(f"/people/{id_}/residence", mark=mark, **fields)
    assert status == 422
    assert 'aria-invalid="true" aria-describedby="about-country_code"' in text
    assert 'value="Kiel"' in text


async def test_a_profile_of_another_form_is_mended(served: Served, house: House) -> None:
    id_, users = house.people[ADA], house.database.users
    await users.update_one({"_id": id_}, {"$set": {"candidateInfo": None}})
    mark = await mark_of(served, id_, "wishes")
    assert (await served.post(f"/people/{id_}/wishes", mark=mark, goals="Weld"))[0] == 303
    stored: Any = await users.find_one({"_id": id_})
    assert stored["candidateInfo"] == {"preferences": {"careerGoals": ["Weld"]}}


# CVs


async def test_a_file_is_read_while_somebody_waits_and_kept_as_text(
    served: Served, house: House
) -> None:
    id_ = house.people[ADA]
    status, there, _ = await send(served, f"/people/{id_}/cv", ("../cv.txt", CV.encode()))
    assert (status, there.rpartition("/")[0]) == (303, f"/people/{id_}/cv")
    status, there, _ = await ended(served, there)
    assert (status, there) == (303, f"/people/{id_}?done=cv_read")
    stored: Any = await house.database.users.find_one({"_id": id_})
    assert stored["cvText"].startswith("Welder, eleven years")
    assert "Welder, eleven years" in await served.get(there)


async def test_pasted_text_is_kept_and_a_link_in_its_place_drops_it(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    house = await built(database, ADA)
    id_ = house.people[ADA]

    async def cv(_: web.Request) -> web.Response:
        return web.Response(text=CV)

    app = web.Application()
    app.router.add_get("/cv.txt", cv)
    async with (
        TestServer(app) as server,
        serving(settings, database, allow_hosts="127.0.0.0/8") as page,
    ):
        _, there, _ = await send(page, f"/people/{id_}/cv", text=CV)
        assert (await ended(page, there))[0] == 303
        stored: Any = await database.users.find_one({"_id": id_})
        assert stored["cvText"] == CV.strip()
        link = str(server.make_url("/cv.txt"))
        _, there, _ = await send(page, f"/people/{id_}/cv", link=link)
        assert (await ended(page, there))[0] == 303
        stored = await database.users.find_one({"_id": id_})
        assert (stored.get("cvText"), stored["cvUrl"]) == (None, link)
        (ada,) = (await page.json("/people"))["people"]
        assert ada["cv"]["characters"] == len(CV.strip())
        assert ada["cv"]["checkedAt"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "save it"),
        (("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 600), "a picture"),
        (("cv.txt", b"..."), "a placeholder"),
    ],
)
async def test_what_cannot_be_read_is_told_and_changes_nothing(
    served: Served, house: House, file: tuple[str, bytes], said: str
) -> None:
    id_ = house.people[ADA]
    _, there, _ = await send(served, f"/people/{id_}/cv", file)
    status, _, text = await ended(served, there)
    assert (status, said in text) == (422, True), text
    assert f'action="/people/{id_}/cv"' in text
    stored: Any = await house.database.users.find_one({"_id": id_})
    assert stored["cvText"] == "Python engineer"


async def test_an_empty_form_says_what_to_give(served: Served, house: House) -> None:
    id_ = house.people[ADA]
    status, _, text = await send(served, f"/people/{id_}/cv")
    assert (status, "Choose a file" in text) == (422, True)
    status, _, text = await send(served, f"/people/{id_}/cv", link="file:///etc/passwd")
    assert (status, "A link begins with" in text) == (422, True)


async def test_ten_megabytes_are_taken_there_and_nowhere_else(served: Served, house: House) -> None:
    id_ = house.people[ADA]
    status, there, _ = await send(served, f"/people/{id_}/cv", ("cv.pdf", b"%PDF-" * 400_000))
    assert status == 303
    assert (await ended(served, there))[0] == 422
    large = ("cv.pdf", b"%PDF-" * 2_100_000)
    assert (await send(served, f"/people/{id_}/cv", large))[0] == 413
    assert (await send(served, f"/people/{id_}/told", large))[0] == 413


async def test_nothing_is_read_of_a_file_of_somebody_who_may_not_be_here(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    house = await built(database, ADA)
    path = f"/people/{house.people[ADA]}/cv"
    async with serving(settings, database, http_password=PASSWORD) as page:
        assert (await send(page, path, ("cv.txt", CV.encode())))[0] == 401
    stored: Any = await database.users.find_one({"_id": house.people[ADA]})
    assert stored["cvText"] == "Python engineer"


async def test_a_file_that_does_not_come_is_not_waited_for_for_ever(
    served: Served, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "PATIENCE", 0.2)
    address = URL(served.address)
    reader, writer = await asyncio.open_connection(address.host, address.port)
    lines = (
        f"POST /people/{house.people[ADA]}/cv HTTP/1.1",
        f"Host: {address.authority}",
        f"Origin: {served.address}",
        "Content-Type: multipart/form-data; boundary=x",
        "Content-Length: 1000",
    )
    writer.write("\r\n".join((*lines, "", "--x\r\n")).encode())
    assert b" 408 " in await asyncio.wait_for(reader.readline(), 30)
    writer.close()


# Where they are told


async def test_an_address_is_added_and_removed_and_never_shown(
    served: Served, house: House
) -> None:
    id_, users = house.people[ADA], house.database.users
    path = f"/people/{id_}/told"
    assert (await served.post(path, address="ntfy://ntfy.sh/my-secret-topic"))[0] == 303
    stored: Any = await users.find_one({"_id": id_})
    assert stored["notifyUrls"] == ["ntfy://ntfy.sh/my-secret-topic"]
    text = await served.get(f"/people/{id_}")
    assert "ntfy://…" in text
    assert "secret" not in text.replace("hold secrets", "")
    assert "secret-topic" not in str(await served.json(f"/people/{id_}"))
    status, _, text = await served.post(path, address="syslog://localhost")
    assert (status, "not among the services" in text) == (422, True)
    mark = (await served.get(f"/people/{id_}")).partition('name="mark" value="')
    marks = [part[:16] for part in "".join(mark[2:]).split('name="mark" value="')]
    for each in marks:
        assert (await served.post(f"{path}/drop", mark=each))[0] == 303
    stored = await users.find_one({"_id": id_})
    assert stored["notifyUrls"] == []


async def test_a_test_is_sent_and_told_by_number(served: Served, house: House) -> None:
    id_, users = house.people[ADA], house.database.users
    await users.update_one({"_id": id_}, {"$set": {"notifyUrls": ["syslog://secret-host"]}})
    status, there, _ = await served.post(f"/people/{id_}/told/test")
    assert status == 303
    status, _, text = await ended(served, there)
    assert (status, "not among the services" in text, "secret-host" in text) == (200, True, False)
    other = there.replace(str(id_), str(house.people[NOOR]))
    async with served.session.get(other) as answer:
        assert answer.status == 404


# In a browser


async def test_a_profile_is_edited_by_keyboard_and_keeps_its_place(
    served: Served, house: House, tab: Tab, eventually: Eventually
) -> None:
    id_ = house.people[ADA]
    await tab.open(f"{served.address}/people/{id_}")
    await tab.click("#field-language_0")
    await tab.type("Danish")
    await tab.press("Enter")
    await tab.until("document.querySelector('#languages .notice')?.innerText.startsWith('Saved')")
    assert await tab.evaluate("document.querySelector('#field-language_0').value") == "Danish"
    assert await tab.evaluate("document.querySelectorAll('#languages select').length") == 3

    async def stored() -> bool:
        user: Any = await house.database.users.find_one({"_id": id_})
        return bool(user["candidateInfo"]["languages"][0]["language"] == "Danish")

    await eventually(stored)
    assert tab.complaints == []


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_pasted_cv_is_watched_until_it_is_read(
    scripts: bool, served: Served, house: House, tab: Tab
) -> None:
    id_ = house.people[ADA]
    await tab.look(390, 844, scripts=scripts)
    await tab.open(f"{served.address}/people/{id_}")
    await tab.click("#cv summary")
    await tab.click("#cv details details summary")
    await tab.click("#field-text")
    await tab.type(CV)
    await tab.click("#cv form button")
    await tab.until("location.search === '?done=cv_read' && !!document.querySelector('.begins')")
    assert "Welder, eleven years" in await tab.text(".begins")
    assert tab.complaints == []


@pytest.mark.parametrize("language", ["en", "de", "es"])
async def test_nothing_is_wider_than_the_screen(
    language: str, served: Served, house: House, tab: Tab
) -> None:
    id_ = house.people[ADA]
    await tab.call("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
    width = "document.documentElement.scrollWidth"
    for path in (
        "/people",
        f"/people/{id_}",
        "/welcome",
        *(f"/welcome/{id_}/{step}" for step in ("companies", "matcher", "visits")),
    ):
        await tab.open(f"{served.address}{path}")
        for across in (320, 768):
            await tab.look(across, 700, theme="dark")
            await tab.until(f"innerWidth === {across}")
            assert await tab.evaluate(width) <= across, path
    assert tab.complaints == []
