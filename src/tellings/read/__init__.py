"""Bytes to articles, one file a kind of input. Sees one source; what it infers says so.

Called, it reads one article: `tellings.read("page.html")` is `tellings.library.read`, where it is described.
"""

from tellings.standing import stand_for

stand_for(__name__, "read")
