"""The public half of each signing key, so that publishing it opens no private key."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('tool_key', sa.Column('public_jwk', sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column('tool_key', 'public_jwk')
