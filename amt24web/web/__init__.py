"""What is seen: one blueprint per story; a view unpacks, makes one call, packs."""
