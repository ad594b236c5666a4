"""Export and import of ranks and saved jobs as one JSON document."""
