"""What the bot does, in plain functions: no platform, no SQL, no clock, no await."""
