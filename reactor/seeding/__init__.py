"""Starter companies and preferences."""
