"""What was saved for people: read, and marked as they go on with it."""
