"""What is remembered: SQLite by default, frozen records in and out."""

from storage.transaction import Tx

__all__ = ["Tx"]
