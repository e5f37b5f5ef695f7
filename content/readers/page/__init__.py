"""A page of Markdown: which structure carries its questions, how far each reaches, and what stands below it."""
