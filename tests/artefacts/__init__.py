"""Tests of reading what others wrote: pure, no database."""
