"""Tellings reads what many outlets wrote about one story and puts it on record."""
