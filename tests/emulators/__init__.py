"""Stand-ins for what we talk to over a network, on loopback."""
