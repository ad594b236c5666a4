"""The people of the house: who they are, what their CVs say, and who is matched."""
