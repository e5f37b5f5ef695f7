"""A sound bank with one slip at a time, as somebody new would make it, and what the report says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.check import check
from content.library import read_file

SOUND = (Path(__file__).parent / "git.md").read_text("utf-8")
OWN_WORDS = "Git computes each name from what is in it and from the one before, so history holds together. " * 3


def report(text: str, folder: Path, *, strict: bool = False) -> list[str]:
    """Check a bank as `hotseat bank check` does, and name lines and faults."""
    file = folder / "git.md"
    file.write_text(text, "utf-8")
    bank, faults = read_file(file)
    found = [*faults, *(check([bank], strict=strict) if bank else ())]
    return [f"{fault.source.line}: {fault.what}" for fault in sorted(found, key=lambda fault: fault.source.line)]


def slip(old: str, new: str) -> str:
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


def test_the_sound_bank_is_sound(tmp_path: Path) -> None:
    assert report(SOUND, tmp_path, strict=True) == []


HINT = "What would you have to recompute after editing a file of last year?"
TELLING = "Does every later one change its hash when you are changing an old one?"
STORED = "'A commit stores a snapshot of all files'"
CHANGED = "'Changing an old commit changes the hash of every later one'"
PROMPT = "What does a Git commit hold, and why is its history hard to falsify?"
POINTS = "Each commit points to its parents, which gives the history"
LINK = f"**Link to the past.** {POINTS}"
RIGHT = "It stops and asks a person to resolve the conflict"
LONG = "It stops, shows both versions of the lines between two markers, and asks a person to resolve the conflict"
ASKED = "Can a tool know which of two colleagues is right?"
NO_ID = "it is lower-case words joined by hyphens, in backticks"


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("`git-commit` · junior · git", "`git-commit` - junior - git", [
            "7: '-' stands where · belongs: `id` · level · topics",
        ]),
        ("`git-commit` · junior · git", "git-commit · easy · git", [
            f"7: no id in git-commit: {NO_ID}",
            "7: unknown level 'easy'; known: junior, mid, senior",
        ]),
        ("`git-commit` · junior · git", "`git_commit` · junior · git", [f"7: no id in `git_commit`: {NO_ID}"]),
        (f"### Hint\n\n{HINT}", f"### Hints\n\n{HINT}", [
            "27: unknown heading '### Hints'; did you mean Hint?",
        ]),
        (f"### Hint\n\n{HINT}\n", "", ["5: missing-part: a knowledge question needs ### Hint"]),
        ("- **Link to the past.** Each", "- Each", [
            "20: a key point starts with its cue in bold: - **Cue.** claim",
        ]),
        (LINK, LINK.replace("Each commit", "It"), [
            "20: no-subject: the claim of 'Link to the past' starts with 'It'; name what it is about",
        ]),
        (LINK, "**Link to the past.** A Git commit has a history that is hard to falsify", [
            "20: restates: the claim of 'Link to the past' says no more than the question",
        ]),
        ("**What is stored.**", "**A snapshot of all files.**", [
            f"17: cue-tells: the cue 'A snapshot of all files' alone covers the point {STORED}",
        ]),
        ("**Effect of tampering.**", "**Changes hashes of every later commit.**", [
            f"24: cue-tells: the cue 'Changes hashes of every later commit' alone covers the point {CHANGED}",
        ]),
        (HINT, TELLING, [f"29: hint-tells: the hint says {CHANGED}, which is what 'Effect of tampering' asks for"]),
        ("you can walk back from one to the one before", f"{POINTS}.", [
            f"21: said-again: '{POINTS}.' of 'Link to the past' stands under 'Link to the past' already",
        ]),
        ("What does a rebase do to these names?", "What does a rebase do? See `git-rebase`.", [
            "37: dead-id: in Follow-ups, no question has the id `git-rebase`",
        ]),
        ("- Thinking of a commit as a patch.", "- Thinking of a [commit](commits.md) as a **patch.", [
            "33: dead-link: in Mistakes, 'commits.md' leads nowhere from a chat",
            "33: left-over: in Mistakes, '**' would show as it stands",
        ]),
        (PROMPT, "What does it hold?", [
            "5: not-alone: the prompt says 'it' and names nothing it could stand for",
        ]),
        (RIGHT, LONG, ["47: long-right: a right option has 105 letters, the longest wrong one 63"]),
        ("- [ ] It deletes the younger branch\n  - why: a merge never deletes a branch\n",
         "\nc) It deletes the younger branch\n", [
            "51: a paragraph has no place below '### Options': it is a list of '- [x] right' and '- [ ] wrong'",
        ]),
        ("  - why: a merge never deletes a branch\n", "", [
            "50: why-missing: the wrong option 'It deletes the younger branch' does not say why it is wrong",
        ]),
        (ASKED, "Does it stop and ask a person to resolve it?", [
            f"59: hint-tells: the hint says what sets the right option '{RIGHT}' apart",
        ]),
        ("*An invented example; tell your own.* ", "", [
            "75: not-marked: a sample story starts by saying that it is invented",
        ]),
        ("`git-merge-story` · mid", "`git-commit` · mid", [
            "69: same-id: the id `git-commit` is taken by the question at git.md:5",
        ]),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_its_line_and_nothing_else_is(
    old: str, new: str, faults: list[str], tmp_path: Path
) -> None:
    found = [fault.replace(f"{tmp_path}/", "") for fault in report(slip(old, new), tmp_path)]
    assert found == faults


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("`git-commit` · junior · git", "`git-commit` · junior · git, version-control"),
        ("**What is stored.**", "**Snapshot or changes.**"),
        (HINT, "You edit a file of last year. Whose name in the history has to change?"),
        ("- Thinking of a commit as a patch.", "- Thinking of `**commits**` as patches: 2 * 3 <https://example.org>."),
        ("What does a rebase do to these names?", "What does a rebase do? See `git-merge-conflict`."),
        (PROMPT, "What does a Git commit hold, and what makes it hard to falsify?"),
        (RIGHT, "It stops in the middle of its work and asks a person to resolve the conflict"),
        (ASKED, "Who can know which of two changes is the right one?"),
        ("An invented example; tell your own.", "This one is invented."),
    ],
)
def test_what_only_looks_like_a_slip_is_left_alone(old: str, new: str, tmp_path: Path) -> None:
    assert report(slip(old, new), tmp_path) == []


def test_an_answer_that_is_not_about_its_points_is_found_by_our_own_judge(tmp_path: Path) -> None:
    start = SOUND.index("A commit is a snapshot")
    end = SOUND.index("### Key points")
    (fault,) = report(SOUND[:start] + OWN_WORDS + "\n\n" + SOUND[end:], tmp_path)
    assert fault.startswith("11: thin-answer: the answer makes ")
    assert "'What is stored'" in fault


def test_the_same_question_in_other_words_is_found(tmp_path: Path) -> None:
    start, end = SOUND.index("## Two branches"), SOUND.index("## Tell me")
    again = SOUND[start:end].replace("`git-merge-conflict`", "`git-conflict`")
    asked = "Two branches change the same line in different ways. What does `git merge` do?"
    other = "What does `git merge` do when the same line was changed differently in two branches?"
    (fault,) = report(SOUND + "\n" + again.replace(asked, other), tmp_path)
    assert fault.startswith("94: twin: asks nearly the same as `git-merge-conflict`")
