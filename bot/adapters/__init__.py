"""One package a platform: its events become requests, our messages become what it shows."""
