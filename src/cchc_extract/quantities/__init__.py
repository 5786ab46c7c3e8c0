"""Numbers and periods: what is counted and when, before anybody asks what it means."""
