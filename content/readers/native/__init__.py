"""The native bank format: read, and written from what was read elsewhere."""
