"""Send what is owed: claim, compose, send, mark."""
