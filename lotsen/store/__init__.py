"""The three stores: record bases, column types, engines, the unit of work, migrations."""
