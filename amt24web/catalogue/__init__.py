"""What is asked, as declared: the German content, its structure, its conditions, its editions."""
