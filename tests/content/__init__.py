"""The content as shipped: questions, rules, ways and kinds, in the words of the house."""
