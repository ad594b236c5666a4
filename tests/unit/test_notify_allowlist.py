"""Which of a person's own addresses are used: decided on what Apprise itself makes of them."""

import pytest
from apprise.plugins import url_to_dict

from reactor.fetch.address_policy import AddressPolicy
from reactor.notify.allowlist import (
    mail_of,
    recipient_of,
    scheme_of,
    why_not_mailed,
    why_refused,
    why_unreadable,
)

# One of Apprise's services uses it, on the Pythons that still have it.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

_POLICY = AddressPolicy.allowing(["10.0.0.0/8", "hooks.lan"])
_DISCORD = "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js"
_TELEGRAM = "tgram://123456789:abcdefg_hijklmnop-abcdefghijklmnop123/42"


def refusal(url: str) -> str | None:
    """What stands between a person's address and its use."""
    if why := why_unreadable(url):
        return why
    parsed = url_to_dict(url)  # type: ignore[no-untyped-call]
    return why_refused(parsed, _POLICY) if parsed else "no address that Apprise knows"


@pytest.mark.parametrize(
    "url",
    [
        _DISCORD,
        _TELEGRAM,
        f"{_TELEGRAM}?silent=yes&topic=7",
        "https://discord.com/api/webhooks/4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#jobs",
        "ntfy://my-topic",
        "ntfys://user:word@push.example.org/topic?priority=high",
        "gotifys://push.example.org/Abcdefghijklmno?priority=high",
        "pover://abcdefghijklmnopqrstuvwxyz1234@abcdefghijklmnopqrstuvwxyz1234",
        "matrixs://user:word@matrix.example.org/!room",
        "mmosts://chat.example.org/abcdefghijklmnopqrstuvwxyz",
        "NTFYS://push.example.org/topic",
        "json://hooks.lan/mine",
        "json://10.1.2.3:8080/mine?rto=2&cto=2",
    ],
)
def test_services_on_the_internet_and_named_hosts_are_used(url: str) -> None:
    assert refusal(url) is None


@pytest.mark.parametrize(
    "url",
    [
        *("json://router.lan/reboot", "jsons://192.168.1.1/", "json://hooks.lan.evil.example/"),
        *("xml://10.1.2.3/soap", "form://10.1.2.3/", "syslog://", "dbus://", "gnome://"),
        *("windows://", "macosx://", "rsyslog://10.1.2.3/", "irc://10.1.2.3/", "apprise://h/token"),
        *("mqtt://10.1.2.3/topic", "kodi://10.1.2.3/", "hassio://10.1.2.3/token", "aprs://x:1@Y"),
        *("smpp://a:b@10.1.2.3/1/2", "vapid://a@b.example/c@d.example", "nonsense://x", "ntfy", ""),
        *("file:///etc/passwd", "http://10.1.2.3/", "fcm://key/device", "custom://x"),
    ],
)  # fmt: skip
def test_what_is_no_service_on_the_internet_is_refused(url: str) -> None:
    assert refusal(url)


@pytest.mark.parametrize(
    "parameters",
    [
        *("template=/etc/passwd", "template=http://10.1.2.3/", "TEMPLATE=/x", "Template=/x"),
        *("te%6Dplate=/x", "%74emplate=/x", "template%20=/x", " template=/x", "template"),
        *("priority=high&template=/x", "template=&template=/x", "a?template=/x", "?template=/x"),
        *("keyfile=/x", "subfile=/x", "attach=/x", "attach=http://10.1.2.3/", "redirect=yes"),
        *("+Host=evil", "-x=y", ":x=y", "%2BX-Token=1", "%2bx=1", "%3Ax=1", "+template=/x"),
        *("method=DELETE", "Method=get", "verify=no", "cert=/x", "to=1&format=html", "url=/x"),
        *("click=http://10.1.2.3", "avatar_url=http://10.1.2.3/", "icon=http://x/", "store=yes"),
        *("tz=x", "image=yes", "actions=http,x,http://10.1.2.3", "email=a@b.example", "ping=@here"),
        "to=x?template=/x&template=/y",
        "to=ok&amp;template=/x",
        "to=ok;template=/x&template=/x",
    ],
)
@pytest.mark.parametrize("base", [_DISCORD, _TELEGRAM, "ntfys://push.example.org/t",
                                  "json://10.1.2.3/mine"])  # fmt: skip
def test_no_parameter_reads_a_file_fetches_an_address_or_shapes_the_request(
    base: str, parameters: str
) -> None:
    assert refusal(f"{base}/?{parameters}"), url_to_dict(f"{base}/?{parameters}")  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    "url",
    [
        *("json://\t10.1.2.3/", "ntfys://a.example/x\n", "ntfys://a.example/\u202e", "ntfys://é.example/"),
        *("ntfys://a.example/x y", "ntfys://a.example/\x00", "\u200bntfys://a.example/x"),
        "ntfys://a.example/" + "x" * 1_000,
    ],
)  # fmt: skip
def test_what_parsers_could_read_in_two_ways_is_refused(url: str) -> None:
    assert refusal(url)


def test_a_native_link_is_judged_like_the_address_it_stands_for() -> None:
    link = "https://discord.com/api/webhooks/4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js"
    assert "template" in str(refusal(f"{link}?template=/etc/passwd"))


def test_the_reason_shows_no_secret() -> None:
    hush = "abcdefghijklmnopqrstuvwxyz"
    assert hush not in str(refusal(f"{_DISCORD}?{hush}=1"))
    assert scheme_of(f"{hush}:x") == scheme_of("") == "?"
    assert scheme_of("TGRAM://secret") == "TGRAM"


@pytest.mark.parametrize(
    "url",
    ["mailto:ada@example.org", "mailto://ada@example.org", "MAILTOS://ada@example.org/"],
)
def test_mail_names_its_receiver_and_goes_by_the_operators_server(url: str) -> None:
    assert recipient_of(url) == "ada@example.org"
    operators = mail_of(["ntfy://x", "mailto://me:word@mail.lan"])
    assert operators == "mailto://me:word@mail.lan"
    assert why_not_mailed(url, operators) is None
    assert "REACTOR_NOTIFY_URLS" in str(why_not_mailed(url, None))


@pytest.mark.parametrize(
    "url",
    [
        *("mailto://ada:word@example.org", "mailto://ada@192.168.1.5?smtp=10.0.0.1", "mailto:"),
        *("mailto://example.org?user=ada&pass=x", "mailto:ada@example.org?bcc=b@c.example"),
        *("mailto:ada@example.org,bob@example.org", "mailto:ada@example.org/bob@example.org"),
        *("mailto:ada@example.org%0Abcc:x@y.example", "mailto:ada@example.org:25"),
        "mailto:ada@lan",
        "mailto:ada@bob@example.org",
    ],
)  # fmt: skip
def test_mail_by_any_other_server_or_to_several_is_refused(url: str) -> None:
    assert "operator's server only" in str(why_not_mailed(url, "mailto://me:word@mail.lan"))
