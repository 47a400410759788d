"""One command that prints the figures: `python -m benchmarks`. Ratios of one run: the machine cancels out."""

import gc

from benchmarks import change, cold, data, documents, figures, recovery, rules, speed


def main() -> None:
    """Prints all figures."""
    gc.set_threshold(100_000, 20, 20)  # as the program does
    print("Cold start", cold.report(), sep="\n", flush=True)
    print("\nSpeed", speed.report(), sep="\n", flush=True)
    print("\nRules", rules.report(), sep="\n", flush=True)
    print("\nFigures", figures.report(), sep="\n", flush=True)
    print("\nDocuments", documents.report(), sep="\n", flush=True)
    print("\nTables of purchases", data.report(), sep="\n", flush=True)
    print("\nWhat moved", change.report(), sep="\n", flush=True)
    print("\nRecovery", recovery.table(recovery.measure(recovery.SEED)), sep="\n")


if __name__ == "__main__":
    main()
