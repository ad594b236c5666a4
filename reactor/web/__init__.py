"""What the reactor tells over HTTP."""
