"""Writes the scenarios' pages anew: `python -m tests.pages`. The diff is what has changed about a scenario."""

from __future__ import annotations

from tests.pages.written import PAGES, written


def main() -> None:
    """Write every page."""
    changed = 0
    for path, make in PAGES.items():
        text = make()
        if written(path) != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            changed += 1
    print(f"{len(PAGES)} pages, {changed} written anew.")


if __name__ == "__main__":
    main()
