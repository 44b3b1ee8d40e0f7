"""Bytes to articles, one file a kind of input. Sees one source; what it infers says so."""
