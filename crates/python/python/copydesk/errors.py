"""What can go wrong, as exceptions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a pipeline file."""

    message: str
    line: int | None
    """The line in the file, from 1; None where it is about the file as a whole."""
    column: int | None
    """The character in the line, from 1."""
    help: str | None
    """What would be right."""


class PipelineError(ValueError):
    """A pipeline file that is wrong: everything at once, with places. The text is what ``copydesk check`` prints."""

    def __init__(self, text: str, problems: list[dict]):
        super().__init__(text, problems)
        self.problems = [Problem(**problem) for problem in problems]

    def __str__(self) -> str:
        return self.args[0]


class ArticleError(ValueError):
    """An article that could not be done."""

    def __init__(self, id: str, stage: str, kind: str, message: str):
        super().__init__(id, stage, kind, message)
        self.id, self.stage, self.kind, self.message = id, stage, kind, message

    def __str__(self) -> str:
        return f"{self.id}: {self.stage} ({self.kind}): {self.message}"


class UndatedWarning(UserWarning):
    """Relative dates ("on Tuesday") of articles that came without a day of publication have open values."""
