"""tests/unit/*.c: each is built with all objects but main and run; it asserts."""
import os
import subprocess


def check(t):
    sources = sorted((t.root / "tests/unit").glob("*.c"))
    variant = os.environ.get("VARIANT", "release")
    make = ["make", "-k", "-s", "--no-print-directory", *t.variables]
    for source in sources:
        program = t.root / "out/obj" / variant / "unit" / source.stem
        if not t.wanted(source.stem):
            continue
        built = subprocess.run(make + [str(program.relative_to(t.root))], cwd=t.root, capture_output=True, text=True)
        if built.returncode != 0:
            t.fail(source.stem, built.stderr)
            continue
        run = subprocess.run([program], cwd=t.root, capture_output=True, text=True, timeout=120)
        t.ok(source.stem, run.returncode == 0, f"status {run.returncode}\n{run.stdout}{run.stderr}")
