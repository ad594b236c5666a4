"""Makes a database ready: collections, indexes, validators and repairs."""
