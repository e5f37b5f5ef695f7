"""What surrounds questions and is none: navigation, advertisements, stubs, promises of an answer to come."""

from __future__ import annotations

import re
from enum import StrEnum


class Noise(StrEnum):
    """What a block is, if it is nothing to be shown; the words go into the report."""

    NAVIGATION = "navigation"
    ADVERTISEMENT = "an advertisement"
    STUB = "a stub: the answer is elsewhere"
    PENDING = "no answer yet"


_LINK = re.compile(r"!?\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\(([^)\s]*)(?:\s+\"[^\"]*\")?\)")
_BARE_LINK = re.compile(r"\W*(?:\[\[[^\]]+\]\]|<?https?://\S+)\W*")
_LINKED_PICTURES = re.compile(r"(?:\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)\s*)+")
_ARROWS = "⬆↥↑⇧🔝▲△⤴☝🔼⏫🏠⬅←→➡◀▶↩"
_BACK = re.compile(
    r"(?:back|go|return|scroll|jump|volver|zurück|вернуться|наверх|返回|"
    r"回到)?\W*(?:(?:back )?(?:to )?(?:the )?(?:top|toc|table of contents|contents|index|home|"
    r"main (?:title|page|menu)|start|beginning|list of questions|questions list|arriba|inhalt|"
    r"содержани\w+|оглавлени\w+|目录|顶部|main)|^back$|top)\W*",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"(?:previous|next|prev|home|edit(?: this)?(?: answer| page)?|table of contents|toc|up|menu|back|"
    r"star this.*|share|improve this (?:answer|page))",
    re.IGNORECASE,
)
_POINTS_AWAY = re.compile(
    r"(?:please )?(?:read|see|view|find|get|check(?: out)?|unlock|explore|continue reading|click|visit|"
    r"go to|full|complete|detailed|more|all \d+)\b.{0,60}?"
    r"\b(?:answers?|solutions?|explanations?)\b.{0,160}",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:the )?(?:rest|remainder) (?:of (?:the|this) (?:answer|explanation|article) )?(?:is|"
    r"can be found) (?:available )?(?:here|on |at |in )|"
    r"\b(?:full|complete|detailed) (?:answer|explanation|solution) (?:is |"
    r"can be found )?(?:available )?(?:here|on|at)\b|"
    r"(?:read|see|view|unlock|get) (?:the |this )?(?:full |detailed |complete |rest of the |"
    r"whole )+(?:answer|explanation|solution|article)|"
    r"(?:continue|keep) reading|unlock (?:the |this |all |\d+ )(?:answer|solution|question|content)|"
    r"(?:members|subscribers|premium|pro)[- ]only|sign (?:up|in) to (?:see|view|read|unlock)|"
    r"answer (?:is )?locked|🔒|"
    r"(?:explore|see|get|view|find) (?:all )?(?:the )?\d+ (?:answers|questions)|also find all \d+ answers|"
    r"all .{0,20}answers (?:are )?available on",
    re.IGNORECASE,
)
_SUSPECT = re.compile(
    rf"\]\(|http|href|[{_ARROWS}👉🔗🔒]|\b(?:stars?|coffee|follow|subscribe\w*|support|join|download|recommend|unlock|"
    r"pull requests?|rest|remainder|full|complete|detailed|reading|members|premium|sign|locked|check|if you)\b",
    re.IGNORECASE,
)
_PENDING = re.compile(
    r"(?:\W|_)*(?:(?:the )?answer (?:here|goes here|coming soon|pending|to be (?:added|filled(?: in)?|written|done|"
    r"provided)|needed|missing|not (?:available|provided|yet).*)|"
    r"(?:to be|will be) (?:completed|filled(?: in)?|added|done|written|updated|continued|determined|answered|defined|"
    r"provided)(?: soon| later)?|"
    r"to ?do|tbd|tba|tbc|wip|work in progress|coming soon|n/?a|none|pending|soon|in progress|"
    r"no answer(?: yet)?|not (?:yet )?answered(?: yet)?|"
    r"unanswered|add (?:your )?answer(?: here)?|your answer(?: here)?|write your answer.*|"
    r"contributions? welcome.*|please contribute.*|answer|"
    r"待补充|待完善|未完待续|pendiente|por completar|folgt)?(?:\W|_)*",
    re.IGNORECASE,
)
_SPONSORED = re.compile(
    r"[?&](?:utm_|ref=|fpr=|promocode|affiliate|aff=|coupon)|sponsor|affiliate|discount|% off|promo code",
    re.IGNORECASE,
)
_BEGS = re.compile(
    r"(?:click|hit|give|leave|drop|smash).{0,20}(?:⭐|:star:|star)\b|pull requests? (?:is|are|highly)|"
    r"buy me a coffee|follow (?:me|us) (?:on|@)|subscribe to (?:my|our|the)|"
    r"support (?:me|us|this|the project)|if you (?:like|found|find) (?:this|the|it).{0,60}(?:star|share|"
    r"useful|helpful)|join (?:our|the|my) (?:discord|slack|telegram|community|newsletter)|"
    r"check (?:out )?(?:my|our) (?:course|channel|book|youtube|website)|download the .{0,20}(?:pdf|app)|"
    r"\bi recommend this\b",
    re.IGNORECASE,
)
_RESOURCES = re.compile(
    r"\W*(?:useful |additional |more |external |further |related |recommended |other )*(?:resources?|"
    r"links?|reading|references?|materials?|sources?|refs?|see also|read more|learn more)\W*",
    re.IGNORECASE,
)


