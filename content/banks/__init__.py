"""The questions we ship: Markdown, one file a topic, written by hand."""
