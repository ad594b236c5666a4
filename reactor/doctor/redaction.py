"""Findings as they may be shown: without secrets, and without signs that steer a terminal."""

from collections.abc import Sequence

from reactor.doctor.finding import Finding


def redacted(finding: Finding, secrets: Sequence[str]) -> Finding:
    """The finding without what must not be shown.

    Args:
        finding: may quote documents of other people, and errors that quote addresses.
        secrets: texts to black out.
    """

    def harmless(text: str) -> str:
        for secret in secrets:
            text = text.replace(secret, "***")
        return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)

    return Finding(
        finding.check,
        finding.outcome,
        harmless(finding.said),
        tuple(map(harmless, finding.details)),
        harmless(finding.mend),
    )
