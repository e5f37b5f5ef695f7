"""Two browsers: what is public appears in both at once, what is private never reaches the other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Page, WebSocket, expect

from bot.adapters.room.shown import Spot
from tests.bot.adapters.room.floor import Floor, channel_of, in_the_room, thread_of, type_into
from tests.room import Person

TRUNKS = "Wrap the young trunks in jute against the frost."
SECRET = "jute"


class Wiretap:
    """Everything that reaches a browser: its pages, its sockets."""

    def __init__(self, page: Page) -> None:
        self.heard: list[str] = []
        page.on("websocket", self._listen)

    def _listen(self, opened: WebSocket) -> None:
        opened.on("framereceived", lambda frame: self.heard.append(str(frame)))

    def has(self, text: str) -> bool:
        return any(text in frame for frame in self.heard)


async def _tapped(floor: Floor, name: str) -> tuple[Person, Wiretap]:
    person = await floor.person(name)
    tap = Wiretap(person.page)
    await person.open(floor.running.room.address)
    return person, tap


@in_the_room
async def test_public_messages_edits_and_deletions_appear_without_reloading(floor: Floor) -> None:
    ana, raj = await floor.person("Ana"), await floor.person("Raj")
    await type_into(thread_of(ana.page), TRUNKS)
    theirs = thread_of(raj.page).get_by_role("article", name="Ana")
    await expect(theirs).to_contain_text(SECRET)
    await expect(channel_of(raj.page).get_by_role("button", name="One reply")).to_be_visible()
    await expect(theirs.get_by_role("button", name="Edit")).to_have_count(0)
    own = thread_of(ana.page).get_by_role("article", name="Ana")
    await own.hover()
    await own.get_by_role("button", name="Edit").click()
    await type_into(own, "Never mind.")
    await expect(theirs).to_contain_text("Never mind.")
    await expect(theirs).to_contain_text("edited")
    await own.hover()
    await own.get_by_role("button", name="Delete").click()
    await own.get_by_role("button", name="Delete it").click()
    await expect(theirs).to_have_count(0)
    await expect(channel_of(raj.page).get_by_role("button", name="Reply in the thread")).to_be_visible()


@in_the_room
async def test_new_rounds_their_close_and_posted_boards_appear_without_reloading(floor: Floor) -> None:
    ana, raj = await floor.person("Ana"), await floor.person("Raj")
    await type_into(channel_of(ana.page), "/quiz tools")
    await expect(channel_of(raj.page).get_by_text("Which tool trims a thin branch?")).to_be_visible()
    await type_into(channel_of(ana.page), "/leaderboard")
    await channel_of(ana.page).get_by_role("button", name="Post here").click()
    await expect(channel_of(raj.page).get_by_text("Posted by Ana.")).to_be_visible()
    floor.clock.now += timedelta(hours=2)
    await floor.running.hotseat.desk.due()
    await expect(channel_of(raj.page).get_by_text("Closed.")).to_be_visible()


@in_the_room
async def test_the_question_leads_to_the_last_results(floor: Floor) -> None:
    ana = await floor.person("Ana")
    await type_into(thread_of(ana.page), TRUNKS)
    await expect(thread_of(ana.page).get_by_text("Score")).to_be_visible()
    floor.clock.now += timedelta(hours=25)
    await floor.running.hotseat.desk.due()
    await channel_of(ana.page).get_by_role("link", name="Last results").click()
    await expect(thread_of(ana.page).get_by_text("One person answered.")).to_be_visible()


@in_the_room
async def test_what_is_private_never_reaches_another_browser(floor: Floor) -> None:
    ana, (raj, tap) = await floor.person("Ana"), await _tapped(floor, "Raj")
    page = ana.page
    await channel_of(page).get_by_role("button", name="Answer privately").click()
    await page.get_by_role("dialog").get_by_role("textbox").fill(TRUNKS)
    await page.get_by_role("dialog").get_by_role("button", name="Send").click()
    await expect(channel_of(page).get_by_text("Covered 1 of 4 key points.")).to_be_visible()
    for command, shown in (("/verdict", "Your verdict"), ("/stats", "One question answered"), ("/help", "/privacy")):
        await type_into(channel_of(page), command)
        await expect(channel_of(page).get_by_text(shown).last).to_be_visible()
    await channel_of(page).get_by_role("button", name="Reveal model answer").first.click()
    await channel_of(page).get_by_role("button", name="Show the model answer").click()
    await expect(channel_of(page).get_by_text("one rotten apple spoils the box")).to_be_visible()
    await page.get_by_role("link", name="Hotseat").click()
    await expect(channel_of(page).get_by_role("heading", name="Hotseat", exact=True)).to_be_visible()
    await type_into(channel_of(page), "what I say to the bot alone")
    await type_into(channel_of(page), "/quiz tools")
    await expect(channel_of(page).get_by_text("Which tool trims a thin branch?")).to_be_visible()
    await page.get_by_role("link", name="#daily").click()
    await expect(channel_of(page).get_by_role("heading", name="#daily")).to_be_visible()
    await type_into(channel_of(page), "this is for everyone")
    await expect(channel_of(raj.page).get_by_text("this is for everyone")).to_be_visible()
    assert tap.has("this is for everyone")  # it does listen
    for private in (
        SECRET,
        "Covered 1 of 4",
        "Your verdict",
        "rotten apple",
        "to the bot alone",
        "thin branch",
        "Only you",
    ):
        assert not tap.has(private), private
    for path in ("/", "/c/me", "/c/daily/2"):
        document = await raj.page.request.get(floor.running.room.address + path)
        text = await document.text()
        assert "this is for everyone" in text or path == "/c/me"
        assert SECRET not in text
        assert "to the bot alone" not in text


@in_the_room
async def test_a_thread_that_hangs_on_something_private_opens_for_nobody_else(floor: Floor) -> None:
    ana, raj = await floor.person("Ana"), await floor.person("Raj")
    await ana.open(f"{floor.running.room.address}/c/me")
    await type_into(channel_of(ana.page), "/quiz tools")
    await expect(channel_of(ana.page).get_by_text("Which tool trims a thin branch?")).to_be_visible()
    post = await channel_of(ana.page).get_by_role("article").last.get_attribute("data-post")
    for path in (f"/c/me/{post}", f"/c/daily/{post}"):
        text = await (await raj.page.request.get(floor.running.room.address + path)).text()
        assert "thin branch" not in text


@in_the_room
async def test_two_pages_of_one_browser_show_the_same_also_what_is_private(floor: Floor) -> None:
    ana = await floor.person("Ana")
    second = await ana.page.context.new_page()
    await second.goto(floor.running.room.address)
    await type_into(thread_of(ana.page), TRUNKS)
    await expect(thread_of(second).get_by_text("Covered 1 of 4 key points.")).to_be_visible()
    await expect(thread_of(second).get_by_role("article", name="Ana")).to_have_count(1)
    await second.close()


@in_the_room
async def test_a_channel_with_something_new_is_marked_until_it_is_read(floor: Floor) -> None:
    ana, raj = await floor.person("Ana"), await floor.person("Raj")
    link = raj.page.get_by_role("navigation").get_by_role("link", name="#orchard")
    await expect(link).to_have_text("#orchard")
    await ana.open(f"{floor.running.room.address}/c/orchard")
    await type_into(channel_of(ana.page), "anyone here?")
    await expect(link).to_have_text("#orchardnew")
    await raj.page.reload()
    await expect(link).to_have_text("#orchardnew")
    await link.click()
    await expect(channel_of(raj.page).get_by_text("anyone here?")).to_be_visible()
    await expect(link).to_have_text("#orchard")
    await raj.page.get_by_role("navigation").get_by_role("link", name="#daily").click()
    await raj.page.reload()
    await expect(link).to_have_text("#orchard")


@in_the_room
async def test_who_is_forgotten_disappears_from_every_page_at_once(floor: Floor) -> None:
    ana, (raj, tap) = await floor.person("Ana Lee"), await _tapped(floor, "Raj")
    await type_into(thread_of(ana.page), TRUNKS)
    await type_into(channel_of(ana.page), "good morning")
    await type_into(channel_of(ana.page), "/leaderboard")
    await channel_of(ana.page).get_by_role("button", name="Post here").click()
    await expect(channel_of(raj.page).get_by_text("Posted by Ana Lee.")).to_be_visible()
    await thread_of(raj.page).get_by_role("textbox").fill("half typed by somebody else")
    await type_into(channel_of(ana.page), "/privacy forget")
    await channel_of(ana.page).get_by_role("button", name="Remove it all").click()
    await expect(channel_of(ana.page).get_by_text("All that was kept of you here is removed.")).to_be_visible()
    await expect(raj.page.get_by_role("article", name="Ana Lee")).to_have_count(0)
    await expect(raj.page.locator("body")).not_to_contain_text("Ana Lee")
    await expect(raj.page.locator("body")).not_to_contain_text("good morning")
    await expect(raj.page.locator("body")).not_to_contain_text(SECRET)
    await expect(thread_of(raj.page).get_by_role("textbox")).to_have_value("half typed by somebody else")
    await expect(ana.page.get_by_role("button", name="You have no name yet")).to_be_visible()
    heard = len(tap.heard)
    await raj.page.reload()
    await expect(channel_of(raj.page).get_by_role("article").first).to_be_visible()
    assert not any("Ana Lee" in frame or SECRET in frame for frame in tap.heard[heard:])


@in_the_room
async def test_the_page_finds_the_room_again_after_a_restart_and_old_buttons_work(floor: Floor) -> None:
    ana, raj = await floor.person("Ana"), await floor.person("Raj")
    await type_into(thread_of(ana.page), TRUNKS)
    await expect(thread_of(ana.page).get_by_text("Covered 1 of 4 key points.")).to_be_visible()
    await floor.restart()
    await expect(thread_of(raj.page).get_by_role("article", name="Ana")).to_contain_text(SECRET)
    await thread_of(ana.page).get_by_role("button", name="My verdict").click()
    await expect(thread_of(ana.page).get_by_text("Covered 1 of 4 key points.")).to_be_visible()
    await type_into(channel_of(ana.page), "still here")
    await expect(channel_of(raj.page).get_by_role("article", name="Ana")).to_contain_text("still here")


@in_the_room
async def test_the_browser_of_the_start_link_manages_and_stays_the_managers(floor: Floor) -> None:
    boss, ana = await floor.person("Boss", link=floor.running.room.start_link), await floor.person("Ana")
    assert floor.running.room.start_link not in boss.page.url
    await type_into(channel_of(ana.page), "/daily now")
    await expect(channel_of(ana.page).get_by_text("Only managers can do that.")).to_be_visible()
    await floor.restart()
    await type_into(channel_of(boss.page), "/daily now")
    await expect(channel_of(boss.page).get_by_text("Asked.")).to_be_visible()
    await expect(channel_of(ana.page).get_by_text("Which tool trims a thin branch?")).to_be_visible()


@in_the_room
async def test_directly_the_next_message_is_the_answer(floor: Floor) -> None:
    page = (await floor.person("Ana", path="/c/me")).page
    await expect(channel_of(page)).to_contain_text("Type /quiz to be asked here.")
    await type_into(channel_of(page), "/quiz stories")
    await expect(channel_of(page).get_by_text("Tell me about a harvest that went wrong.")).to_be_visible()
    await type_into(channel_of(page), "Last autumn our press broke. I had to save the cider, so I hired another press.")
    await expect(channel_of(page).get_by_text("Structure only; your story is not judged.")).to_be_visible()


# --- nothing typed is ever more than words -----------------------------------------------------------------------

ATTACKS = (
    "<img src=x onerror=document.title='pwned'>",
    "<script>document.title='pwned'</script>",
    "[press me](javascript:document.title='pwned')",
    "<svg onload=document.title='pwned'>`${document.title='pwned'}`{{constructor.constructor('1')()}}",
    "</script><script>document.title='pwned'</script>&lt;b&gt;$&amp;",
)


@in_the_room
async def test_what_was_typed_is_shown_as_it_was_typed(floor: Floor) -> None:
    ana, raj = await floor.person("<img src=x onerror=alert(1)>"), await floor.person("Raj")
    for i, attack in enumerate(ATTACKS):
        await type_into(channel_of(ana.page), attack)
        for page in (ana.page, raj.page):
            await expect(channel_of(page).get_by_role("article").last).to_contain_text(attack)
        await type_into(thread_of(ana.page), f"{attack} the young trunks are wrapped in jute {i}")
        await expect(thread_of(raj.page).get_by_text(attack).last).to_be_visible()
    await type_into(channel_of(ana.page), "/leaderboard")
    await channel_of(ana.page).get_by_role("button", name="Post here").click()
    await expect(channel_of(raj.page).get_by_text("Posted by <img src=x onerror=alert(1)>.")).to_be_visible()
    await raj.page.reload()  # what is in the page itself, not only what came through the socket
    for attack in ATTACKS:
        await expect(channel_of(raj.page).get_by_text(attack, exact=True)).to_be_visible()
    for page in (ana.page, raj.page):
        assert await page.title() == "#daily · Hotseat"
        assert await page.locator("article img, article script, article svg, article a[href^=javascript]").count() == 0


@in_the_room
async def test_turned_writing_and_control_characters_do_not_reach_the_page(floor: Floor) -> None:
    ana = await floor.person("Ana")
    await type_into(channel_of(ana.page), "safe\u202egnp.exe\u0007")
    await expect(channel_of(ana.page).get_by_role("article", name="Ana")).to_contain_text("safegnp.exe")


@in_the_room
async def test_nothing_is_loaded_from_anywhere_else_and_nothing_left_on_the_disk(floor: Floor) -> None:
    ana = await floor.person("Ana")
    asked: list[str] = []
    ana.page.on("request", lambda request: asked.append(request.url))
    await ana.page.reload()
    await expect(channel_of(ana.page).get_by_role("article").first).to_be_visible()
    assert asked
    assert all(url.startswith(floor.running.room.address) for url in asked)


_ADD_SCRIPT = """() => {
    const script = document.createElement("script");
    script.textContent = "document.title=1";
    document.body.append(script);
}"""


@pytest.mark.parametrize("injected", ["<img src=x onerror='document.title=1'>", "<script>document.title=1</script>"])
def test_even_what_got_into_the_page_would_not_run(injected: str, browser: object, tmp_path: object) -> None:
    async def inject(floor: Floor) -> None:
        ana = await floor.person("Ana")
        await ana.page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", injected)
        await ana.page.evaluate(_ADD_SCRIPT)
        await floor.running.settle()
        assert await ana.page.title() == "#daily · Hotseat"
        refused = [said for said in ana.complaints if "Content Security Policy" in said]
        assert refused
        ana.complaints.clear()

    in_the_room(inject)(browser, tmp_path)  # type: ignore[arg-type] # fixtures


@in_the_room
async def test_a_reply_for_a_spot_stays_in_its_spot(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    await type_into(thread_of(page), "/help")
    await expect(thread_of(page).get_by_role("heading", name="What I understand")).to_be_visible()
    await expect(channel_of(page).get_by_role("heading", name="What I understand")).to_have_count(0)
    member = await floor.running.member_at(page)
    assert floor.running.room.talk.whispers.there(member, Spot("daily")) == ()
