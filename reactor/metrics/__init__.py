"""What is counted for Prometheus: where things happen, and told when somebody asks."""
