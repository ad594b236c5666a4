"""Removes lines of buttons and legal notices from the text of a posting's page."""

# ruff: noqa: E501 - words of many languages, one language a line

import re

_FURNITURE = re.compile(
    r"(?:apply(?:\s(?:now|here|online|today|for this (?:job|position|role)))?|apply for .{1,60}"
    r"|share(?:\s(?:this|on|via)\b.{0,30})?|print|save(?:\s(?:job|this job))?|email|copy link|tweet|linkedin|facebook"
    r"|twitter|x|whatsapp|xing|back(?:\sto\s.{1,40})?|(?:view|see|browse)\s(?:all\s)?(?:jobs|openings|positions)"
    r"|home|menu|close|loading\W*|log ?in|sign ?(?:in|up)|skip to .{1,30}|refer a friend|upload .{1,30}|choose file"
    r"|jetzt bewerben|bewerben|online bewerben|teilen(?:\sauf)?|drucken|seite drucken|merken|zurück(?:\szur?\s.{1,40})?|jobabo.{0,20}"
    r"|postuler(?:\sici)?|partager(?:\s.{1,30})?|imprimer|retour.{0,40}|aplicar|inscribirse|compartir(?:\s.{1,30})?|imprimir|volver.{0,40}"
    r"|candidati(?:\sora)?|condividi.{0,30}|stampa|solliciteer(?:\snu|\sdirect)?|deel(?:en)?(?:\s(?:deze|via|op)\b.{0,30})?"
    r"|ansök(?:\s(?:nu|här))?|dela(?:\s.{1,30})?|candidatar-se|candidate-se|compartilhar.{0,30}|aplikuj(?:\steraz)?|udostępnij.{0,30}"
    r"|откликнуться|поделиться.{0,30}|応募する|シェア(?:する)?|申请职位|立即申请|分享|지원하기|공유하기|jaa\s.{1,30}|başvur)",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"(?:©|\(c\)|copyright\b).{0,120}|.{0,60}\ball rights reserved\W?|powered by .{1,40}|cookie (?:policy|settings|preferences)"
    r"|privacy (?:policy|notice)|terms (?:of (?:use|service)|and conditions)",
    re.IGNORECASE,
)
_LONGEST = 200


def without_furniture(text: str) -> str:
    """Return `text` without lines such as `Apply now`, `Share` or `© 2026 Acme`."""
    return "\n".join(line for line in text.split("\n") if not _is_furniture(line))


def _is_furniture(line: str) -> bool:
    if len(line) > _LONGEST:
        return False
    words = line.removeprefix("- ").strip(" .:|·>»→<«←")
    return bool(_FURNITURE.fullmatch(words) or _LEGAL.fullmatch(words))
