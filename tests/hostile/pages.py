"""Pages that are made to hurt whoever parses them, and an honest one."""

import json

_SIZE = 4_900_000

HONEST = (
    b"<!doctype html><html><head><title>Baker - Acme</title></head><body><h1>Baker</h1>"
    b"<h2>What you do</h2><p>You bake bread and rolls, and you look after the oven.</p>"
    b"<h2>What you bring</h2><ul><li>Two years in a bakery</li><li>You get up early</li></ul>"
    b"<p>We pay well, and the first loaf of the day is yours. Come and see us in Bern.</p>"
    b"</body></html>"
)


def _filled(piece: str, beginning: str = "<h1>Baker</h1>", end: str = "") -> bytes:
    """As many pieces as a page may hold."""
    return (beginning + piece * (_SIZE // len(piece)) + end).encode()


def _nested(text: str, opening: str, closing: str) -> bytes:
    return (opening * 50_000 + text + closing * 50_000).encode()


ENTITY_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{f"&{previous};" * 10}">'
        for previous, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]><workzag-jobs><position><id>1</id><name>&j;</name></position></workzag-jobs>"
).encode()

OUTSIDE_ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<workzag-jobs><position><id>1</id><name>&x;</name></position></workzag-jobs>"
)

_LINKS = "".join(f'<li><a href="/jobs/{n}-baker">Baker {n}</a></li>' for n in range(100_000))
_LD = '<script type="application/ld+json">'

LARGE = {
    "100000 links": f"<ul>{_LINKS}</ul>".encode()[:_SIZE],
    "a million paragraphs": _filled("<p>"),
    "paragraphs of text": _filled("<p>text of a paragraph</p>"),
    "one line of 5 MB": _filled("lorem ipsum "),
    "entities": _filled("&lt;p&gt;"),
    "attributes": _filled("a=1 ", "<div ", ">"),
    "unclosed tags": _filled("<div class='job"),
    "only less-than signs": _filled("<"),
    "comments": _filled("<!-- -- >"),
    "empty lists of JSON": _filled("[],", "<script type='application/json'>[", "1]</script>"),
    "JSON-LD of 5 MB": _filled('{"@type":"JobPosting"},', f"{_LD}[", "{}]</script>"),
    "nested elements": _nested("Baker", "<div>", "</div>"),
    "nested tables": _nested("Baker", "<table><tr><td>", "</td></tr></table>"),
    "nested JSON-LD": f"{_LD}{'[' * 100_000}{']' * 100_000}</script>".encode(),
    "nested JSON": ("<script>window.__X=" + '{"a":' * 100_000 + "</script>").encode(),
}

SMALL = {
    "nothing": b"",
    "NUL and surrogates": b"<h1>Ba\0ker</h1>\xed\xa0\x80<p>\xff\xfe" + HONEST,
    "UTF-16 without a mark": HONEST.decode().encode("utf-16-le"),
    "base href to a file": b'<base href="file:///etc/"><a href="passwd">Senior Baker</a>' + HONEST,
    "base href that is none": b'<base href="http://[::1"><a href="x">Senior Baker</a>' + HONEST,
    "script and data links": (
        b'<a href="javascript:apply()">Senior Baker</a><a href="data:text/html,x">Baker</a>'
        b'<a href="mailto:a@b.example">Baker</a><a href="http://[">Baker</a>' + HONEST
    ),
    "characters that do not exist": b"<h1>&#xD800;&#0;&#x110000;&#99999999999;</h1>" + HONEST,
    "infinite numbers": (
        f"{_LD}{json.dumps({'@type': 'JobPosting', 'baseSalary': float('inf')})}</script>".encode()
        + HONEST
    ),
    "wrong types everywhere": (
        f'{_LD}{{"@type":"JobPosting","title":[1],"description":{{}},"jobLocation":"x",'.encode()
        + b'"baseSalary":[[]],"datePosted":{"a":1},"identifier":null}</script>'
        + HONEST
    ),
}
