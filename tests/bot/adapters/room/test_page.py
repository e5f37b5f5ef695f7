"""The page in a real browser: the loop by keyboard, names, threads, drafts, narrow screens, every control named."""

from __future__ import annotations

import json

from playwright.async_api import Page, expect

from bot.adapters.room.shown import Spot
from tests.bot.adapters.room.floor import Floor, channel_of, in_the_room, thread_of, type_into

TRUNKS = "Wrap the young trunks in jute against the frost."


_AT = "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"


async def _tab_to(page: Page, name: str, key: str = "Shift+Tab") -> None:
    """Press Tab, backwards unless told otherwise, until the cursor is on a control of that name."""
    seen: list[str] = []
    while name not in seen:
        assert len(seen) < 60, f"{key} does not lead to {name!r}, but past {seen}"
        await page.keyboard.press(key)
        seen.append(str(await page.evaluate(_AT)).strip())


@in_the_room
async def test_the_whole_loop_by_keyboard_alone(floor: Floor) -> None:
    page = (await floor.person()).page
    # The thread is open beside the question, and the cursor is in its box.
    await expect(thread_of(page).get_by_role("textbox")).to_be_focused()
    await page.keyboard.type(TRUNKS)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="What shall we call you?")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Your name")).to_be_focused()
    await page.keyboard.type("Ana")
    await page.keyboard.press("Enter")
    await expect(thread_of(page).get_by_text("Covered 1 of 4 key points.")).to_be_visible()
    await expect(thread_of(page).get_by_role("textbox")).to_be_focused()
    for label, shown in (("Reveal model answer", "Your answer keeps its points."), ("Show the model answer", "Mulch")):
        await _tab_to(page, label)
        await page.keyboard.press("Enter")
        await expect(thread_of(page).get_by_text(shown).first).to_be_visible()
        await _tab_to(page, "Your answer, or a reply", "Tab")
    await page.keyboard.type("/lead")
    await expect(page.get_by_role("option", name="/leaderboard")).to_be_visible()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(thread_of(page).get_by_text("You: 1 of 1")).to_be_visible()


