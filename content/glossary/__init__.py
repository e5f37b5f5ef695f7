"""Words of the field: what means the same, what is the opposite, what hardly means anything."""

from __future__ import annotations
