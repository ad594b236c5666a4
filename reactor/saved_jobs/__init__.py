"""Saved matches: listing, and updates of status and notes."""
