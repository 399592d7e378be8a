"""Printed tables with known truth: the shares of cells that may not fall (tests/tables/README), when `make tables` has printed them."""
import json
import subprocess
import sys

FLOORS = {"ruled": 0.9985, "half-ruled": 0.9995, "unruled": 0.9995}  # the figures of the README, as they round


def check(t):
    folder = t.root / "out/tables"
    if not folder.is_dir():
        t.leave_out("tables", "`make tables` prints them, with libreoffice, chromium, qpdf and fonts-noto-cjk")
        return
    score = subprocess.run([sys.executable, str(t.root / "tests/tables/score.py"), str(folder), "--json"], capture_output=True, check=True)
    shares = json.loads(score.stdout)
    for kind, floor in FLOORS.items():
        t.ok(f"cells of {kind} tables", shares.get(kind, 0) >= floor, lambda k=kind: f"{shares.get(k, 0):.3f} of the cells are right")
