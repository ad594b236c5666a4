"""A mongod of our own: its program, its process, its port and its data folder."""
