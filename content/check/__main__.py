"""`python -m content.check FILE...`: print every fault of these banks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from content.check import check
from content.model import Bank
from content.readers.native import read_bank
from content.readers.reading import Fault


def main() -> int:
    """Check the named banks; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="content.check", description=main.__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    banks: list[Bank] = []
    faults: list[Fault] = []
    for file in parser.parse_args().files:
        bank, found = read_bank(file.read_text(encoding="utf-8"), file)
        faults += found
        banks += [bank] if bank else []
    faults += check(banks, strict=True)
    for fault in sorted(faults, key=lambda fault: (fault.source.path, fault.source.line)):
        sys.stdout.write(f"{fault}\n")
    asked = sum(len(bank.questions) for bank in banks)
    sys.stdout.write(f"{asked} questions in {len(banks)} banks, {len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
