"""Which language a text is in."""

import pytest

from tellings.read.language import find_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry sank and forty of those aboard were saved, the harbour office said on Friday.", "en"),
        ("Die Fähre ist gesunken, und der Hafen hat nach dem Unglück die Suche mit Booten begonnen.", "de"),
        ("Le bateau est dans le port avec les passagers, selon la police, mais il n'est pas ouvert.", "fr"),
        ("El barco que salió del puerto se hundió por la noche, según la policía, pero no hay muertos.", "es"),
        ("Паром затонул у берегов Белморы, сообщили в порту.", "ru"),
        ("渡轮在贝尔莫拉附近沉没。", "zh"),
    ],
)
def test_a_sentence_is_enough(text: str, language: str) -> None:
    assert find_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ferry sinks.",
        "12 : 30",
        "Kvarnholm Belmora Ostrava",
        "Café Müller, São Tomé",
        "var on a: 1; var da b: 2; var av c = 3; x y z q w r t p l k j h g f d s " * 9,
    ],
)
def test_too_little_to_tell_is_not_another_language(text: str) -> None:
    assert find_language(text) in ("en", "")


def test_english_with_quotations_in_another_language_is_english() -> None:
    english = "The mayor said that he was not aware of the letter which had been sent to his office. "
    assert find_language(english * 2 + "“Das ist nicht wahr, und ich bin nicht der Autor”, he said.") == "en"
