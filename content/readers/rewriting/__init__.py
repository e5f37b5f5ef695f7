"""What is written otherwise, rewritten as Markdown: one reader serves all, and every line keeps its number."""
