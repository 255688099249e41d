"""Writes the golden transcripts anew: `python -m tests.golden`. The diff is the change of behaviour."""

from __future__ import annotations

from tests.golden.transcripts import FOLDER, golden, written


def main() -> None:
    """Write every golden file, and take away those that nothing writes any more."""
    pages = golden()
    for name in written() - pages.keys():
        (FOLDER / name).unlink()
    changed = 0
    for name, make in pages.items():
        path, text = FOLDER / name, make()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            changed += 1
    print(f"{len(pages)} golden transcripts, {changed} written anew.")


if __name__ == "__main__":
    main()