@in_the_room
async def test_every_control_has_a_name(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    await type_into(channel_of(page), "/daily")
    await type_into(thread_of(page), TRUNKS)
    await expect(thread_of(page).get_by_text("Your verdict")).to_be_visible()
    await channel_of(page).get_by_role("button", name="Answer privately").click()
    await expect(page.get_by_role("dialog", name="Your answer")).to_be_visible()
    nameless = await page.evaluate(
        """() => Array.from(document.querySelectorAll("button, a, input, textarea, select, [role=log], [role=dialog]"))
            .filter((each) => !(each.getAttribute("aria-label") || each.innerText.trim() || each.labels?.length))
            .map((each) => each.outerHTML)"""
    )
    assert nameless == []
    tree = await page.locator("body").aria_snapshot()
    for landmark in (
        'navigation "Channels"',
        "main:",
        'complementary "Thread"',
        'log "Messages in #daily"',
        'log "Messages in the thread"',
        'dialog "Your answer"',
    ):
        assert landmark in tree, f"{landmark} is not in\n{tree}"
    assert tree.count("main") == 1


@in_the_room
async def test_commands_are_completed_while_typing(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    box = channel_of(page).get_by_role("textbox")
    await box.press_sequentially("/")
    options = page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(options.first).to_contain_text("/quiz")
    await expect(options.first).to_contain_text("a question here and now")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(box).to_have_value("/quiz ")
    await expect(options.filter(has_text="/quiz orchard")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(options).to_have_count(0)
    await expect(thread_of(page)).to_be_visible()  # Escape closed the list alone


@in_the_room
async def test_a_wrong_command_stays_in_the_box_to_be_put_right(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    await type_into(channel_of(page), "/quiz treees")
    await expect(channel_of(page).get_by_text("No topic treees.")).to_be_visible()
    await expect(channel_of(page).get_by_role("textbox")).to_have_value("/quiz treees")


@in_the_room
async def test_a_name_is_asked_for_once_and_can_be_changed(floor: Floor) -> None:
    page = (await floor.person()).page
    await type_into(channel_of(page), "hello")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Cancel").click()
    await expect(channel_of(page).get_by_role("textbox")).to_have_value("hello")
    await channel_of(page).get_by_role("textbox").press("Enter")
    await dialog.get_by_role("textbox").fill("Hotseat")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_role("alert")).to_have_text(
        "Somebody here is called Hotseat already. Choose another name."
    )
    await dialog.get_by_role("textbox").fill("/help")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_role("alert")).to_have_text(
        "That looks like a command. Choose a name that begins otherwise; commands go into the message box."
    )
    await dialog.get_by_role("textbox").fill("Ana")
    await page.keyboard.press("Enter")
    await expect(channel_of(page).get_by_role("article", name="Ana")).to_contain_text("hello")
    await page.reload()
    await type_into(channel_of(page), "again")
    await expect(channel_of(page).get_by_role("article", name="Ana")).to_have_count(2)
    await page.get_by_role("button", name="You: Ana").click()
    await dialog.get_by_role("textbox").fill("Ana Maria")
    await page.keyboard.press("Enter")
    await expect(channel_of(page).get_by_role("article", name="Ana Maria")).to_have_count(2)


@in_the_room
async def test_ones_own_message_is_edited_and_deleted(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    await type_into(channel_of(page), "helo")
    own = channel_of(page).get_by_role("article", name="Ana")
    for text in ("hello", "hello all"):
        await own.hover()
        await own.get_by_role("button", name="Edit").click()
        await expect(own.get_by_role("textbox")).to_be_focused()
        await own.get_by_role("textbox").fill(text)
        await page.keyboard.press("Enter")
        await expect(own).to_contain_text(text)
        await expect(own).to_contain_text("edited")
    await own.hover()
    await own.get_by_role("button", name="Edit").click()
    await own.get_by_role("textbox").fill("something else")
    await page.keyboard.press("Escape")
    await expect(own).to_contain_text("hello all")
    await own.hover()
    await own.get_by_role("button", name="Delete").click()
    await own.get_by_role("button", name="Keep it").click()
    await own.hover()
    await own.get_by_role("button", name="Delete").click()
    await own.get_by_role("button", name="Delete it").click()
    await expect(own).to_have_count(0)


@in_the_room
async def test_the_cursor_stays_among_the_messages_when_what_had_it_goes(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    await type_into(channel_of(page), "helo")
    own = channel_of(page).get_by_role("article", name="Ana")
    for leave in ("Enter", "Escape"):
        await own.get_by_role("button", name="Edit").focus()
        await page.keyboard.press("Enter")
        await expect(own.get_by_role("textbox")).to_be_focused()
        await page.keyboard.press(leave)
        await expect(own.get_by_role("button", name="Edit")).to_be_focused()
    await _tab_to(page, "Delete", "Tab")
    await page.keyboard.press("Enter")
    await expect(own.get_by_role("button", name="Delete it")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(own).to_have_count(0)
    await expect(channel_of(page).get_by_role("log")).to_be_focused()
    await type_into(channel_of(page), "/help")
    await channel_of(page).get_by_role("button", name="Dismiss").focus()
    await page.keyboard.press("Enter")
    await expect(channel_of(page).get_by_role("log")).to_be_focused()


@in_the_room
async def test_a_private_reply_is_dismissed_and_stays_so(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    await type_into(channel_of(page), "/help")
    reply = channel_of(page).get_by_role("article", name="Only you can see this")
    await expect(reply).to_contain_text("What I understand")
    await page.reload()
    await expect(reply).to_contain_text("What I understand")
    await reply.get_by_role("button", name="Dismiss").click()
    await expect(reply).to_have_count(0)
    await page.reload()
    await expect(channel_of(page).get_by_role("article").first).to_be_visible()
    await expect(reply).to_have_count(0)


@in_the_room
async def test_what_is_kept_of_one_is_downloaded(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    await type_into(thread_of(page), TRUNKS)
    await expect(thread_of(page).get_by_text("Covered 1 of 4 key points.")).to_be_visible()
    await type_into(channel_of(page), "no answer, only said in the channel")
    await type_into(channel_of(page), "/privacy")
    await expect(channel_of(page).get_by_text("What you write in the room")).to_be_visible()
    await type_into(channel_of(page), "/privacy export")
    async with page.expect_download() as expected:
        await channel_of(page).get_by_role("button", name="hotseat-export.json").click()
    download = await expected.value
    assert download.suggested_filename == "hotseat-export.json"
    kept = json.loads((await download.path()).read_text(encoding="utf-8"))
    assert [revision["text"] for answer in kept["answers"] for revision in answer["revisions"]] == [TRUNKS]
    assert [said["text"] for said in kept["said"]] == [TRUNKS, "no answer, only said in the channel"]


@in_the_room
async def test_the_address_leads_where_one_was_and_back_and_forward_too(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    heading = page.get_by_role("heading", level=2)
    await page.get_by_role("link", name="#orchard").click()
    await expect(heading.filter(has_text="#orchard")).to_be_visible()
    await expect(page).to_have_title("#orchard · Hotseat")
    await expect(channel_of(page)).to_contain_text("Nothing here yet. /quiz orchard asks a question.")
    await page.reload()
    await expect(heading.filter(has_text="#orchard")).to_be_visible()
    await page.get_by_role("link", name="#daily").click()
    await channel_of(page).get_by_role("button", name="Reply in the thread").click()
    await expect(page.get_by_role("heading", name="Thread")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("heading", name="Thread")).to_have_count(0)
    await page.go_back()
    await expect(heading.filter(has_text="#orchard")).to_be_visible()
    await page.go_forward()
    await expect(heading.filter(has_text="#daily")).to_be_visible()


@in_the_room
async def test_an_address_that_leads_nowhere_leads_to_the_daily_question(floor: Floor) -> None:
    ana = await floor.person("Ana")
    for path in ("/c/cellar", "/c/dm-manager", "/c/daily/999", "/c/daily/x", "/c/%3Cimg%20src=x%3E", "/c/..%2F"):
        await ana.open(floor.running.room.address + path)
        await expect(channel_of(ana.page).get_by_role("heading", name="#daily")).to_be_visible()


# --- drafts -------------------------------------------------------------------------------------------------------


@in_the_room
async def test_what_is_half_typed_survives_a_restart_and_a_reload(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    await thread_of(page).get_by_role("textbox").fill("half an answer")
    await channel_of(page).get_by_role("textbox").fill("half a word")
    await channel_of(page).get_by_role("button", name="Answer privately").click()
    form = page.get_by_role("dialog").get_by_role("textbox", name="Your answer")
    await form.fill("half a private answer")
    await floor.restart()
    await expect(thread_of(page).get_by_role("textbox")).to_have_value("half an answer")
    await page.reload()
    await expect(channel_of(page).get_by_role("textbox")).to_have_value("half a word")
    await channel_of(page).get_by_role("button", name="Answer privately").click()
    await expect(form).to_have_value("half a private answer")
    await page.keyboard.press("Escape")
    await thread_of(page).get_by_role("textbox").press("Enter")
    await expect(thread_of(page).get_by_role("article", name="Ana")).to_contain_text("half an answer")
    await page.reload()
    await expect(thread_of(page).get_by_role("textbox")).to_have_value("")


@in_the_room
async def test_what_was_sent_into_a_restart_arrives_once(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    await floor.restart(meanwhile=lambda: type_into(thread_of(page), "sent into the void"))
    await expect(thread_of(page).get_by_role("article", name="Ana")).to_have_count(1)
    await page.reload()
    await floor.running.settle()
    await expect(thread_of(page).get_by_role("article", name="Ana")).to_have_count(1)


@in_the_room
async def test_what_was_sent_when_the_connection_broke_arrives_once(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    await page.evaluate(
        """() => {
            const emit = window.socket.emit;
            window.socket.emit = function (name, ...rest) {
                if (name !== "event") return emit.call(this, name, ...rest);
                window.socket.emit = emit;
                window.socket.io.engine.close();
                return this;
            };
        }"""
    )
    await type_into(thread_of(page), "sent as it broke")
    await expect(thread_of(page).get_by_role("article", name="Ana")).to_contain_text("sent as it broke")
    await floor.running.settle()
    await expect(thread_of(page).get_by_role("article", name="Ana")).to_have_count(1)


@in_the_room
async def test_a_form_that_is_refused_stays_open_with_what_was_typed(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    await channel_of(page).get_by_role("button", name="Answer privately").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog.get_by_role("alert")).to_have_text("Your answer is empty.")
    await dialog.get_by_role("textbox").fill("x" * 100_000)
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("That is 100000 characters, and 4000 is the most.")
    assert len(await dialog.get_by_role("textbox").input_value()) == 100_000
    await dialog.get_by_role("textbox").fill(TRUNKS)
    await dialog.get_by_role("button", name="Send").click()
    await expect(channel_of(page).get_by_text("Covered 1 of 4 key points.")).to_be_visible()
    await channel_of(page).get_by_role("button", name="Answer privately").click()
    await expect(dialog.get_by_role("textbox")).to_have_value(TRUNKS)  # what was stored, not an old draft


@in_the_room
async def test_the_schedules_form_points_at_what_is_wrong_and_keeps_what_was_typed(floor: Floor) -> None:
    page = (await floor.person(link=floor.running.room.start_link)).page
    await type_into(channel_of(page), "hello")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("textbox").fill("Boss")
    await page.keyboard.press("Enter")
    await expect(channel_of(page).get_by_role("article", name="Boss")).to_contain_text("hello")
    await type_into(channel_of(page), "/daily edit")
    topics, time = dialog.get_by_role("textbox", name="Topics"), dialog.get_by_role("textbox", name="Time, HH:MM")
    await topics.fill("orchards")
    await time.fill("9.15")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_role("alert")).to_contain_text("No topic orchards.")
    await expect(topics).to_be_focused()
    await expect(topics).to_have_attribute("aria-invalid", "true")
    await expect(topics).to_have_value("orchards")
    await expect(time).to_have_value("9.15")
    await topics.fill("orchard")
    await dialog.get_by_role("combobox", name="Channel").select_option("#orchard")
    await page.keyboard.press("Escape")
    await type_into(channel_of(page), "/daily edit")
    await dialog.get_by_role("combobox", name="Channel").select_option("#orchard")
    await dialog.get_by_role("button", name="Save").click()
    await expect(channel_of(page).get_by_text("Saved")).to_be_visible()
    await page.get_by_role("link", name="#orchard").click()
    await expect(channel_of(page).get_by_role("heading", name="#orchard")).to_be_visible()
    await type_into(channel_of(page), "/daily")
    await expect(channel_of(page).get_by_text("At 09:00")).to_be_visible()


@in_the_room
async def test_a_question_asked_on_the_spot_opens_its_thread_once(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    await page.get_by_role("link", name="#orchard").click()
    await channel_of(page).get_by_role("button", name="Ask me one").click()
    await expect(thread_of(page).get_by_role("textbox")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(thread_of(page)).to_be_hidden()
    await type_into(channel_of(page), "said beside it")
    await floor.running.settle()
    await expect(thread_of(page)).to_be_hidden()


@in_the_room
async def test_a_message_that_is_too_long_goes_back_into_the_box(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    await type_into(thread_of(page), "x" * 100_000)
    await expect(thread_of(page).get_by_text("That is 100000 characters, and 20000 is the most.")).to_be_visible()
    await expect(thread_of(page).get_by_role("textbox")).to_have_value("x" * 100_000)


# --- sizes --------------------------------------------------------------------------------------------------------


@in_the_room
async def test_a_narrow_screen_needs_no_sideways_scrolling(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    spot = await floor.question()
    member = await floor.running.member_at(page)
    await floor.running.room.talk.put_up(member, spot, f"{'wide' * 200} {TRUNKS}", "n1")
    await page.set_viewport_size({"width": 360, "height": 640})
    await page.reload()

    async def fits() -> None:
        await floor.running.settle()
        wide = await page.evaluate(
            """() => Array.from(document.querySelectorAll("html, .messages, .dialog, .sidebar"))
                .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.className)"""
        )
        assert wide == []

    await expect(channel_of(page).get_by_role("heading", name="#daily")).to_be_visible()
    await expect(thread_of(page)).to_be_hidden()  # a narrow screen shows the channel first
    await fits()
    await type_into(channel_of(page), "/help")
    await expect(channel_of(page).get_by_role("heading", name="What I understand")).to_be_visible()
    await fits()
    await page.get_by_role("button", name="Channels").click()
    await expect(page.get_by_role("navigation").get_by_role("link", name="#orchard")).to_be_visible()
    await fits()
    await page.get_by_role("navigation").get_by_role("link", name="#daily").click()
    await expect(page.get_by_role("navigation")).to_be_hidden()
    await channel_of(page).get_by_role("button", name="One reply").click()
    await expect(thread_of(page)).to_be_visible()
    await fits()
    await thread_of(page).get_by_role("button", name="Answer privately").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await fits()
    await page.keyboard.press("Escape")
    await thread_of(page).get_by_role("button", name="Close the thread").click()
    await expect(thread_of(page)).to_be_hidden()


@in_the_room
async def test_light_and_dark_follow_the_system(floor: Floor) -> None:
    page = (await floor.person("Ana")).page
    light = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    await page.emulate_media(color_scheme="dark")
    dark = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    await page.emulate_media(color_scheme="light")
    assert light == "rgb(255, 255, 255)"
    assert max(map(int, dark.removeprefix("rgb(").removesuffix(")").split(", "))) < 60


@in_the_room
async def test_earlier_messages_are_shown_on_request(floor: Floor) -> None:
    await floor.running.room.talk.take_name("bo", "Bo")
    for i in range(120):  # before any page is open, which would show each as it comes
        await floor.running.room.talk.put_up("bo", Spot("daily"), f"message {i}", f"n{i}")
    ana = await floor.person("Ana")
    articles = channel_of(ana.page).get_by_role("article")
    await expect(articles).to_have_count(50)
    await expect(articles.last).to_be_in_viewport()
    for count in (100, 122):
        await channel_of(ana.page).get_by_role("button", name="Show earlier messages").click()
        await expect(articles).to_have_count(count)
    await expect(channel_of(ana.page).get_by_role("button", name="Show earlier messages")).to_have_count(0)
    order = await articles.evaluate_all("all => all.map((each) => Number(each.dataset.post))")
    assert order == sorted(order)
