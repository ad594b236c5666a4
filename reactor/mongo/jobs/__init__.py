"""The job queue: claims, retries, results, and jobs that crashed their reactor."""