def noise(text: str) -> Noise | None:
    """Say what a paragraph, heading or item is, if it is nothing to be shown to anyone."""
    said = " ".join(text.split())
    if not said or len(said) > 900 or (len(said) > 60 and not _SUSPECT.search(said)):
        return None
    words = _words(said)
    links = _LINK.findall(said)
    if len(words) < 60 and _PENDING.fullmatch(words):
        return Noise.PENDING
    if _is_navigation(said, words, links):
        return Noise.NAVIGATION
    if _is_stub(said, words, links):
        return Noise.STUB
    return Noise.ADVERTISEMENT if _advertises(said, words, links) else None


def _advertises(said: str, words: str, links: list[tuple[str, str]]) -> bool:
    if _LINKED_PICTURES.fullmatch(said):
        return True
    return len(words) < 500 and bool((links and _SPONSORED.search(said)) or _BEGS.search(words))


def _words(said: str) -> str:
    """Strip links to their words, and marks and tags."""
    return re.sub(r"<[^>]{0,200}>|[*_~]{1,3}|^[>#\s]+|&nbsp;", " ", _LINK.sub(r"\1", said)).strip()


def _is_navigation(said: str, words: str, links: list[tuple[str, str]]) -> bool:
    bare = re.sub(rf"[{_ARROWS}\ufe0f]", " ", words).strip(" |/•·-()[]^«»<>")
    if not bare:
        return bool(links) or any(arrow in said for arrow in _ARROWS)
    if (
        len(bare) < 60
        and _BACK.fullmatch(bare)
        and (links or any(a in said for a in _ARROWS) or "back" in bare.lower() or "top" in bare.lower())
    ):
        return True
    if links and len(words) < 200:
        pieces = [piece for piece in re.split(r"\s*(?:[|•·/\\]|&nbsp;|\s{2,}|-{1,2})\s*", bare) if piece.strip(" ✏️")]
        return all(_AROUND.fullmatch(p.strip(" ✏️«»<>")) or _BACK.fullmatch(p.strip(" ✏️")) for p in pieces)
    return False


def _is_stub(said: str, words: str, links: list[tuple[str, str]]) -> bool:
    """Say whether a line sends the reader away, with a link or a pointing hand."""
    points = bool(links) or "http" in said or "href" in said or any(hand in said for hand in "👉➡→🔗🔒")
    if len(words) > 400 or not (points or len(said) < 100):
        return False
    rest = _REST.search(words)
    if rest and rest.start() < 80:
        return True
    return points and len(words) < 200 and bool(_POINTS_AWAY.match(words))


def is_pending(text: str) -> bool:
    """Say whether a text only promises an answer: empty, `Answer here`, `***`, `To be completed`."""
    return bool(_PENDING.fullmatch(_words(" ".join(text.split()))))


def heads_resources(text: str) -> bool:
    """Say whether a line only announces links to read elsewhere."""
    return bool(_RESOURCES.fullmatch(_words(text)))


def is_only_links(text: str) -> bool:
    """Say whether an item is a link and nothing else to speak of."""
    if _BARE_LINK.fullmatch(text):
        return True
    return bool(_LINK.search(text)) and len(_LINK.sub("", text).strip(" *_-–—:.,`|+()[]✓✔☑✅0123456789")) < 4


def is_only_a_picture(text: str) -> bool:
    """Say whether a text is an image, perhaps with its number, and no words."""
    pictures = re.sub(r"!\[[^\]]*\]\([^)]*\)|<img[^>]*>", "", text)
    return pictures != text and not re.search(
        r"[^\W\d_]{2}", re.sub(r"^\W*(?:q|question)?\W*\d*", "", pictures, flags=re.IGNORECASE)
    )
