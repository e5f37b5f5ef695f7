"""What is owed: how a delivery is put into the queue, named so that it is owed once."""

from __future__ import annotations

import json

from bot.practice.contract import Context
from storage import Tx
from storage.records import Delivery, Round, Space


def owe(
    tx: Tx,
    ctx: Context,
    space: Space,
    kind: str,
    key: str,
    *,
    place: str = "",
    member: str = "",
    round_id: str = "",
    **data: str,
) -> bool:
    """Owe something to a place or a member; False if this key was owed before.

    `data` holds ids and choices, never text to be shown: that is composed when it is sent.
    """
    return tx.deliveries.owe(
        Delivery(
            key=f"{kind}:{key}",
            platform=space.platform,
            space=space.space,
            place=place,
            member=member,
            kind=kind,
            round=round_id,
            data=json.dumps(data),
            due_at=ctx.now,
            created_at=ctx.now,
        )
    )


def owe_question(tx: Tx, ctx: Context, space: Space, round_: Round) -> None:
    """Owe a round's question to its place."""
    owe(tx, ctx, space, "question", round_.id, place=round_.place, round_id=round_.id)


def owe_new_face(tx: Tx, ctx: Context, space: Space, round_: Round) -> None:
    """Owe a round's card its look after the close."""
    owe(tx, ctx, space, "closed", round_.id, place=round_.place, round_id=round_.id)
