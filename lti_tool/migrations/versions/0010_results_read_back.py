"""Results as gradebooks show them, and where columns of a course are listed."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('outbox_score', sa.Column('shown_share', sa.Double(), nullable=True))
    op.add_column('outbox_score', sa.Column('shown_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('line_item', sa.Column('results_tried_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('line_item', sa.Column('results_trouble', sa.String(length=255), nullable=True))
    op.add_column('resource_link', sa.Column('column_tried_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('context', sa.Column('line_items_url', sa.String(length=2048), nullable=True))
    op.add_column('context', sa.Column('line_item_scopes', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column('context', 'line_item_scopes')
    op.drop_column('context', 'line_items_url')
    op.drop_column('resource_link', 'column_tried_at')
    op.drop_column('line_item', 'results_trouble')
    op.drop_column('line_item', 'results_tried_at')
    op.drop_column('outbox_score', 'shown_at')
    op.drop_column('outbox_score', 'shown_share')
