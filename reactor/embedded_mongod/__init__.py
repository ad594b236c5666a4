"""The embedded mongod: its program, process, port and data folder."""
