"""Everything that talks to MongoDB; the only package that imports its driver."""
