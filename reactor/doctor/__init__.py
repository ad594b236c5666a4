"""Diagnosis: checks of settings, MongoDB, data and machine, each with a remedy."""
