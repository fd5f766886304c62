"""Reading what others wrote: rows of text from spreadsheets; nothing here knows what they mean."""
