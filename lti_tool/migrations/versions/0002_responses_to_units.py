"""A person's own responses to the items of a unit."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('unit_responses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('context_id', sa.Integer(), nullable=True),
    sa.Column('unit_key', sa.String(length=255), nullable=False),
    sa.Column('responses', sa.JSON(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['context_id'], ['context.id'], name=op.f('fk_unit_responses_context_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_unit_responses_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_responses')),
    sa.UniqueConstraint('context_id', 'unit_key', 'person_id', name=op.f('uq_unit_responses_context_id_unit_key_person_id'))
    )
    with op.batch_alter_table('unit_responses', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unit_responses_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_unit_responses_own', ['person_id', 'unit_key'], unique=True, sqlite_where=sa.text('context_id IS NULL'), postgresql_where=sa.text('context_id IS NULL'))


def downgrade() -> None:
    op.drop_table('unit_responses')
