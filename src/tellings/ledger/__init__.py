"""The store: articles, marks and all that is linked and weighed, in one SQLite file or on a PostgreSQL server.

schema      its tables, the same in both databases
upgrade     from an older version of them to this one
store       `Ledger`: what is put in and what is given back
"""

from tellings.ledger.schema import LINKED as LINKED
from tellings.ledger.schema import MARKS as MARKS
from tellings.ledger.schema import articles as articles
from tellings.ledger.schema import decisions as decisions
from tellings.ledger.store import Ledger as Ledger
