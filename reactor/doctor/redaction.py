"""Redaction of findings: no secrets, and no control characters."""

from collections.abc import Sequence

from reactor.doctor.finding import Finding


def redacted(finding: Finding, secrets: Sequence[str]) -> Finding:
    """The finding with secrets redacted.

    Args:
        finding: may quote other people's documents, and errors with addresses.
        secrets: texts to redact.
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
