"""The queue's consumer: claims jobs for free slots and runs them."""
