"""One article to its marks, each with its span. Never looks at a second article.

Called, it marks: `tellings.mark(article)` is `tellings.library.mark`, where it is described.
"""

from tellings.standing import stand_for

stand_for(__name__, "mark")

# The module that loads, on import, what the processes of a pool need to mark.
READY = "tellings.mark.ready"
