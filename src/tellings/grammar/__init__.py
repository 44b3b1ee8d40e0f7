"""Pure grammars from words to values: numbers, time expressions. No parse, no article."""
