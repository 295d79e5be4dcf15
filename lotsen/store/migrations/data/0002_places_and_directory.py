"""places and directory"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "directory_directory_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_directory_version")),
    )
    op.create_table(
        "directory_organization",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=4000), nullable=True),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("email", sa.String(length=300), nullable=True),
        sa.Column("phone", sa.String(length=300), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_organization")),
    )
    with op.batch_alter_table("directory_organization", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_directory_organization_name"), ["name"], unique=False)

    op.create_table(
        "places_municipality",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kreis", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places_municipality")),
        sa.UniqueConstraint("code", name=op.f("uq_places_municipality_code")),
    )
    op.create_table(
        "directory_location",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("postcode", sa.String(length=5), nullable=False),
        sa.Column("city", sa.String(length=300), nullable=False),
        sa.Column("district", sa.String(length=300), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("wheelchair", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["directory_organization.id"],
            name=op.f("fk_directory_location_organization_id_directory_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_location")),
    )
    with op.batch_alter_table("directory_location", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_location_organization_id"), ["organization_id"], unique=False
        )

    op.create_table(
        "directory_service",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("service_type", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=4000), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "inactive",
                "defunct",
                "temporarily closed",
                name="servicestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("phone", sa.String(length=300), nullable=True),
        sa.Column("email", sa.String(length=300), nullable=True),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("professional_phone", sa.String(length=300), nullable=True),
        sa.Column("professional_email", sa.String(length=300), nullable=True),
        sa.Column("opening_hours", sa.String(length=300), nullable=True),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("min_weeks", sa.Integer(), nullable=True),
        sa.Column("max_weeks", sa.Integer(), nullable=True),
        sa.Column("min_months", sa.Integer(), nullable=True),
        sa.Column("max_months", sa.Integer(), nullable=True),
        sa.Column(
            "area_level",
            sa.Enum(
                "postcode",
                "municipality",
                "district",
                "country",
                name="arealevel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("area_codes", sa.JSON(), nullable=False),
        sa.Column("residence_required", sa.Boolean(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("interpreter", sa.Boolean(), nullable=True),
        sa.Column("home_visit", sa.Boolean(), nullable=True),
        sa.Column("by_phone", sa.Boolean(), nullable=True),
        sa.Column("online", sa.Boolean(), nullable=True),
        sa.Column(
            "access",
            sa.Enum(
                "open",
                "appointment",
                "application",
                "prescription",
                "family_office_only",
                name="accessroute",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "cost",
            sa.Enum(
                "free",
                "reduced",
                "fee",
                "insurance",
                name="cost",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("cost_note", sa.String(length=300), nullable=True),
        sa.Column("insurance_required", sa.Boolean(), nullable=True),
        sa.Column("target_groups", sa.JSON(), nullable=False),
        sa.Column("excluded_groups", sa.JSON(), nullable=False),
        sa.Column("anonymous_possible", sa.Boolean(), nullable=True),
        sa.Column("childcare", sa.Boolean(), nullable=True),
        sa.Column("protected_address", sa.Boolean(), nullable=False),
        sa.Column(
            "capacity",
            sa.Enum(
                "free",
                "waiting_list",
                "closed",
                name="capacity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("waiting_weeks", sa.Integer(), nullable=True),
        sa.Column("capacity_checked_on", sa.Date(), nullable=True),
        sa.Column("capacity_source", sa.String(length=300), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["directory_organization.id"],
            name=op.f("fk_directory_service_organization_id_directory_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_service")),
    )
    with op.batch_alter_table("directory_service", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_service_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_directory_service_service_type"), ["service_type"], unique=False)

    op.create_table(
        "places_district",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("municipality", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["places_municipality.code"],
            name=op.f("fk_places_district_municipality_places_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places_district")),
        sa.UniqueConstraint("code", name=op.f("uq_places_district_code")),
    )
    with op.batch_alter_table("places_district", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_places_district_municipality"), ["municipality"], unique=False)

    op.create_table(
        "directory_service_at_location",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["directory_location.id"],
            name=op.f("fk_directory_service_at_location_location_id_directory_location"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["directory_service.id"],
            name=op.f("fk_directory_service_at_location_service_id_directory_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_service_at_location")),
        sa.UniqueConstraint(
            "service_id", "location_id", name=op.f("uq_directory_service_at_location_service_id")
        ),
    )
    with op.batch_alter_table("directory_service_at_location", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_service_at_location_location_id"), ["location_id"], unique=False
        )

    op.create_table(
        "places_postcode",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("postcode", sa.String(length=5), nullable=False),
        sa.Column("municipality", sa.String(length=60), nullable=False),
        sa.Column("district", sa.String(length=60), nullable=True),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district"], ["places_district.code"], name=op.f("fk_places_postcode_district_places_district")
        ),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["places_municipality.code"],
            name=op.f("fk_places_postcode_municipality_places_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places_postcode")),
        sa.UniqueConstraint("postcode", "municipality", "district", name=op.f("uq_places_postcode_postcode")),
    )
    with op.batch_alter_table("places_postcode", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_places_postcode_municipality"), ["municipality"], unique=False)
        batch_op.create_index(batch_op.f("ix_places_postcode_postcode"), ["postcode"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("places_postcode", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_places_postcode_postcode"))
        batch_op.drop_index(batch_op.f("ix_places_postcode_municipality"))

    op.drop_table("places_postcode")
    with op.batch_alter_table("directory_service_at_location", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_directory_service_at_location_location_id"))

    op.drop_table("directory_service_at_location")
    with op.batch_alter_table("places_district", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_places_district_municipality"))

    op.drop_table("places_district")
    with op.batch_alter_table("directory_service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_directory_service_service_type"))
        batch_op.drop_index(batch_op.f("ix_directory_service_organization_id"))

    op.drop_table("directory_service")
    with op.batch_alter_table("directory_location", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_directory_location_organization_id"))

    op.drop_table("directory_location")
    op.drop_table("places_municipality")
    with op.batch_alter_table("directory_organization", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_directory_organization_name"))

    op.drop_table("directory_organization")
    op.drop_table("directory_directory_version")
