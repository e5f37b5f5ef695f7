"""What learning platforms and quiz collections exchange."""
