"""What was said in order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a database here from the version before."""
    op.create_index("ix_revisions_said", "revisions", ["round", "received_at"], sqlite_where=sa.text("burst > 0"))
