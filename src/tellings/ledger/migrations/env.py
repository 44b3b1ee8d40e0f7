"""What Alembic runs the steps in: the connection of an open ledger, in the one transaction that is ours."""

from alembic import context

from tellings.ledger.upgrade import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"], version_table=VERSION_TABLE, transactional_ddl=False
)
context.run_migrations()
