"""The file that a run writes: one record a line, never over somebody's earlier work."""

from __future__ import annotations

from pathlib import Path

from peer_env.errors import PeerEnvError, ReplayError
from peer_env.record import Record


class RecordFile:
    """Appends records, each one written out before the next episode begins.

    Args:
        path: the file; it is made with the first record.
        append: whether it may exist already.

    Raises:
        PeerEnvError: it exists, or its folder does not.
    """

    def __init__(self, path: Path, *, append: bool) -> None:
        if path.exists() and not append:
            raise PeerEnvError(f"{path} exists already: choose another name, or give --append to add to it.")
        if not path.parent.is_dir():
            raise PeerEnvError(f"There is no folder {path.parent} to write {path.name} into.")
        if path.is_file():
            _mend(path)
        self.path = path
        self._mode = "a" if append else "x"

    def add(self, record: Record) -> None:
        """Write one record."""
        with self.path.open(self._mode, encoding="utf-8", newline="\n") as file:
            file.write(record.line() + "\n")
        self._mode = "a"


def _mend(path: Path) -> None:
    """End the last line of a file that a run left in the middle of a record: whole, or not there."""
    content = path.read_bytes()
    whole, _, last = content.rpartition(b"\n")
    if not last:
        return
    try:
        Record.from_line(last.decode("utf-8", "replace"))
    except ReplayError:
        if whole:
            path.write_bytes(whole + b"\n")
            return
        raise PeerEnvError(f"{path} holds something that is no record; nothing was added to it.") from None
    path.write_bytes(content + b"\n")
