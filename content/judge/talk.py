"""What was said in a thread: a question to the others, or something that answers."""

from __future__ import annotations

import re

from content.judge.clauses import sentences
from content.judge.normal import plain

_ASKS = re.compile(
    r"^(?:(?:hi|hey|hello|sorry|ok|so|and|but|wait|hm+|um+)[,\s]+)*"
    r"(?:(?:what|how|why|when|where|who|which)(?:'s|s)?\s+(?:is|are|was|do|does|did|can|could|would|should|about|if|the)\b"
    r"|(?:does|do|did|is|are|can|could|would|should|has|have)\s+"
    r"(?:anyone|anybody|someone|somebody|we|you|it|this|that|there|i|the)\b"
    r"|any\s?(?:one|body)\b)",
    re.IGNORECASE,
)
_TAG = re.compile(r"\b(?:right|no|isn't it|correct|or not|i think|i guess)\s*\?+\s*$", re.IGNORECASE)


def is_question(text: str) -> bool:
    """Tell whether a message asks rather than answers; "…, right?" after a statement does not."""
    parts = sentences(plain(text).strip())
    if not parts:
        return False
    asking = [part for part in parts if _asks(part)]
    if not asking:
        return False
    said = sum(len(part.split()) for part in parts)
    asked = sum(len(part.split()) for part in asking)
    return asked * 2 >= said or (_asks(parts[-1]) and said < 15)


def _asks(sentence: str) -> bool:
    if sentence.rstrip().endswith("?"):
        return not (_TAG.search(sentence) and len(sentence.split()) > 4 and not _ASKS.match(sentence))
    return bool(_ASKS.match(sentence)) and len(sentence.split()) <= 14
