"""Measures of words, by name: what speaks for a point, what speaks against it, and what an answer is about."""

from __future__ import annotations

import math
from collections.abc import Sequence

from content.judge.asked import Asked
from content.judge.measured import Measures
from content.judge.overlap import Against, Best
from content.judge.reading import Sentence
from content.judge.snippet import is_code
from content.judge.words import is_chatter

_SURE = 0.7
_MOST = 30  # telling terms beyond which an answer is as long as it gets
_CLAIM = 8  # telling terms of a claim; two words alone are hardly one, and more are no reason to believe more
_MOST_FIELD = 6
_TALK, _MOST_TALK = 0.04, 0.12  # shares of words about oneself: up to here anybody says "I would", beyond it no worse
_SHORT = 8  # words below which a share says little


def speaks_for(best: Best, whole: float) -> Measures:
    """Name what speaks for a point."""
    return {
        "margin_half": best.margins[0],
        "margin_most": best.margins[1],
        "terms": best.terms,
        "precision": best.precision,
        "whole": whole,
    }


def speaks_against(found: Against, denied: int) -> Measures:
    """Name what speaks against a point."""
    return {
        "share": found.share,
        "recall": found.recall,
        "share_recall": found.share * found.recall,
        "opposed": found.opposed,
        "misbound": found.misbound,
        "misbound_recall": found.misbound * found.recall,
        "crossed": found.crossed,
        "crossed_recall": found.crossed * found.recall,
        "denials": denied,
    }


def beside(points: Sequence[Measures], evidence: str, enough: float, how: Measures) -> list[Measures]:
    """Name for each point how the answer deals with the others.

    Who errs once errs again, so what is said against other points counts. A point whose evidence is far behind that
    of the best one is hardly meant. One without evidence enough may be made in words of one's own, but hardly in talk
    about oneself, or where another point was told plainly: foreign words beside that are strewn on.
    """
    turned = [point["share_recall"] + 0.5 * point["opposed"] for point in points]
    best = max(point[evidence] for point in points)
    named: list[Measures] = []
    for i, point in enumerate(points):
        others = turned[:i] + turned[i + 1 :]
        named.append(
            {
                "others_most": max(others, default=0.0),
                "others_mean": sum(others) / max(1, len(others)),
                "behind": best - point[evidence],
                "talk_unsaid": how["talk"] * max(0.0, enough - point[evidence]),
                "strange_behind": how["strange_share"] * (best - point[evidence]),
            }
        )
    return named


def manner(asked: Asked, read: Sequence[Sentence]) -> Measures:
    """Name how an answer talks: how much, how technically, how strangely to the question, how much of oneself."""
    ours = strange = field_ours = field_strange = count = 0
    for sentence in read:
        own_words = not is_code(sentence.text)
        for clause in sentence.clauses:
            count += len(clause.said)
            for one in clause.said:
                if one.term.weight < 1 and not one.term.technical:
                    continue
                known = max((min(v, asked.known.get(k, 0.0)) for k, v in one.term.keys.items()), default=0.0) >= _SURE
                if one.term.weight >= 1:
                    ours, strange = ours + known, strange + (own_words and not known)
                if one.term.technical:
                    field_ours, field_strange = field_ours + known, field_strange + (not known)
    said = [word.strip(".,;:!?()\"'") for sentence in read for word in sentence.text.lower().split()]
    return {
        "length": math.log(1 + min(_MOST, count)),
        "said": math.log(1 + min(_CLAIM, count)),
        "ours": math.log(1 + min(_MOST, ours)),
        "strange": math.log(1 + min(_MOST, strange)),
        "strange_share": strange / (ours + strange + 2),
        "field_ours": min(_MOST_FIELD, field_ours),
        "field_strange": min(_MOST_FIELD, field_strange),
        "field_strange_share": field_strange / (field_ours + field_strange + 1),
        "field_share": (field_ours + field_strange) / (count + 3),
        "talk": max(0.0, min(_MOST_TALK, sum(map(is_chatter, said)) / max(_SHORT, len(said))) - _TALK),
    }


def knows_a_word(asked: Asked, read: Sequence[Sentence]) -> bool:
    """Tell whether an answer has a word of the question, of its points, or of the field at all."""
    return any(
        one.term.technical or clause.matches or any(key in asked.known for key in one.term.keys)
        for sentence in read
        for clause in sentence.clauses
        for one in clause.said
    )


def whole_recall(asked: Asked, read: Sequence[Sentence]) -> list[float]:
    """Say for each point which share of its words occurs anywhere in the answer."""
    seen: dict[tuple[int, int], float] = {}
    for sentence in read:
        for clause in sentence.clauses:
            for at, match in clause.matches.items():
                if match.likeness > seen.get(at, 0.0):
                    seen[at] = match.likeness
    by_wording: dict[int, float] = {}
    for (w, t), likeness in seen.items():
        by_wording[w] = by_wording.get(w, 0.0) + asked.wordings[w].weights[t] * likeness
    found = [0.0] * len(asked.points)
    for w, recall in by_wording.items():
        p = asked.wordings[w].point
        found[p] = max(found[p], recall)
    return found


def likeness(asked: Asked, read: Sequence[Sentence]) -> float:
    """Say how far an answer has the words of the model answer, 0 to 1; the first of them tell most."""
    has: dict[str, float] = {}
    for sentence in read:
        for clause in sentence.clauses:
            for said in clause.said:
                for key, value in said.term.keys.items():
                    has[key] = max(value, has.get(key, 0.0))
    total = sum(weight for _, weight in asked.told)
    found = sum(
        weight * max((min(v, has.get(k, 0.0)) for k, v in t.keys.items()), default=0.0) for t, weight in asked.told
    )
    return math.sqrt(found / total) if total else 0.0
