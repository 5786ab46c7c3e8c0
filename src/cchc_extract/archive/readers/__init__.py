"""Readers of articles, by kind of input, and the one stream over all inputs of a command."""

from cchc_extract.archive.readers.inputs import Format, find_inputs, read_articles

__all__ = ["Format", "find_inputs", "read_articles"]
