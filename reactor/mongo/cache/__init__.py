"""What is kept so that nothing is fetched or read twice: pages, posting texts, CVs."""
