"""Who may, and where: every use case starts here."""

from __future__ import annotations

from bot.practice.messages import Button, Card, Sentence, notice, say
from bot.practice.requests import Asker
from storage import Tx
from storage.records import Round, Space


class RefusedError(Exception):
    """A request that is not carried out; it holds what the person should read. Raised before anything is written."""

    def __init__(self, sentence: Sentence, *buttons: Button, field: str = "") -> None:
        """Take the sentence, and buttons that help; `field` names the form's field that is wrong."""
        super().__init__(sentence.key)
        self.card: Card = notice(sentence, buttons=buttons)
        self.field = field


def space_of(tx: Tx, who: Asker) -> Space:
    """Give the asker's space; refuse where nobody set one up."""
    space = tx.spaces.get(who.space)
    if space is None or not space.active:
        raise RefusedError(say("refused.no_space"))
    return space


def is_manager(tx: Tx, who: Asker) -> bool:
    """Say whether a member manages their space: a platform's admin, whoever installed the bot, who was named."""
    space = tx.spaces.get(who.space)
    return who.platform_admin or (space is not None and manages(tx, who, space))


def manages(tx: Tx, who: Asker, space: Space) -> bool:
    """Say whether a member manages a space, wherever they stand: a direct conversation may be a space of its own."""
    admin = who.platform_admin and who.space == space.space
    return admin or who.member == space.owner or who.member in tx.spaces.managers(space.space)


def require_manager(tx: Tx, who: Asker) -> Space:
    """Give the asker's space; refuse who does not manage it."""
    space = space_of(tx, who)
    if not is_manager(tx, who):
        raise RefusedError(say("refused.managers_only"))
    return space


def require_schedule_keeper(tx: Tx, who: Asker) -> Space:
    """Give the asker's space; refuse who may not say when this place is asked: a manager, or anyone in their own."""
    return space_of(tx, who) if who.direct else require_manager(tx, who)


def round_of(tx: Tx, who: Asker, round_id: str) -> Round:
    """Give a round the asker may act on; refuse one of another space or place, or somebody else's private one."""
    round_ = tx.rounds.get(round_id)
    if round_ is None or round_.space != who.space:
        raise RefusedError(say("refused.no_round"))
    if who.place and round_.place != who.place:
        raise RefusedError(say("refused.other_place"))
    if round_.private and round_.opener != who.member:
        raise RefusedError(say("refused.private_round"))
    return round_
