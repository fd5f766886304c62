"""The words of the house: what things are called, how they are said, what can go wrong."""
