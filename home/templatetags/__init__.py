"""What the public templates say with: dates, numbers, icons, the scheda seen from its document."""
