"""Structured records from Vietnamese news about administrative reform."""
