"""Wake the due work; the heartbeat owns no truth."""
