"""What an applicant may do: appeal against a refusal, ask somebody else to conclude once the term has passed."""
