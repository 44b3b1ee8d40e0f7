"""Numbers that an article names only to take them back: the old value of a correction, "112, not 121".

The forms are those that news agencies and papers print ("This story corrects the number to 112, from 121", "An earlier
version of this article misstated the toll as 121"), as the Associated Press Stylebook's entry on corrections has them.
"""

from __future__ import annotations

import re

_REACH = 400  # code points of a sentence before a number that are looked at
_THIS = (
    r"(?:this|the)[ \u00a0](?:story|article|report|piece|post|item|dispatch|page|headline|caption|release|graphic|text)"
)
_NOTE = re.compile(
    r"(?<!\w)(?:corrects|corrections?|to[ \u00a0]correct|corrected[ \u00a0](?:version|the)|"
    r"(?:been|is|was)[ \u00a0](?:corrected|amended|updated|changed)[ \u00a0](?:to|in)|"
    r"misstated|clarif(?:ies|ication))(?!\w)",
    re.IGNORECASE,
)
# What an earlier version "gave" is taken back; what it "included" need not be wrong.
_EARLIER = re.compile(
    rf"(?<!\w)(?:(?:earlier|previous|original|prior|first)[ \u00a0](?:versions?|editions?)[^.;\n]{{0,60}}?|"
    rf"{_THIS}[ \u00a0](?:originally|previously|initially))[ \u00a0](?:gave|said|stated|misstated|reported|put|listed|"
    r"quoted|showed|wrote|overstated|understated|wrongly|incorrectly|mistakenly|erroneously)(?!\w)"
    rf"|(?<!\w){_THIS}[ \u00a0](?:misstated|(?:wrongly|incorrectly|mistakenly|erroneously)[ \u00a0]\w+)(?!\w)",
    re.IGNORECASE,
)
# What turns from the old value to the right one in a sentence about an earlier version.
_TURN = re.compile(
    r"[;:(]|(?<!\w)(?:in fact|instead of|rather than|not|but|when|whereas|while|should have|actually|"
    r"it is|it was)(?!\w)",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"(?<!\w)(?:and[ \u00a0])?(?:not|instead[ \u00a0]of|rather[ \u00a0]than)[ \u00a0](?:the[ \u00a0])?\Z", re.IGNORECASE
)
_FROM = re.compile(r"(?<!\w)from[ \u00a0]\Z", re.IGNORECASE)
_TO_BEFORE = re.compile(r"(?<!\w)to(?!\w)", re.IGNORECASE)
_TO_AFTER = re.compile(r"[ \u00a0](?:[\w-]{1,20}[ \u00a0]){0,3}?to[ \u00a0]", re.IGNORECASE)
# "112, not 121", "12 dead (not 21)": said in no note, but of one thing right behind another number.
_NOT_THIS = re.compile(r"(?:,|\(|[–—-])[ \u00a0]?(?:and[ \u00a0])?not[ \u00a0]\Z", re.IGNORECASE)
_NEAR = 40  # code points between the two


def is_taken_back(text: str, start: int, end: int, sentence: int, before: int | None) -> bool:
    """Whether the number at `text[start:end]` is the old value of a correction.

    `sentence` is where its sentence starts; `before` where the number before it in that sentence ends, None where none
    is.
    """
    lead = text[max(sentence, start - _REACH) : start]
    earlier = _EARLIER.search(lead)
    if earlier is not None:
        return _TURN.search(lead, earlier.end()) is None
    if _NOTE.search(lead):
        if _INSTEAD.search(lead):
            return True
        if _FROM.search(lead):
            return bool(_TO_BEFORE.search(lead) or _TO_AFTER.match(text, end))
    return before is not None and start - before <= _NEAR and bool(_NOT_THIS.search(text, before, start))
