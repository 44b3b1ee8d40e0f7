"""The first release: articles, what is marked in them, what is linked and weighed."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MARKS = {
    "sentences": (),
    "statements": ("speaker", "stance", "text"),
    "figures": ("counted", "unit", "text"),
    "dates": ("value", "text"),
    "names": ("kind", "full", "text"),
    "roles": ("person", "title", "text"),
}
LINKED = {
    "stories": ("title", "first", "last"),
    "people": ("kind", "name"),
    "joinings": ("person", "one", "other"),
    "measures": ("story", "label"),
    "claims": ("story", "label"),
    "origins": ("story", "kind", "who"),
    "findings": ("story", "kind", "rank", "about"),
}


def noun(name: str, *columns: str) -> None:
    """A table of nouns with the indexes it had."""
    op.create_table(
        name,
        sa.Column("id", WORDS, primary_key=True),
        *(sa.Column(column, sa.Integer if column in ("start", "rank") else WORDS) for column in columns),
        sa.Column("body", WORDS),
    )
    for column in set(columns) & {"article", "story"}:
        op.create_index(f"{name}_{column}", name, [column])


def upgrade() -> None:
    """Make the tables."""
    op.create_table("meta", sa.Column("key", WORDS, primary_key=True), sa.Column("value", WORDS))
    columns = ("key", "path", "outlet", "published", "title", "body")
    op.create_table(
        "articles",
        sa.Column("id", WORDS, primary_key=True),
        sa.Column("current", sa.Boolean),
        *(sa.Column(name, WORDS) for name in columns),
    )
    for name in ("key", "current", "outlet", "published"):
        op.create_index(f"ix_articles_{name}", "articles", [name])
    for name, more in MARKS.items():
        noun(name, "article", "start", *more)
    for name, own in LINKED.items():
        noun(name, *own)
