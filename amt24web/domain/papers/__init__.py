"""What the papers of the later phases say, as plain data: one module per paper, shared parts."""
