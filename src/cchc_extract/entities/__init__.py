"""Mentions: units, people, documents, and the learned layer beside the rules."""
