"""Articles in, records out, in bulk: reading inputs, decoding bytes, writing results."""
