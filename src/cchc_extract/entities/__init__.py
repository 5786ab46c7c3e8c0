"""Mentions: units, people, documents, and the learned layer beside the rules."""

from cchc_extract.entities.ner import NerMode
from cchc_extract.entities.reader import LAYERS, Entities, EntityReader

__all__ = ["LAYERS", "Entities", "EntityReader", "NerMode"]
