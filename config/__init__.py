"""What the operator can set: one frozen Settings object."""
