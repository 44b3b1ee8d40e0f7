"""Tellings reads what many outlets wrote about one story and puts it on record.

    read  ->  mark  ->  link  ->  weigh  ->  show
    bytes     one       many      groups     people
              article   articles             and tools

It says what the articles say, with the words that show it. It never says what is true.
`tellings.pipeline` is the flow, `tellings.model` the nouns, `tellings.ledger` the store.
"""

__version__ = "0.1.0"
