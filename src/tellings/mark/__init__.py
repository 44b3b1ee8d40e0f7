"""One article to its marks, each with its span. Never looks at a second article."""
