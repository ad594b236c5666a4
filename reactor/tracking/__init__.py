"""Companies that people track: looked at first, then written as people do in mongosh."""
