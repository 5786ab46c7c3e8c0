"""From mentions, numbers and cues to numeric facts: stream, binding, context, checks."""
