"""Answers to surveys, added up by course."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('survey_tally',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('context_id', sa.Integer(), nullable=False),
    sa.Column('unit_key', sa.String(length=255), nullable=False),
    sa.Column('shown', sa.JSON(), nullable=False),
    sa.Column('waiting', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['context_id'], ['context.id'], name=op.f('fk_survey_tally_context_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_tally')),
    sa.UniqueConstraint('context_id', 'unit_key', name=op.f('uq_survey_tally_context_id_unit_key'))
    )


def downgrade() -> None:
    op.drop_table('survey_tally')
