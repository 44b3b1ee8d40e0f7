"""The vault: its notes as Markdown and YAML are read, its names as file systems take them."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tellings.model import Record
from tellings.show.exports import export
from tellings.show.exports.inert import file_name, front_matter, label, markdown

FOLDERS = {"Stories", "Articles", "People", "Bodies", "Places"}


def vault_of(record: Record, folder: Path) -> dict[str, str]:
    """Every note by its path without the ending."""
    written = export(record, folder, "obsidian")
    assert sorted(written) == sorted(folder.rglob("*.md"))
    return {str(path.relative_to(folder).with_suffix("")): path.read_text(encoding="utf-8") for path in written}


def parted(note: str) -> tuple[dict[str, Any], str]:
    """The properties of a note and its body."""
    if not note.startswith("---\n"):
        return {}, note
    _, properties, body = note.split("---\n", 2)
    return yaml.safe_load(properties), body


def links(note: str) -> list[tuple[str, str]]:
    """The targets of a note's links, and what they show."""
    return re.findall(r"\[\[([^\]|]*)\|([^\]]*)\]\]", note)


def test_every_link_leads_to_a_note_and_its_paragraph(demo_record: Record, tmp_path: Path) -> None:
    notes = vault_of(demo_record, tmp_path)
    found = [target for note in notes.values() for target, _ in links(note)]
    assert len(found) > 300
    for target in found:
        name, _, block = target.partition("#")
        assert name in notes
        assert not block or re.search(rf" \{block}$", notes[name], re.MULTILINE)


def test_a_quotation_leads_to_the_paragraph_it_stands_in(record: Record, tmp_path: Path) -> None:
    notes = vault_of(record, tmp_path)
    (line,) = [line for line in notes["People/Ilse Marn"].splitlines() if "found nobody left behind" in line]
    ((target, shown),) = links(line)
    name, _, block = target.partition("#")
    assert shown == "Harbour Post"
    assert [one for one in notes[name].splitlines() if one.endswith(block) and "found nobody left behind" in one]


def test_a_person_has_all_spellings_as_aliases(record: Record, tmp_path: Path) -> None:
    properties, body = parted(vault_of(record, tmp_path)["People/Ilse Marn"])
    assert properties["aliases"] == ["Ilse Marn", "Ilse Marne", "Marn"]
    assert properties["titles"] == ["captain, coast guard", "captain"]
    assert body.count("- asserted") == 3


def test_a_story_names_every_side_of_every_finding(record: Record, tmp_path: Path) -> None:
    _, body = parted(vault_of(record, tmp_path)["Stories/Ferry runs aground off Port Velmar"])
    part = body.split("### Cannot both hold: people rescued from the Aldana\n")[1].split("###")[0]
    assert [line.split("“")[0] for line in part.strip().splitlines()] == [
        "- 40, the Velmar coast guard, 2031-05-06: ",
        "- 55, [[People/Ilse Marn|Ilse Marne]], 2031-05-06: ",
    ]


# --- hostile


def acting(body: str) -> set[str]:
    """What Markdown makes of a body, besides the paragraphs, lists, headings and addresses that a vault is made of."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(body)
    flat = [inner for token in tokens for inner in (token, *(token.children or ()))]
    usual = {"paragraph", "bullet_list", "list_item", "heading", "inline", "text", "softbreak", "link"}
    found = {token.type.removesuffix("_open").removesuffix("_close") for token in flat} - usual
    found |= {f"link {t.attrGet('href')}" for t in flat if t.type == "link_open" and t.markup != "autolink"}
    plain = re.sub(r"\[\[[^\]]*\]\]", "", body)  # our own links
    own = r"%%|\[\[|==|::|<%|~~|`|(?<![&\w])#\w|(?<!\\)\$"  # what Obsidian and plugins read in the bare text
    return found | set(re.findall(own, plain))


def test_words_of_an_article_do_nothing_in_a_note(hostile_record: Record, tmp_path: Path) -> None:
    for name, note in vault_of(hostile_record, tmp_path).items():
        _, body = parted(note)
        assert acting(body) == set(), name


def test_properties_are_read_as_they_were_meant(hostile_record: Record, tmp_path: Path) -> None:
    notes = vault_of(hostile_record, tmp_path)
    found = {parted(note)[0]["id"]: parted(note)[0] for name, note in notes.items() if name.startswith("Articles/")}
    assert {key: properties["title"] for key, properties in found.items()} == {
        key: label(article.title) for key, article in hostile_record.articles.items()
    }
    assert not [p["title"] for p in found.values() if re.search(r"[<>\[\]`]", p["title"])]


def test_names_of_files_are_taken_everywhere(hostile_record: Record, tmp_path: Path) -> None:
    for name in vault_of(hostile_record, tmp_path):
        folder, _, file = name.rpartition("/")
        assert folder in FOLDERS | {""}
        assert len(f"{file}.md".encode()) <= 255 and len(file) <= 120
        assert not re.search(r'[\\/:*?"<>|\x00-\x1f#^\[\]]', file)
        assert file.strip(" .") == file
        assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", file)


@given(st.text(alphabet="ab1 &;#x[]<>`{}|^%=~:-@\\*_$!(.)>+\n\t"))
def test_markdown_shows_a_text_as_it_is_and_does_nothing(text: str) -> None:
    body = f"{markdown(text)}\n"
    assert acting(body) == set()
    rendered = MarkdownIt("commonmark", {"html": True}).render(body)
    assert html.unescape(re.sub("</?p>", "", rendered)).strip() == " ".join(text.split())


@given(st.text())
def test_properties_come_back(text: str) -> None:
    written = front_matter({"title": label(text), "aliases": [label(text)], "mentions": 3})
    read = yaml.safe_load(written.removeprefix("---\n").removesuffix("---\n"))
    expected = {"title": label(text)} if label(text) else {}
    assert read == expected | {"aliases": [label(text)], "mentions": 3}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ilse Marn", "Ilse Marn"),
        ("../../etc/passwd", "etc passwd"),
        ("con", "con 7a"),
        ("NUL.tar", "NUL 7a"),
        ("-rf", "rf"),
        ("", "7a"),
        ("a" * 300, "a" * 100),
        ("é" * 300, "é" * 90),
    ],
)
def test_a_name_for_a_file(text: str, name: str) -> None:
    assert file_name(text, "7a", set()) == name


def test_names_alike_but_for_capitals_are_told_apart() -> None:
    taken: set[str] = set()
    assert [file_name(text, key, taken) for text, key in (("Marn", "1"), ("MARN", "2"))] == ["Marn", "MARN 2"]
