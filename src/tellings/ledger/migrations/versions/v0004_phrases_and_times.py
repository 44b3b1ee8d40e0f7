"""On a server the index of words also tells which words stand side by side and when: a large ledger is searched by it.

A phrase is looked up by its pairs of words, not in every passage that has all its words, and a common word only among
passages of a time (see `fulltext.newest_of_server`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# A number for each two words that stand side by side. Different pairs may share one, since few numbers make a small
# index: where a number is found the passage itself is looked at.
PAIRS = """
CREATE FUNCTION ledger_pairs(words tsvector) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg((own # (next >> 3)) & 65535) FILTER (WHERE next IS NOT NULL), '{}')
    FROM (
        SELECT own, lead(own) OVER (ORDER BY place) AS next
        FROM (SELECT hashtext(lexeme) AS own, unnest(positions) AS place FROM unnest(words)) AS word
    ) AS neighbours
$$
"""


def upgrade() -> None:
    """Make the index anew on a server; a file has no need of it."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(PAIRS)
    op.execute("DROP INDEX passages_words")
    op.execute("SET LOCAL maintenance_work_mem = '256MB'")  # with the usual 64 it is made in more steps
    op.execute("CREATE INDEX passages_words ON passages USING gin (words, ledger_pairs(words), (ARRAY[id >> 44]))")
    if op.get_bind().scalar(sa.text("SELECT EXISTS (SELECT 1 FROM passages)")):
        op.execute("ANALYZE passages")  # how frequent a pair is
