"""What decisions are made of, and how planned actions are carried out."""
