"""The people of the database: their profiles, CVs, and whether they are matched."""
