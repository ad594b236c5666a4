from ipaddress import ip_address

import pytest

from reactor.errors import RefusedError
from reactor.fetch.address_policy import AddressPolicy, is_public, parse_literal


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.1"),
        *("100.64.0.1", "192.88.99.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1", "3fff::1", "100::1"),
    ],
)
def test_private_local_and_reserved_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8"),
        # 6to4 and Teredo addresses that hold 127.0.0.1 and 10.0.0.1.
        *("2002:7f00:1::", "2001:0:a00:1::f5ff:fffe"),
    ],
)
def test_a_private_ipv4_address_inside_an_ipv6_one_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1.", "127.1", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "2130706433"],
)
def test_every_spelling_of_an_ipv4_address_is_understood(host: str) -> None:
    assert parse_literal(host) == ip_address("127.0.0.1")


@pytest.mark.parametrize("host", ["::1", "[::1]", "[::1%25eth0]", "::1%lo"])
def test_brackets_and_zones_do_not_hide_an_ipv6_address(host: str) -> None:
    assert parse_literal(host) == ip_address("::1")


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1.example.com", "fe.com", ""])
def test_a_name_is_no_literal_address(host: str) -> None:
    assert parse_literal(host) is None


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    with pytest.raises(RefusedError, match=r"example\.com leads to 10\.0\.0\.1"):
        AddressPolicy().vet("example.com", [ip_address("8.8.8.8"), ip_address("10.0.0.1")])


@pytest.mark.parametrize("entry", ["10.0.0.5", "10.0.0.0/8", "10.0.0.9/8"])
def test_an_allowed_address_or_network_passes(entry: str) -> None:
    policy = AddressPolicy.allowing([entry, "unrelated.example"])
    policy.vet("any.example", [ip_address("10.0.0.5"), ip_address("::ffff:10.0.0.5")])


def test_an_allowed_host_passes_wherever_it_leads() -> None:
    policy = AddressPolicy.allowing(["Intranet.Example"])
    policy.vet("intranet.example", [ip_address("10.0.0.5"), ip_address("::1")])


def test_an_exemption_covers_nothing_else() -> None:
    policy = AddressPolicy.allowing(["10.0.0.5", "intranet.example"])
    with pytest.raises(RefusedError):
        policy.vet("sub.intranet.example", [ip_address("10.0.0.6")])


@pytest.mark.parametrize(
    ("host", "local"),
    [
        *(("intranet.example", True), ("Intranet.Example.", True), ("192.168.1.5", True)),
        *(("[::1]", True), ("example.com", False), ("8.8.8.8", False), ("10.0.0.5", True)),
    ],
)
def test_some_hosts_say_by_themselves_that_they_are_not_on_the_internet(
    host: str, *, local: bool
) -> None:
    assert AddressPolicy.allowing(["intranet.example", "10.0.0.5"]).is_local(host) is local
