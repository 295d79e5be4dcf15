"""One row per turn of a recurring job; its unique turn is what lets only one process take it."""

from datetime import datetime

import sqlalchemy as sa

from lotsen.store.record import DataRecord, column


class JobRun(DataRecord, table=True):
    """A turn that a process took."""

    __table_args__ = (sa.UniqueConstraint("name", "turn", name="uq_jobs_job_run_turn"),)

    name: str = column(data_class="code", reason="which job, a constant of the code", max_length=40)
    turn: datetime
    started_at: datetime
    finished_at: datetime | None = None
    count: int = 0
    failed: bool = False
