"""How the tables of a ledger came to be what they are: one step a version, run by Alembic (see `upgrade`)."""
