"""People of a course, what they have opened there, and whether a platform's administrator wants names."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('course_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('context_id', sa.Integer(), nullable=False),
    sa.Column('sub', sa.String(length=255), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('teaches', sa.Boolean(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['context_id'], ['context.id'], name=op.f('fk_course_member_context_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_member')),
    sa.UniqueConstraint('context_id', 'sub', name=op.f('uq_course_member_context_id_sub'))
    )
    op.create_table('roster',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('context_id', sa.Integer(), nullable=False),
    sa.Column('link', sa.String(length=255), nullable=False),
    sa.Column('tried_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('trouble', sa.String(length=255), nullable=True),
    sa.Column('differences_url', sa.String(length=2048), nullable=True),
    sa.Column('subs', sa.JSON(none_as_null=True), nullable=True),
    sa.ForeignKeyConstraint(['context_id'], ['context.id'], name=op.f('fk_roster_context_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster')),
    sa.UniqueConstraint('context_id', 'link', name=op.f('uq_roster_context_id_link'))
    )
    op.create_table('unit_visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('context_id', sa.Integer(), nullable=False),
    sa.Column('unit_key', sa.String(length=255), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('by_teacher', sa.Boolean(), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['context_id'], ['context.id'], name=op.f('fk_unit_visit_context_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_unit_visit_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_visit')),
    sa.UniqueConstraint('context_id', 'unit_key', 'person_id', name=op.f('uq_unit_visit_context_id_unit_key_person_id'))
    )
    op.create_index(op.f('ix_unit_visit_person_id'), 'unit_visit', ['person_id'])
    op.add_column('context', sa.Column('members_url', sa.String(length=2048), nullable=True))
    op.add_column('registration', sa.Column('names', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('invitation', sa.Column('names', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column('invitation', 'names')
    op.drop_column('registration', 'names')
    op.drop_column('context', 'members_url')
    op.drop_index(op.f('ix_unit_visit_person_id'), table_name='unit_visit')
    op.drop_table('unit_visit')
    op.drop_table('roster')
    op.drop_table('course_member')
