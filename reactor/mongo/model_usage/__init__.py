"""What a language model was asked and what it cost: ledger, budgets and outages."""
