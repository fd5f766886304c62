"""What can be done: one module per story, one function per verb, one transaction each."""
