"""Tracking of companies: preview, and the writes that people would make in mongosh."""
