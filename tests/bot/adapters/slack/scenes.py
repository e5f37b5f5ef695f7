"""Every kind of message as people come to see it: a day on Slack, kept scene by scene in `golden/scenes`.

`python -m tests.bot.adapters.slack.scenes` writes it anew.
"""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
from pathlib import Path

from tests.emulators.slack.world import Json, Message
from tests.scenarios.slack_stage import SlackStage
from tests.scenarios.test_answering import FULL, HALF

FOLDER = Path(__file__).parent / "golden" / "scenes"
STORY = "Last autumn our press broke. I had to save the cider. I hired another press. We lost no fruit at all."
_CHANCE = re.compile(r"\b\d[0-9a-z]{15}\b|\b\d{10}\.\d{6}\b|\bp\d{16}\b|\bV\d{6}\b")
_JUDGED = re.compile(
    r"(?<=version )\d+|(?<=[Ss]core )\d+|(?<=[Ww]orth )\d+|\d+(?= points)|(?<=(?:Raj|Ana) )\d+|(?<=Li )\d+"
)
"""Numbers that are the judge's; what is kept here is how they are shown."""


class Album:
    """Keeps what became visible since the last picture."""

    def __init__(self, stage: SlackStage) -> None:
        self.stage = stage
        self.pictures: dict[str, list[Json]] = {}
        self._seen: dict[str, Json] = {}
        self._names: dict[str, str] = {}

    def take(self, name: str) -> None:
        """Keep everything new or changed under a name."""
        now = self._visible()
        new = [shown for key, shown in now.items() if self._seen.get(key) != shown]
        # Places are sent to side by side, in no order.
        new.sort(key=lambda shown: (shown["where"], str(shown.get("text"))))
        self.pictures[name] = [self._plain(shown) for shown in new]
        self._seen = now

    def _visible(self) -> dict[str, Json]:
        w = self.stage.people.w
        shown: dict[str, Json] = {}
        for message in w.messages:
            if message.user == w.bot_user:
                shown[message.ts] = self._message(message)
        for kind, views in (("modal", w.modals), ("Home", w.homes)):
            for user, view in views.items():
                held = {"where": f"{kind} of {w.users[user].name}", "view": view.view}
                shown[f"{kind}{user}"] = held | ({"errors": view.errors} if view.errors else {})
        return shown

    def _message(self, message: Message) -> Json:
        w = self.stage.people.w
        channel = w.channels[message.channel]
        where = f"DM of {w.users[message.channel[1:]].name}" if channel.direct else f"#{channel.name}"
        where += ", thread" if message.thread else ""
        where += f", for {w.users[message.viewer].name} alone" if message.viewer else ""
        files = [{"name": file["name"]} for file in message.files]
        return {"where": where, "text": message.text, "blocks": message.blocks} | ({"files": files} if files else {})

    def _plain(self, shown: Json) -> Json:
        """Give what chance chose a name by the order in which it came."""

        def named(found: re.Match[str]) -> str:
            return self._names.setdefault(found[0], f"id{len(self._names) + 1}")

        written = _JUDGED.sub("N", _CHANCE.sub(named, json.dumps(shown)))
        plain: Json = json.loads(written)
        return plain


async def _knowledge(stage: SlackStage, album: Album) -> None:
    album.take("question")
    await stage.presses("ana", "Hint")
    album.take("hint")
    await stage.presses("ana", "Answer privately")
    album.take("answer_form")
    await stage.fills("ana", text=HALF, show_after_close=True)
    album.take("verdict_partial")
    await stage.says("raj", FULL)
    album.take("verdict_good")
    await stage.says("raj", "Mulch keeps the soil around the roots from freezing, and nothing else matters at all.")
    album.take("verdict_later")
    await stage.says("li", "good morning all")
    album.take("talk")
    await stage.presses("li", "Use as my answer")
    album.take("verdict_none")
    await stage.presses("ana", "Reveal model answer")
    album.take("reveal_ask")
    await stage.presses("ana", "Show the model answer")
    album.take("reveal")
    await stage.presses("ana", "My verdict")
    await stage.presses("ana", "I did cover this")
    album.take("appeal_form")
    await stage.presses("ana", "In the store")
    album.take("appeal_sent")
    await stage.says("ana", FULL)
    album.take("verdict_practice")
    await stage.presses("kim", "Reveal model answer")
    album.take("reveal_ask_without_answer")
    await stage.presses("raj", "Report this question")
    album.take("report_form")
    await stage.fills("raj", reason="The second point is *not* in the question.")
    album.take("report_sent")
    await stage.commands("boss", "/settings reports")
    album.take("reports")
    await stage.commands("boss", "/settings appeals")
    album.take("appeals")


