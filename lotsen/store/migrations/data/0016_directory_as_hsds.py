"""the directory as HSDS has it, with taxonomies, synonyms and history"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_OLD_LEVELS = ("postcode", "municipality", "district", "country")
_NEW_LEVELS = ("postcode", "municipality", "district", "kreis", "radius", "country")
_KINDS = ("organization", "location", "service", "taxonomy_term")
_SOURCES = ("staff", "provider", "import")


def _new_columns() -> dict[str, list[sa.Column[object]]]:
    def line(name: str, length: int = 300) -> sa.Column[object]:
        return sa.Column(name, sa.String(length=length), nullable=True)

    def parts() -> sa.Column[object]:
        return sa.Column("parts", sa.JSON(), nullable=True)

    return {
        "directory_organization": [line("alternate_name"), parts()],
        "directory_location": [
            sa.Column("accessibility", sa.JSON(), nullable=True),
            line("access_note"),
            line("transportation"),
            parts(),
        ],
        "directory_service_at_location": [parts()],
        "directory_service": [
            sa.Column("term_id", sa.Uuid(), nullable=True),
            line("alternate_name"),
            line("professional_contact"),
            line("hours_note"),
            line("how_to_apply"),
            line("alert"),
            line("easy_text", 4000),
            sa.Column("translations", sa.JSON(), nullable=True),
            sa.Column("radius_km", sa.Integer(), nullable=True),
            sa.Column("on_site", sa.Boolean(), nullable=True),
            line("source"),
            parts(),
        ],
    }


def _rewrite(table: str, old: str, new: str) -> None:
    """Change the words of a table's definition on SQLite where what is stored stays as it is.

    SQLite can alter no constraint; its manual names this way for changes that touch no row (ALTER TABLE, 8).
    """
    count = "SELECT count(*) FROM sqlite_master WHERE name = :table AND instr(sql, :old)"
    values = {"table": table, "old": old, "new": new}
    bind = op.get_bind()
    if bind.execute(sa.text(count), values).scalar_one() != 1:
        raise LookupError(f"{table} is not defined as expected")
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    bind.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :old, :new) WHERE name = :table"), values
    )
    bind.exec_driver_sql("PRAGMA writable_schema = RESET")


def _allow_levels(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    before, after = (f"area_level IN ({', '.join(repr(value) for value in values)})" for values in (old, new))
    if op.get_bind().dialect.name == "sqlite":
        _rewrite("directory_service", before, after)
    else:
        name = op.f("ck_directory_service_arealevel")
        op.drop_constraint(name, "directory_service")
        op.create_check_constraint(name, "directory_service", sa.text(after))


def _organization_optional(optional: bool) -> None:
    if op.get_bind().dialect.name == "sqlite":
        required, free = "organization_id CHAR(32) NOT NULL", "organization_id CHAR(32)"
        _rewrite("directory_location", *((required, free) if optional else (free, required)))
    else:
        op.alter_column("directory_location", "organization_id", nullable=optional)


def upgrade() -> None:
    _allow_levels(_OLD_LEVELS, _NEW_LEVELS)
    _organization_optional(True)
    for table, columns in _new_columns().items():
        for column in columns:
            op.add_column(table, column)
    op.create_table(
        "directory_taxonomy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=4000), nullable=False),
        sa.Column("uri", sa.String(length=300), nullable=True),
        sa.Column("version", sa.String(length=300), nullable=True),
        sa.Column("parts", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_taxonomy")),
    )
    op.create_table(
        "directory_taxonomy_term",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("taxonomy_id", sa.Uuid(), nullable=True),
        sa.Column("code", sa.String(length=300), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=4000), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("service_type", sa.String(length=10), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=True),
        sa.Column("uri", sa.String(length=300), nullable=True),
        sa.Column("parts", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["taxonomy_id"],
            ["directory_taxonomy.id"],
            name=op.f("fk_directory_taxonomy_term_taxonomy_id_directory_taxonomy"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_taxonomy_term")),
    )
    with op.batch_alter_table("directory_taxonomy_term", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_taxonomy_term_taxonomy_id"), ["taxonomy_id"], unique=False
        )
    op.create_table(
        "directory_synonyms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_synonyms")),
    )
    op.create_table(
        "directory_entry_revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", _word("objectkind", _KINDS), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("source", _word("changesource", _SOURCES), nullable=False),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_entry_revision")),
        sa.UniqueConstraint("object_id", "number", name=op.f("uq_directory_entry_revision_object_id")),
    )


def _word(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def downgrade() -> None:
    op.drop_table("directory_entry_revision")
    op.drop_table("directory_synonyms")
    op.drop_table("directory_taxonomy_term")
    op.drop_table("directory_taxonomy")
    for table, columns in reversed(_new_columns().items()):
        for column in reversed(columns):
            op.drop_column(table, column.name)
    op.execute("DELETE FROM directory_location WHERE organization_id IS NULL")
    op.execute("UPDATE directory_service SET area_level = NULL WHERE area_level IN ('kreis', 'radius')")
    _organization_optional(False)
    _allow_levels(_NEW_LEVELS, _OLD_LEVELS)
