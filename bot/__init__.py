"""The conversation: the practice core, the adapters that carry it, and what starts them."""
