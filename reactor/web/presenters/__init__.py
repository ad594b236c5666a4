"""What is shown, worked out from what was read: pure, so that properties can be tested."""
