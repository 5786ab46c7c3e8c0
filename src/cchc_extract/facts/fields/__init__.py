"""Further fields of facts: what a number is a share of, among whom, of which part or sector."""

from cchc_extract.facts.fields.reader import FieldReader

__all__ = ["FieldReader"]
