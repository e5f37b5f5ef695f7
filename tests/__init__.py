"""The tests, laid out as the code is; `scenarios` holds the conversations."""
