"""What the words mean: rule data with examples, its loader, and the one scan over an article."""

from cchc_extract.lexicon.loader import Entry, LexiconError, load_entries
from cchc_extract.lexicon.scan import Lexeme, Scanner

__all__ = ["Entry", "Lexeme", "LexiconError", "Scanner", "load_entries"]
