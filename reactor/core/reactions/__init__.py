"""Acts on batches: reads facts, decides, and carries out effects."""
