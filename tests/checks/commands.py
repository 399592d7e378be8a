"""What the command line promises: exit status, messages, odd streams, install."""
import os
import re
import signal
import subprocess
import time

from tools import records


def usage(t):
    for args, status in (((), 2), (("--help",), 0), (("--version",), 0), (("nonsense",), 2), (("convert",), 2), (("convert", "--nonsense"), 2),
                         (("convert", "-j", "2", "x"), 2), (("convert", "-j", "0", "-o", "x", "x"), 2), (("read",), 2), (("grammar",), 2)):
        run = t.gongbao(*args)
        t.ok("status of: gongbao " + " ".join(args), run.status == status and bool(run.out if status == 0 else run.err), f"{run.status}\n{run.err}")
    listed = [line.split()[0] for line in t.gongbao("--help").out.decode().splitlines() if line.startswith("  ") and not line.startswith("  gongbao")]
    for command in listed:
        run = t.gongbao(command, "--help")
        names = re.findall(r"^  (?:-\w, )?--([\w-]+)", run.out.decode(), re.M)
        t.ok(f"{command} --help", run.status == 0 and b"Usage:" in run.out, run.err)
        t.ok(f"{command} --help names an option once", len(names) == len(set(names)) > 1, str(names))
        t.ok(f"{command} has a manual page", list((t.root / "extractors").glob(f"*/gongbao-{command}.1")), "no man page")


def options(t):
    """Every way to write an option, and what is said when one will not do."""
    plain = t.tmp / "text"
    plain.write_text("到2027年，新建公园45个。\n", "utf-8")
    want = t.gongbao("mentions", "--date", "2026-01-01", "--masks", plain).out
    for args in (("--date=2026-01-01", "--masks", plain), (plain, "-d", "2026-01-01", "--masks"), ("-d2026-01-01", plain, "--masks"),
                 ("--masks", "-d", "2025-05-05", "--date", "2026-01-01", "--", plain)):
        t.ok("written as: " + " ".join(map(str, args)).replace(str(t.tmp), "..."), t.gongbao("mentions", *args).out == want and want, "")
    for command, args, said in (("convert", ("--outptu", "x", "y"), "--output"), ("convert", ("-o",), "--output DIR"), ("convert", ("-x", "y"), "-x"),
                                ("convert", ("--seconds", "0", "y"), "from 1"), ("convert", ("--memory", "-5", "y"), "from 1"),
                                ("convert", ("--jobs", "two", "y"), "two"), ("convert", ("--jobs", "99999999999", "y"), "99999999999"),
                                ("convert", ("--output", "", "y"), "--output"), ("mentions", ("--masks=1", "y"), "no value"),
                                ("search", ("-tn0", "x"), "--limit"), ("convert", ("-\u00e9", "y"), "-\u00e9")):
        run = t.gongbao(command, *args)
        t.ok(f"told of: {command} {' '.join(args)}", run.status == 2 and said in run.err and f"gongbao {command} --help" in run.err and not run.out, run.err)
    for args, said in ((("cnvert", "x"), "convert"), (("help", "diff"), None), ((plain,), "gongbao convert")):
        run = t.gongbao(*args)
        t.ok("a hand is given: " + str(args[0]).replace(str(t.tmp), "..."), said in run.err if said else b"gongbao diff" in run.out, run.err)


