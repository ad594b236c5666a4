"""Companies and preferences to begin with."""
