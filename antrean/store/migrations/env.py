"""Runs the migrations of one database in one transaction, on the engine that `schema.upgrade` hands over."""

from alembic import context
from sqlalchemy import Connection, Engine

from antrean.store.schema import prepare_upgrade
from antrean.store.tables import metadata


def _run(connection: Connection) -> None:
    prepare_upgrade(connection)
    context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=False)
    with context.begin_transaction():
        context.run_migrations()


engine: Engine = context.config.attributes["engine"]
if engine.dialect.name == "sqlite":
    with engine.connect() as connection:
        # Batch mode rebuilds tables: foreign keys are off before BEGIN and checked before COMMIT.
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                _run(connection)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise RuntimeError(f"the migration breaks foreign keys: {broken[:3]}")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")
else:
    with engine.begin() as connection:
        _run(connection)
