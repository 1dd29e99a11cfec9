"""The last launches of each registration, and the last that failed."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('launch_record',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('reference', sa.String(length=16), nullable=True),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('detail', sa.String(length=1024), nullable=False),
    sa.Column('failed_check', sa.String(length=20), nullable=True),
    sa.Column('mode', sa.String(length=16), nullable=False),
    sa.Column('behind', sa.Double(), nullable=True),
    sa.Column('claims', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(
        ['registration_id'], ['registration.id'], ondelete='CASCADE',
        name=op.f('fk_launch_record_registration_id'),
    ),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_launch_record'))
    )
    op.create_index(op.f('ix_launch_record_at'), 'launch_record', ['at'])
    op.create_index(op.f('ix_launch_record_reference'), 'launch_record', ['reference'])
    op.create_index(op.f('ix_launch_record_registration_id_code'), 'launch_record', ['registration_id', 'code'])


def downgrade() -> None:
    op.drop_table('launch_record')
