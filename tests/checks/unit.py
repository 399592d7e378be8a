"""tests/unit/*.c: each is built with all objects but main and run; it asserts."""
import os
import subprocess

from tools import over


def run_one(t, program):
    try:
        run = subprocess.run([program], cwd=t.root, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        t.fail(program.name, "not finished after 120 s")
        return
    t.ok(program.name, run.returncode == 0, f"status {run.returncode}\n{run.stdout}{run.stderr}")


@over(lambda t: sorted((t.root / "tests/unit").glob("*.c")), name=lambda path: path.stem, each=False)
def check(t, sources):
    folder = t.root / "out/obj" / os.environ.get("VARIANT", "release") / "unit"
    programs = [folder / source.stem for source in sources]
    make = ["make", "-k", "-s", "--no-print-directory", f"-j{os.cpu_count() or 1}", *t.variables]

    def build(some):
        return subprocess.run([*make, *(str(p.relative_to(t.root)) for p in some)], cwd=t.root, capture_output=True, text=True)

    good = programs
    if build(programs).returncode:  # say of each what is wrong with it
        built = {p: build([p]) for p in programs}
        good = [p for p in programs if built[p].returncode == 0]
        for program in set(programs) - set(good):
            t.fail(program.name, built[program].stderr)
    t.each(run_one, good)
