"""How everything stands in the database, read in a few trips; nothing is written."""
