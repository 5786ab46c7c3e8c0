"""Readers of articles, by kind of input, and the one stream over all inputs of a command."""

from cchc_extract.archive.readers.articles import read_articles
from cchc_extract.archive.readers.inputs import Input, find_inputs

__all__ = ["Input", "find_inputs", "read_articles"]
