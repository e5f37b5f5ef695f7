"""Prompts that can be asked alone: a lost subject given back, an answer taken out of a heading."""

from __future__ import annotations

import re

_ARROW = re.compile(r"\s*(?:→|⟶|➔|➜)\s*")
_OPENING = re.compile(
    r"(?:what(?:'s|’s| is| are| was| were)|who is|explain|describe|define|tell me about|qué es|¿qué es|"
    r"was ist|что такое|что это)\s+(?:(?:a|an|the)\s+)?(?P<subject>.+)",
    re.IGNORECASE,
)
_FUNCTION = (
    "how|what|why|when|where|who|which|is|are|was|were|do|does|did|can|could|should|would|will|we|you|i|"
    "one|to|in|of|for|on|with|and|"
    "the|a|an|main|use|using|used|name|list|explain|describe|give|some|it's|so|be|have|has|key|biggest|if|"
    "not|need|need|need|choose|about|tell|me"
)
_LOST = re.compile(rf"^(?:(?:{_FUNCTION})\s+)+(?P<pronoun>its|it|they|their|them)\b", re.IGNORECASE)
_BROKEN = re.compile(r"^how\s+(?:its|it|it's|it’s|they|does it|do they)\s+works?\W*$", re.IGNORECASE)
_CLAUSE = re.compile(r"\s*(?:[?？(]|,? and (?:how|why|what|when)\b|\s[—–-]\s).*", re.DOTALL)


def subject_of(prompt: str) -> str:
    """Say what a prompt is about, Apache Kafka in `What is Apache Kafka?`; empty if it cannot be told."""
    line = prompt.split("\n", maxsplit=1)[0].strip()
    opened = _OPENING.match(line)
    if opened is None and not re.search(r"[?？]", line) and len(line.split()) <= 5:
        return line.strip(" .:")
    subject = _CLAUSE.sub("", opened["subject"]).strip(" .:") if opened else ""
    return subject if 0 < len(subject.split()) <= 5 else ""


def with_subject(prompt: str, parent: str) -> str:
    """Give a prompt below another the subject it left to it: `How does it work?` below `What is Kafka?`."""
    subject = subject_of(parent)
    first, newline, others = prompt.partition("\n")
    if not subject:
        return prompt
    if _BROKEN.match(first):
        return f"How does {subject} work?" + newline + others
    if _LOST.match(first):
        first = re.sub(r"\b(?:its|their)\b", f"{subject}'s", first, flags=re.IGNORECASE)
        return re.sub(r"\b(?:it|they|them)\b", subject, first, flags=re.IGNORECASE) + newline + others
    return prompt


def named_in(prompt: str, parent: str) -> str:
    """Word a bare name below a question that speaks of it: `Dataflow` below a comparison with Dataflow."""
    if len(prompt) < 40 and len(prompt.split()) <= 3 and prompt.lower() in parent.lower():
        return f"What is {prompt}?"
    return prompt


def split_arrow(prompt: str) -> tuple[str, str]:
    """Split `What is X? → Y` at the arrow; nothing after it if there is none outside of code."""
    bare = re.sub(r"`[^`]*`", lambda code: "\0" * len(code[0]), prompt)
    found = _ARROW.search(bare)
    return (prompt[: found.start()].strip(), prompt[found.end() :].strip()) if found and found.start() else (prompt, "")


def counterpart(prompt: str, there: str) -> str:
    """Ask for what corresponds to something elsewhere: `What is BigQuery?` asked about AWS."""
    subject = subject_of(prompt) or _CLAUSE.sub("", prompt).strip(" .:")
    several = re.split(r"\s+(?:vs\.?|versus|or|and)\s+|\s*,\s*", subject)
    if len(several) > 1:
        subject = ", ".join(several[:-1]) + " and " + several[-1]
    does = "do" if len(several) > 1 else "does"
    return f"What on {there} does what {subject} {does}?" if there else f"What corresponds to {subject}?"


def own_name(heading: str) -> str:
    """Take the name a heading ends in as it is written, AWS of `FUNDAMENTALS_AWS`; empty if there is none."""
    words = re.findall(r"[^\W_]+", heading)
    return words[-1] if words and (words[-1].isupper() or words[-1].istitle()) and len(words[-1]) < 12 else ""
