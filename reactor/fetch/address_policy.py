"""Which network addresses may be dialled; pure, with few imports for small processes."""

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Self

from reactor.errors import PrivateAddressError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# IANA special-purpose registries (RFC 6890 and its updates) and multicast. Listed here because
# `ipaddress.is_global` changed between Python's patch releases.
_CLOSED = tuple(
    ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
        # Teredo and its neighbours, documentation, 6to4: they can embed IPv4 addresses.
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
_IPV6_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")


def parse_literal(host: str) -> Address | None:
    """The address that `host` spells, None if it is a name.

    Octal, hexadecimal, decimal and shortened IPv4 forms count, as in the C library.
    """
    bare = host.strip("[]").rstrip(".")
    try:
        return ip_address(bare.partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(bare))
    except (OSError, UnicodeEncodeError):
        return None


def _unwrap(address: Address) -> Address:
    """The IPv4 address that a mapped or NAT64 address routes to, else the address itself."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


def is_public(address: Address) -> bool:
    """Whether `address` is publicly routable: not private, local or reserved."""
    real = _unwrap(address)
    if isinstance(real, IPv6Address) and real not in _IPV6_UNICAST:
        return False
    return not any(real in network for network in _CLOSED)


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Allows public addresses and those that the settings exempt.

    Attributes:
        hosts: exempt host names, in lower case.
        networks: exempt networks.
    """

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def allowing(cls, entries: Iterable[str]) -> Self:
        """The policy of `REACTOR_ALLOW_HOSTS`: host names, addresses and CIDR networks."""
        hosts, networks = set(), list[Network]()
        for entry in entries:
            try:
                networks.append(ip_network(entry.strip("[]"), strict=False))
            except ValueError:
                hosts.add(entry.lower().rstrip("."))
        return cls(frozenset(hosts), tuple(networks))

    def is_local(self, host: str) -> bool:
        """Whether `host` is recognisable as local without a lookup.

        It is if the settings exempt its name, or if it spells a non-public address.
        """
        literal = parse_literal(host)
        return not is_public(literal) if literal else self._exempts_name(host)

    def exempts(self, host: str) -> bool:
        """Whether the settings exempt `host` by its name, or by the address that it spells."""
        literal = parse_literal(host)
        return self._exempts_name(host) or (literal is not None and self._exempts(_unwrap(literal)))

    def vet(self, host: str, addresses: Iterable[Address]) -> None:
        """Check that every address of `host` may be dialled.

        Raises:
            PrivateAddressError: one of them may not.
        """
        if self._exempts_name(host):
            return
        for address in addresses:
            if not is_public(address) and not self._exempts(_unwrap(address)):
                raise PrivateAddressError(
                    f"{host} leads to {address}, which is not a public address; "
                    "REACTOR_ALLOW_HOSTS can exempt it"
                )

    def vet_literal(self, host: str) -> None:
        """Check a host that spells its address: the resolver is not asked for it.

        Raises:
            PrivateAddressError: the address may not be dialled.
        """
        literal = parse_literal(host)
        if literal is not None:
            self.vet(host, [literal])

    def _exempts_name(self, host: str) -> bool:
        return host.lower().rstrip(".") in self.hosts

    def _exempts(self, address: Address) -> bool:
        return any(address in network for network in self.networks)
