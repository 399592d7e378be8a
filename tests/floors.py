"""How many faults of which kind are known and allowed, in a file (tests/floors.txt, scripts/ceilings.txt); what is not listed must be without.

A line is "NUMBER GROUP/NAME", sorted by name, so that two changes meet only where they speak of the same thing.
"""
from pathlib import Path

FLOORS = """\
# How many faults are known, a line a document and kind; what is not listed has none.  `make check` fails when there are more.
# Written by `tests/run --accept-floors`, which only lowers the numbers; `--accept-floors --worse` raises them too: say in the commit why.
"""


class Floors:
    def __init__(self, path, accepting, head=FLOORS):
        self.path, self.accepting, self.head, self.allowed, self.seen = Path(path), accepting, head, {}, {}
        for line in self.path.read_text("utf-8").splitlines() if self.path.exists() else []:
            if line and line[0] != "#":
                number, name = line.split(" ", 1)
                self.allowed[name] = int(number)

    def see(self, name, count):
        """Remembers the count, the highest when a name comes up more than once; returns how many are allowed."""
        self.seen[name] = max(count, self.seen.get(name, 0))
        return self.allowed.get(name, 0)

    def better(self, whole_groups):
        return sorted(n for n, count in self.seen.items() if count < self.allowed.get(n, 0) and n.split("/")[0] in whole_groups)

    def write(self, worse, whole_groups):
        """The file after this run, as far as groups ran whole; names of theirs that did not come up are gone.  Returns the changes."""
        new = {n: c for n, c in self.allowed.items() if n in self.seen or n.split("/")[0] not in whole_groups}
        for name, count in self.seen.items():
            if name.split("/")[0] in whole_groups and (worse or count < new.get(name, 0)):
                new[name] = count
        new = {n: c for n, c in new.items() if c}
        changes = [f"{name}: {self.allowed.get(name, 0)} -> {new.get(name, 0)}" for name in sorted(self.allowed.keys() | new.keys())
                   if self.allowed.get(name, 0) != new.get(name, 0)]
        self.path.write_text(self.head + "".join(f"{c} {n}\n" for n, c in sorted(new.items())), "utf-8")
        return changes
