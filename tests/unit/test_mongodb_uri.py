"""A `MONGODB_URI` that cannot work is refused in one line that names the mend and no password."""

import pytest
from pydantic import SecretStr

from reactor.errors import SettingsError
from reactor.mongo.connection import open_database
from reactor.mongo.uri import database_named
from reactor.settings import Settings

PASSWORD = "correct-horse"  # noqa: S105 - made up
HOST = f"mongodb://ada:{PASSWORD}@db.example"


def refusal(uri: str) -> str:
    """Why an address is refused, by the check or by the driver."""
    with pytest.raises(SettingsError) as error:
        open_database(Settings(mongodb_uri=SecretStr(uri)))
    said = str(error.value)
    assert "\n" not in said
    assert said.startswith("MONGODB_URI")
    assert PASSWORD not in said
    return said


@pytest.mark.parametrize(
    "uri",
    [
        "mongodb://localhost:27017/scoutly",
        "mongodb://a,b:2,c/scoutly?replicaSet=rs0",
        "mongodb://[::1]:27017/scoutly",
        "mongodb://ada:p%40ss@db.example/scoutly?authSource=admin&w=majority&retryWrites=true",
        "mongodb+srv://ada:pw@cluster.example.org/scoutly?retryWrites=true&appName=Cluster0",
        "mongodb+srv://cluster.example.org/scoutly?srvMaxHosts=2&srvServiceName=m",
        "mongodb://db.example/scoutly?readPreference=primary&readConcernLevel=majority&w=1",
    ],
)
def test_an_address_that_works_gives_its_database(uri: str) -> None:
    assert database_named(uri) == "scoutly"


@pytest.mark.parametrize("name", ["admin", "local", "config", "Admin", "%61dmin"])
def test_mongodbs_own_databases_are_refused(name: str) -> None:
    said = refusal(f"{HOST}/{name}")
    assert "MongoDB's own database" in said
    assert "write /scoutly" in said
    assert ("?authSource=admin" in said) is ("dmin" in name)


@pytest.mark.parametrize(
    "name", ["my db", "a.b", "$external", "q%0d", "q%00", "a%2Fb", "a*b", "n" * 64, "ü" * 32]
)
def test_a_database_that_mongodb_refuses_is_refused(name: str) -> None:
    refusal(f"{HOST}/{name}")


@pytest.mark.parametrize("uri", [HOST, f"{HOST}/", f"{HOST}/?authSource=admin"])
def test_an_address_without_a_database_is_refused(uri: str) -> None:
    assert "names no database" in refusal(uri)


@pytest.mark.parametrize(
    "option",
    [
        "w=0",
        "w=-1",
        "readPreference=secondary",
        "readPreference=secondaryPreferred",
        "readConcernLevel=linearizable",
        "readConcernLevel=local",
        "wtimeoutMS=soon",
        "retryWrites=maybe",
        "retryWrite=true",
        "tsl=true",
        "maxPoolSize=-1",
        "authMechanism=none",
        "tlsCAFile=/nowhere.pem",
        "tlsCertificateKeyFile=/nowhere.pem",
        "server_api=1",
        "srvMaxHosts=3",
        "loadBalanced=maybe",
    ],
)
def test_an_option_that_would_not_do_is_named(option: str) -> None:
    assert option.partition("=")[0] in refusal(f"{HOST}/scoutly?tls=true&{option}")


@pytest.mark.parametrize("option", ["authMechanism", "compressors=zlib&authMechanism", "tlsCAFile"])
def test_what_was_given_for_an_option_is_not_shown_where_it_may_be_a_secret(option: str) -> None:
    uri = f"mongodb://ada:{PASSWORD}@db.example/scoutly?{option}=/hunter2-hunter2"
    assert ("hunter2" in refusal(uri)) is (option == "tlsCAFile")


@pytest.mark.parametrize(
    "uri",
    [
        f"{HOST}/scoutly?tls=true&ssl=false",
        f"{HOST}/scoutly?directConnection",
        f"{HOST}:99999999/scoutly",
        f"{HOST}:27017,/scoutly",
        f"mongodb://ada:x@{PASSWORD}@db.example/scoutly",
        f"mongodb://ada:x/{PASSWORD}@db.example/scoutly",
        f"mongodb://ada:x?{PASSWORD}=y@db.example/scoutly",
        f"mongodb://ada:x%{PASSWORD}@db.example/scoutly",
        f"mongodb+srv://ada:{PASSWORD}@a.example,b.example/scoutly",
        f"{HOST}/scoutly?tls=true&tlsCertificateKeyFile=/etc/passwd",
        f"{HOST}/scoutly?tls=true&tlsCAFile=/etc/passwd&tlsCertificateKeyFilePassword={PASSWORD}",
    ],
)
def test_a_malformed_address_is_refused_without_showing_the_password(uri: str) -> None:
    refusal(uri)
