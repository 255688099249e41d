"""`python -m tests.mutation`: switches off every detector and every component of the reward, one at a time.

Prints for each mutant what no longer works, and the script and the promise by which that is noticed. Ends with 1 where
a mutant survives.
"""

from __future__ import annotations

import sys
import time

from tests.mutation.runs import mutants, run, table


def main(names: list[str]) -> int:
    """Run the mutants of these names, or all."""
    began = time.perf_counter()
    runs = [run(mutant) for mutant in mutants() if not names or any(name in mutant.name for name in names)]
    print(table(runs))
    survivors = [one.mutant.name for one in runs if not one.caught and not one.idle]
    idle = sum(one.idle for one in runs)
    print(
        f"\n{len(runs)} mutants, {len(runs) - len(survivors) - idle} caught, {idle} of parts that no scenario has, "
        f"{len(survivors)} surviving{': ' * bool(survivors)}{', '.join(survivors)}; "
        f"{time.perf_counter() - began:.1f} s"
    )
    return bool(survivors)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
