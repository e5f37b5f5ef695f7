"""How much a line of text looks like a question, whatever structure carries it."""

from __future__ import annotations

import re

ASKS = 0.6
"""From this likeness on a text is taken to ask something."""

_ASKING = (
    "what|what's|whats|what’s|how|how's|how’s|why|when|where|which|who|who's|whose|whom|is|are|was|were|do|"
    "does|did|"
    "can|could|should|would|will|shall|may|have|has|had|am|isn't|aren't|don't|doesn't|"
    "se você|si tienes|wenn sie|si vous|"
    "in what|in which|at what|on which|for what|to what|from which|under what|if you|suppose|imagine|assume|"
    "qué|que es|cómo|cuál|cuáles|por qué|cuándo|dónde|quién|was ist|was sind|wie|warum|wann|welche|welcher|"
    "welches|wozu|weshalb|qu'est|quel|quelle|quels|quelles|comment|pourquoi|quando|quanto|o que|qual|quais|"
    "como|"
    "por que|что|как|какие|какой|какая|какое|зачем|почему|чем|когда|где|для чего|в чем|в чём|jak|co to|"
    "czym|ne|nedir"
)
_TELLING = (
    "explain|describe|define|compare|discuss|list|name|give|write|implement|tell|differentiate|contrast|mention|"
    "outline|design|walk|talk|distinguish|state|identify|provide|elaborate|illustrate|summarize|summarise|"
    "calculate|given|predict|justify|evaluate|share|enumerate|briefly|please|let's say|"
    "explica|explique|describa|describe|erkläre|erklären|beschreibe|beschreiben|nenne|nennen|expliquer|"
    "expliquez|décrivez|citer|citez|les citer|donner|donnez|décrire|définir|définissez|comparer|comparez|"
    "cite|citar|descreva|descrever|explicar|comparar|defina|definir|fale|mencion[ae]|enumer[ae]|nêu|hãy|kể tên|so sánh|"
    "расскажи(?:те)?|объясни(?:те)?|опиши(?:те)?|назови(?:те)?|перечисли(?:те)?"
)
# These also begin titles: they tell to do something only with an object that is counted or pointed at.
_OBJECT = r"(?:a|an|the|all|any|each|every|two|three|four|whether|if|how|in|\d+|`)"
_DOING = (
    "find|create|build|show|choose|select|complete|fill|convert|solve|reverse|check|print|sketch|pick|return|"
    "remove|count|sort|merge|draw|prove|derive|simulate|estimate|construct|determine|match|arrange"
)
_STARTS = re.compile(
    rf"(?:(?:so|and|but|ok|now|also|then|in {{1,2}}\w+),? )?(?P<asking>{_ASKING})\b|"
    rf"(?P<telling>(?:{_TELLING})\b|(?:{_DOING}) {_OBJECT}|true or false\W+\w)"
)
_SUBJECT_OF_A_QUESTION = re.compile(
    r"\b(?:differences? (?:between|of)|diff between|vs\.?|versus|compared to|pros and cons|"
    r"(?:dis)?advantages? of|benefits of|types? of|use ?cases? (?:of|for)|purpose of|meaning of|role of|"
    r"importance of|ways? to|example of|отличи[ея]|разница|"
    r"diferencias? entre|diferença entre|différence entre|unterschied|"
    r"là gì|thế nào|tại sao|khi nào|khác nhau|sự khác biệt|giải thích|trình bày)\b"
)
_FAR_EAST = re.compile(
    r"什么|如何|为什么|怎么|怎样|为何|哪|区别|简述|谈谈|说说|说一下|讲讲|讲解|介绍|列举|举例|请|吗$|何|とは|なぜ|どう|무엇|어떻게|왜|차이|설명|비교|주세요|보세요|[나까인가]요\W*$|란\W*$|이유"
)
_LONGEST = 1_000
_MARK = re.compile(r"[?？؟]")
_AFTERTHOUGHT = re.compile(r"[?？؟][\s\"'”’)\]*_`.!:]*(?:[(\[][^)\]]{1,120}[)\]][\s.!]*)?$")
_SPOKEN_TO = re.compile(r"\b(?:you|your)\b")


def likeness(text: str) -> float:
    """Say how much a text looks like a question, 0 to 1; `ASKS` and more is one.

    The text is a heading, item or sentence without its number and its markup.
    """
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]} {text[-200:]}"
    said = " ".join(text.split()).strip(" *_#\"“”'").lower()
    if len(said) < 4 or not any(c.isalpha() for c in said):
        return 0.0
    if _AFTERTHOUGHT.search(said):
        return 1.0
    score = _by_words(said)
    if _MARK.search(said):
        score = max(score, 0.85)
    if said.endswith((":", "：")):
        score = min(score * 0.6, 0.5)
    if len(said) > 600:
        score *= 0.7
    return score


def _by_words(said: str) -> float:
    start = _STARTS.match(said)
    if start and start["telling"]:
        return 0.8 if " " in said else 0.1
    if start:
        return 0.65 if said.startswith(("how to ", "when ", "if you", "is ", "have ", "may ")) else 0.85
    if _SUBJECT_OF_A_QUESTION.search(said):
        return 0.7
    if _FAR_EAST.search(said):
        return 0.75
    return 0.4 if _SPOKEN_TO.search(said) else 0.2
