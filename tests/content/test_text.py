"""Our Markdown as a tree that every adapter renders."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.text import (
    Block,
    Bullets,
    Code,
    CodeSpan,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    Numbered,
    Paragraph,
    Quote,
    Rule,
    Span,
    Strong,
    Table,
    Text,
    parse,
    plain,
)

MARKS = st.text(alphabet=st.sampled_from(list("ab \n*_`[]()<>!-#|>~\\&;:/.1x\t")), max_size=80)


def spans(markdown: str) -> tuple[Span, ...]:
    (block,) = parse(markdown)
    assert isinstance(block, Paragraph)
    return block.spans


def texts_in(part: object) -> list[str]:
    """Every string of a tree, to see that nothing of the source got lost."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, tuple):
        return [text for inner in part for text in texts_in(inner)]
    fields = getattr(part, "__slots__", ())
    return [text for name in fields for text in texts_in(getattr(part, name))]


def test_marks_in_a_line_become_spans() -> None:
    assert spans("a **b** *c* `d`  \ne") == (
        Text("a "), Strong((Text("b"),)), Text(" "), Emphasis((Text("c"),)), Text(" "), CodeSpan("d"),
        LineBreak(), Text("e"),
    )  # fmt: skip


def test_a_line_end_inside_a_paragraph_is_a_space() -> None:
    assert spans("one\ntwo") == (Text("one two"),)


def test_entities_and_escapes_are_the_characters_they_mean() -> None:
    assert spans("AT&amp;T \\*no\\*") == (Text("AT&T *no*"),)


@pytest.mark.parametrize("url", ["http://a.b/c", "https://a.b", "mailto:a@b.c", "HTTPS://a.b"])
def test_links_to_the_web_and_to_mail_are_links(url: str) -> None:
    assert spans(f"[x]({url})") == (Link(url, (Text("x"),)),)


@pytest.mark.parametrize("url", ["javascript:x", "data:image/png;base64,x", "ftp://a.b", "other.md", "#top", ""])
def test_other_links_are_the_text_they_stand_on(url: str) -> None:
    assert Link not in {type(span) for span in spans(f"[x]({url})")}
    assert plain(f"[x]({url})") in ("x", f"[x]({url})")


def test_an_image_is_a_link_to_it_and_links_never_hold_links() -> None:
    assert spans("![a](http://i)") == (Link("http://i", (Text("a"),)),)
    assert spans("[![a *b*](http://i) c](http://j)") == (
        Link("http://j", (Text("a "), Emphasis((Text("b"),)), Text(" c"))),
    )


def test_html_is_text() -> None:
    assert spans("<b>x</b> <script>y</script>") == (Text("<b>x</b> <script>y</script>"),)
    assert parse("<div>\nx\n</div>") == (Paragraph((Text("<div> x </div>"),)),)


def test_blocks_of_every_kind_are_read() -> None:
    markdown = "## T\n\n> q\n\n---\n\n```py x=1\nc\n\nd\n```\n\n    e\n\n| a | b |\n|---|---|\n| 1 |\n"
    expected: tuple[Block, ...] = (
        Heading(2, (Text("T"),)),
        Quote((Paragraph((Text("q"),)),)),
        Rule(),
        Code("py", "c\n\nd"),
        Code("", "e"),
        Table(((Text("a"),), (Text("b"),)), (((Text("1"),), ()),)),
    )
    assert parse(markdown) == expected


def test_lists_nest_and_keep_their_first_number() -> None:
    assert parse("- a\n\n  3. b\n  4. c") == (
        Bullets(
            (
                (
                    Paragraph((Text("a"),)),
                    Numbered(3, ((Paragraph((Text("b"),)),), (Paragraph((Text("c"),)),))),
                ),
            )
        ),
    )
    assert parse("0. a") == (Numbered(0, ((Paragraph((Text("a"),)),),)),)
    assert parse("-") == (Bullets(((),)),)


def test_plain_is_one_line_without_markup_or_code_blocks() -> None:
    assert plain("What does *this*\nprint?\n\n```py\nx\n```\n\n- [a](http://b) `c`") == "What does this print? a c"
    assert plain("| a | b |\n|---|---|\n| 1 | **2** |") == "a b 1 2"
    assert plain("> q\n\n1. **bo**ld  \nnext") == "q bold next"


def test_plain_of_code_alone_is_the_code() -> None:
    assert plain("```\nx = 1\ny\n```") == "x = 1 y"


@settings(deadline=None)
@given(MARKS)
def test_any_text_can_be_parsed_and_no_letter_is_lost(markdown: str) -> None:
    tree = parse(markdown)
    assert parse(markdown) == tree
    shown = "".join(texts_in(tree))
    assert "\n" not in plain(markdown)
    # References and addresses may hide letters, so only texts that can hold neither are counted.
    if not set(markdown) & set("[]<&`~"):
        assert shown.count("a") == markdown.count("a")


@settings(deadline=None)
@given(MARKS)
def test_no_link_leads_anywhere_but_to_the_web_or_to_mail(markdown: str) -> None:
    def links(part: object) -> list[Link]:
        if isinstance(part, tuple):
            return [link for inner in part for link in links(inner)]
        inside = [link for name in getattr(part, "__slots__", ()) for link in links(getattr(part, name))]
        if isinstance(part, Link):
            assert not inside
            return [part]
        return inside

    addressed = markdown.replace("(", "(https://")
    assert all(link.url.lower().startswith(("http://", "https://", "mailto:")) for link in links(parse(addressed)))