def missing(t):
    """What cannot be opened costs a status of 1 with every command (diff has its own), what cannot be written to is found out before."""
    folder = t.tmp / "missing"
    (folder / "empty").mkdir(parents=True)
    (folder / "file").write_text("x")
    good = str(t.root / t.corpus(".html")[0])
    for command, status in (("convert", 1), ("read", 1), ("segment", 1), ("extract", 1), ("normalize", 1), ("check", 1), ("mentions", 1), ("load", 1),
                            ("export", 1), ("report", 1), ("series", 1)):
        for operand in ("nowhere", "empty"):
            run = t.gongbao(command, operand, cwd=folder)
            t.ok(f"{command} {operand}", run.status == status and operand in run.err, f"{run.status} {run.err}")
    (folder / "void.jsonl").write_bytes(b"")
    for command in ("segment", "normalize", "load", "export", "report", "series"):
        run = t.gongbao(command, "void.jsonl", cwd=folder)
        t.ok(f"{command}: a file without records is named", run.status == 1 and "void.jsonl: holds no records" in run.err, f"{run.status} {run.err}")
    for args in (("diff", "nowhere", "nowhere"), ("diff", "empty", "empty"), ("convert", "-o", "file", good), ("export", "-o", "file", good),
                 ("report", "-o", "empty", good), ("render", "-o", "empty", good), ("report", "-d", "nowhere", good),
                 ("convert", "--corrections", "nowhere", good), ("convert", "-g", "nowhere", good)):
        run = t.gongbao(*args, cwd=folder)
        t.ok(" ".join(args).replace(good, "page.html"), run.status == 2 and run.err, f"{run.status} {run.err}")
    run = t.gongbao("convert", "empty", good, cwd=folder)
    t.ok("an empty folder beside a file", run.status == 1 and "empty" in run.err and run.out, run.err)


def standard_output(t):
    some = t.corpus(".html")[:1]
    with open("/dev/full", "wb") as full:
        for args in (("convert", *some), ("read", *some), ("--help",), ("grammar", "show")):
            run = t.gongbao(*args, stdout=full)
            t.ok("full disk: " + " ".join(map(str, args)), run.status == 3 and "cannot write" in run.err, f"{run.status} {run.err}")
    for args in (("convert", *some), ("--help",)):
        p = subprocess.run([str(t.binary), *map(str, args)], cwd=t.root, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                           preexec_fn=lambda: os.close(1))
        t.ok("closed output: " + " ".join(map(str, args)), p.returncode == 3 and p.stderr, f"{p.returncode} {p.stderr}")
    p = subprocess.run(["sh", "-c", 'for i in 1 2 3 4 5 6 7 8; do cat "$2"; done | "$1" convert - | head -c 10 >/dev/null; true', "sh", str(t.binary),
                        str(t.root / some[0])], stderr=subprocess.PIPE, timeout=60)
    t.ok("a reader that goes away", p.returncode == 0, p.stderr)


def lines(t):
    bad = b'{"record":"other","a":[1.50,"\xe5\x85\xac"]}\nnonsense\n{"a":1}\n\xff\xfe\n[1]\n{"record":"last"}'
    for stage in ("segment", "extract", "normalize"):
        run = t.gongbao(stage, stdin=bad)
        out = run.out.splitlines()
        codes = [(r["stage"], r["code"]) for r in records(run.out) if r["record"] == "error"]
        t.ok(f"lines that are no records: {stage}", run.status == 1 and codes == [(stage, "bad_record")] * 4, f"{run.status} {codes}\n{run.err}")
        t.ok(f"unknown records pass: {stage}", bad.splitlines()[0] in out and b'{"record":"last"}' in out, run.out)
        t.ok(f"no input: {stage}", t.gongbao(stage).status == 0)


def files(t):
    empty = t.tmp / "empty.pdf"
    empty.write_bytes(b"")
    for name, path in (("no such file", t.tmp / "nothing.pdf"), ("empty file", empty)):
        run = t.gongbao("convert", path)
        t.ok(name, run.status == 1 and any(r["record"] == "error" for r in records(run.out)), f"{run.status} {run.out}")
    good = t.corpus(".html")[:1]
    run = t.gongbao("convert", t.tmp / "nothing.pdf", *good)
    t.ok("the worst status stands, the rest is read", run.status == 1 and run.out.endswith(t.convert(good[0]).out), f"{run.status}")
    run = t.gongbao("convert", "-", stdin=(t.root / good[0]).read_bytes())
    t.ok("standard input", run.status == 0 and len(run.out.splitlines()) == len(t.convert(good[0]).out.splitlines()), run.err)


