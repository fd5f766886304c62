"""The catalogue as declared: structure, conditions, loading, proof-reading, editions."""
