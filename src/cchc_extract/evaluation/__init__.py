"""Scoring against gold, work on gold, and exchange of gold with annotation tools."""
