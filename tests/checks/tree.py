"""The tree keeps its own rules: layers, sizes, banned functions (scripts/lint says which), and nothing is made outside out/."""
import subprocess


def check(t):
    lint = subprocess.run(["python3", "-B", t.root / "scripts/lint", "--own"], cwd=t.root, capture_output=True, text=True)
    t.ok("lint", lint.returncode == 0, lint.stdout + lint.stderr)
    bootstrap = subprocess.run([t.root / "scripts/bootstrap", "build", "tests"], cwd="/", capture_output=True, text=True, timeout=60)
    t.ok("bootstrap has nothing to do", bootstrap.returncode == 0 and not bootstrap.stdout + bootstrap.stderr, bootstrap.stderr)