async def _lookups(stage: SlackStage, album: Album) -> None:
    for name, who, command in (
        ("board", "ana", "/leaderboard"),
        ("stats", "ana", "/stats"),
        ("topics", "ana", "/topics"),
        ("verdict", "raj", "/verdict"),
        ("settings", "boss", "/settings"),
        ("privacy", "ana", "/privacy"),
        ("export", "ana", "/privacy export"),
        ("forget_ask", "ana", "/privacy forget"),
        ("unlisted", "li", "/privacy board off"),
        ("help", "ana", "/help"),
        ("help_daily", "ana", "/quiz help daily"),
        ("daily", "ana", "/daily"),
        ("daily_preview", "boss", "/daily preview"),
        ("wrong_topic", "ana", "/quiz treees"),
        ("wrong_word", "ana", "/quiz trees mid mid"),
        ("managers_only", "ana", "/daily set 09:00"),
    ):
        await stage.commands(who, command)
        album.take(name)
    await stage.commands("raj", "/leaderboard")
    await stage.presses("raj", "Post here")
    album.take("board_posted")


async def _other_kinds(stage: SlackStage, album: Album) -> None:
    await stage.commands("li", "/quiz trees junior private")
    album.take("private_quiz")
    await stage.commands("ana", "/quiz stories")
    album.take("behavioral")
    await stage.says("ana", STORY)
    album.take("verdict_behavioral")
    await stage.commands("raj", "/quiz tools junior")
    album.take("choice")
    await stage.presses("raj", "A")
    album.take("choice_confirm")
    await stage.presses("raj", "Confirm")
    album.take("verdict_choice_wrong")
    await stage.presses("li", "B")
    await stage.presses("li", "Confirm")
    album.take("verdict_choice_right")
    await stage.people.opens_home(stage.user("ana"))
    await stage.settles()
    album.take("home")
    await stage.people.opens_home(stage.user("boss"))
    await stage.settles()
    album.take("home_of_manager")


async def _closing(stage: SlackStage, album: Album) -> None:
    await stage.passes(hours=25)
    album.take("closed")
    await stage.presses("raj", "Show answers")
    album.take("answers")


async def _schedules(stage: SlackStage, album: Album) -> None:
    await stage.commands("boss", "/quiz tools", where="direct")
    album.take("direct_quiz")
    await stage.commands("boss", "/daily edit")
    album.take("daily_form")
    await stage.fills("boss", time="25:00")
    album.take("daily_form_wrong")
    await stage.fills("boss", time="10:15", topics="trees", days="mon,wed", answers="hidden")
    album.take("daily_saved")
    await stage.commands("boss", "/daily now")
    album.take("hidden_question")
    await stage.commands("boss", "/daily pause")
    album.take("daily_paused")
    await stage.commands("boss", "/daily resume")
    await stage.commands("boss", "/settings weekly on")
    album.take("settings_changed")
    stage.people.daily.archived = True
    await stage.passes(hours=24 * 7)
    album.take("trouble")


async def scenes() -> dict[str, list[Json]]:
    """Play the day; give its pictures by name."""
    with tempfile.TemporaryDirectory() as folder:
        stage = SlackStage(Path(folder))
        await stage.start()
        try:
            album = Album(stage)
            for act in (_knowledge, _lookups, _other_kinds, _closing, _schedules):
                await act(stage, album)
        finally:
            await stage.stop()
    return album.pictures


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, picture in asyncio.run(scenes()).items():
        written = json.dumps(picture, indent=1, ensure_ascii=False) + "\n"
        (FOLDER / f"{name}.json").write_text(written, encoding="utf-8")
