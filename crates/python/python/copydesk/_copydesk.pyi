"""The native half; use :class:`copydesk.Pipeline`."""

from typing import Any

import pyarrow

class Core:
    """A checked pipeline with its models loaded."""

    def __new__(
        cls, text: str, file: str, name: str, folder: str, time_limit: float | None
    ) -> Core: ...
    @property
    def name(self) -> str: ...
    def stages(self) -> list[dict[str, Any]]: ...
    def annotate(self, articles: list[bytes], jobs: int) -> list[bytes]: ...
    def annotate_arrow(
        self, articles: pyarrow.RecordBatch, jobs: int
    ) -> pyarrow.RecordBatch: ...
    def output_schema(self) -> pyarrow.Schema: ...
