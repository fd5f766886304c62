"""The words of the house: what things are called, how they are said in German, what can go wrong."""
