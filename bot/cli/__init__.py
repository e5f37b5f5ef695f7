"""The command line: `hotseat …`."""
