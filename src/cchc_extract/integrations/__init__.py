"""Doors to other ecosystems: spaCy pipelines and Hugging Face datasets."""
