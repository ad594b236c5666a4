"""The change stream: read, filtered, folded into batches, and acknowledged by checkpoints."""
