"""The engine of words: stems, synonyms and phrases, each point against its siblings; needs nothing installed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from content.judge.asked import Asked
from content.judge.by_words import beside, knows_a_word, likeness, manner, speaks_against, speaks_for, whole_recall
from content.judge.engine import View
from content.judge.fitted import LEXICAL
from content.judge.measured import Measured, Measures, PointMeasures, by_field, curve, view
from content.judge.overlap import best_by_words, denials, overlap
from content.judge.reading import Sentence, text_of

_WHOLE = ((0.0, 0.0), (0.15, 0.1), (0.25, 0.3), (0.4, 0.58), (0.55, 0.76), (0.7, 0.89), (1.0, 1.0))
"""Share of the model answer's words → share of the score, where there are no points."""
_SAID = 0.35  # evidence from which on a point is said for certain
_MANNER = ("said", "field_share", "field_strange_share", "strange_share")
_BY_FIELD = ("whole_mean", "whole_most", "length", "field_strange_share", "strange_share")


class Lexical:
    """Judge by words, weighted by how much they tell, without the question's own."""

    name = "lexical"
    version = "7"

    def look(self, asked: Asked, read: Sequence[Sentence]) -> View:
        """See what of the points stands in an answer."""
        seen = view(self.measure(asked, read), LEXICAL)
        return seen if knows_a_word(asked, read) else replace(seen, on_topic=0.0)

    def likeness(self, asked: Asked, read: Sequence[Sentence]) -> float:
        """Say how far an answer has the words of the model answer, 0 to 1."""
        return curve(likeness(asked, read), _WHOLE)

    def measure(self, asked: Asked, read: Sequence[Sentence]) -> Measured:
        """Measure the words an answer shares with the points."""
        units, shares = overlap(asked, read)
        best = best_by_words(asked, read, units, shares)
        whole, how = whole_recall(asked, read), manner(asked, read)
        points: list[Measures] = [
            {
                **speaks_for(one, whole[p]),
                **speaks_against(one.against, denials(read, one.unit) if one.unit else 0),
                **{name: how[name] for name in _MANNER},
            }
            for p, one in enumerate(best)
        ]
        topic = {
            **how,
            "whole_mean": sum(whole) / max(1, len(whole)),
            "whole_most": max(whole, default=0.0),
            "margin_most": max((one.margins[1] for one in best), default=0.0),
        }
        return Measured(
            tuple(
                PointMeasures(
                    {**point, **others},
                    said=text_of(read, one.unit) if one.unit else "",
                    swapped=one.against.misbound > one.against.share,
                )
                for one, point, others in zip(best, points, beside(points, "margin_most", _SAID, how), strict=True)
            ),
            {**topic, **by_field(topic, _BY_FIELD)},
        )
