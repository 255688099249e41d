"""What the scenarios share: the people, the words for each factor, the brief, the drive's side documents."""
