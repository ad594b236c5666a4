"""Acts on batches: facts are read, decisions made, effects carried out."""
