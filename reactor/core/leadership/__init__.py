"""The lease of a reactor, and the election of a leader among several reactors."""