def batch(t):
    some = t.corpus(".html")[:1][0]
    folder, out = t.tmp / "in", t.tmp / "out"
    for sub in ("a", "b"):
        (folder / sub).mkdir(parents=True)
        (folder / sub / "x.html").write_bytes((t.root / some).read_bytes())
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 no more")
    (folder / "notes.csv").write_bytes(b"a,b")
    run = t.gongbao("convert", "-o", out, "-j", "2", folder)
    made = sorted(str(p.relative_to(out)) for p in out.rglob("*") if p.is_file())
    t.ok("a folder, a bad file in it", run.status == 1 and made == ["a/x.html.jsonl", "b/x.html.jsonl", "bad.pdf.jsonl"], f"{run.status} {made}\n{run.err}")
    text = run.out.decode("utf-8")
    t.ok("the table tells what was not read", "bad.pdf" in text and "1 not readable" in text and "1 skipped" in text, text)
    run = t.gongbao("convert", "-o", t.tmp / "twice", folder / "a/x.html", folder / "a/x.html")
    t.ok("one input named twice", run.status == 0 and [p.name for p in (t.tmp / "twice").iterdir()] == ["x.html.jsonl"], f"{run.status} {run.err}")
    run = t.gongbao("convert", "-o", t.tmp / "clash", folder / "a/x.html", folder / "b/x.html")
    t.ok("two inputs of one name", run.status == 2 and not (t.tmp / "clash").exists() and "x.html" in run.err, f"{run.status} {run.err}")
    run = t.gongbao("convert", "-o", "/proc/no/such", some)
    t.ok("a folder that cannot be made", run.status == 3, f"{run.status} {run.out}")


def stopped(t):
    """A run that is stopped leaves whole files only."""
    out = t.tmp / "stopped"
    p = subprocess.Popen([str(t.binary), "convert", "-o", str(out), "-j", "2", *map(str, t.corpus())], cwd=t.root, stdout=subprocess.DEVNULL)
    while p.poll() is None and not list(out.glob("*.jsonl")):
        time.sleep(0.005)
    p.send_signal(signal.SIGTERM)
    status = p.wait(timeout=60)
    left = [f.name for f in out.iterdir() if not f.name.endswith(".jsonl")]
    broken = [f.name for f in out.glob("*.jsonl") if f.read_bytes() != t.convert(f"corpus/{f.name[:-6]}").out]
    t.ok("stopped by a signal", status == 3 and not left and not broken, f"status {status}; left {left}; broken {broken}")


def grammars(t):
    broken = t.tmp / "grammars"
    broken.mkdir()
    (broken / "MANIFEST").write_text("broken\n")
    (broken / "broken.gram").write_text("rule x\n  match = (\n")
    some = t.corpus(".html")[0]
    run = t.gongbao("convert", "--grammars", broken, some)
    t.ok("a wrong grammar", run.status == 2 and "broken.gram:" in run.err, f"{run.status} {run.err}")
    run = t.gongbao("convert", some, env={"GONGBAO_GRAMMARS": str(broken)})
    t.ok("a wrong grammar by GONGBAO_GRAMMARS", run.status == 2, f"{run.status} {run.err}")
    run = t.gongbao("convert", "--grammars", t.tmp / "nowhere", some)
    t.ok("no grammar", run.status == 2 and "nowhere" in run.err, f"{run.status} {run.err}")


def install(t):
    root = t.tmp / "root"
    make = ["make", "-s", "--no-print-directory", f"DESTDIR={root}", "PREFIX=/usr", *t.variables]
    made = subprocess.run(make + ["install"], cwd=t.root, capture_output=True, text=True)
    t.ok("install", made.returncode == 0, made.stderr)
    some = t.corpus(".html")[0]
    run = subprocess.run([root / "usr/bin/gongbao", "convert", some], cwd=t.root, capture_output=True)
    t.ok("the installed program finds its grammars", run.returncode == 0 and run.stdout == t.convert(some).out, run.stderr)
    subprocess.run(make + ["uninstall"], cwd=t.root, capture_output=True)
    left = [str(p) for p in root.rglob("*") if p.is_file()]
    t.ok("uninstall leaves nothing", not left, "\n".join(left))


PARTS = (usage, options, missing, standard_output, lines, files, batch, stopped, grammars, install)
