"""What `reactor doctor` reads of MongoDB. Judging it is the doctor's; nothing here writes."""
