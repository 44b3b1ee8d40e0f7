"""Marks of many articles to stories, people, measures, claims and origins."""
