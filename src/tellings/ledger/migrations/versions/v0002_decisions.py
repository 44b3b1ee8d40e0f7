"""What users decide, quotations and events."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", WORDS, unique=True),
        *(sa.Column(name, WORDS) for name in ("kind", "who", "when", "body")),
    )
    for name, more in {"quotations": (), "events": ("lemma", "text")}.items():
        op.create_table(
            name,
            sa.Column("id", WORDS, primary_key=True),
            sa.Column("article", WORDS),
            sa.Column("start", sa.Integer),
            *(sa.Column(column, WORDS) for column in more),
            sa.Column("body", WORDS),
        )
        op.create_index(f"{name}_article", name, ["article"])
