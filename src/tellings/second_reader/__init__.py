"""A language model as a second reader: optional, off by default, and never believed without the article's own words.

    ask       endpoint, prompts     windows of an article go to a server of the user's choice
    check     replies, places       a reply becomes proposals only where its words stand in the article, exactly
    keep      store, verdicts       proposals wait in the ledger until a user accepts or rejects them

The record is the same with and without it for as long as nobody accepts a proposal.
"""
