"""What clients and deployments that wait for approval have sent."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('registration', sa.Column('introduced', sa.JSON(), nullable=True))
    op.add_column('deployment', sa.Column('introduced', sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column('deployment', 'introduced')
    op.drop_column('registration', 'introduced')
