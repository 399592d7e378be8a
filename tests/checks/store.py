"""load, search, export, corrections: on SQLite, and on a PostgreSQL server of our own where its programs are there."""
import csv
import glob
import hashlib
import io
import json
import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from datetime import date
from pathlib import Path

from tools import over, records

DOCUMENT = {"record": "document", "id": "", "title": None, "notice_title": None, "number": None, "number_parts": None, "genre": None, "purpose": None, "issuer": [],
            "addressees": [], "signed": None, "published": None, "index_number": None, "subject": None, "disclosure": None, "period": None,
            "attachments": [], "gazette": None, "source": "", "pages": None}
WHERE = {"block": 1, "offset": 0, "length": 9, "page": 3, "bbox": [1.0, 2.0, 3.0, 4.0], "cell": None}
TARGET = {"record": "target", "id": "", "document": "", "measure": None, "indicator": None, "scope": None, "value": None, "value_max": None, "unit": "",
          "unit_code": None, "comparator": "=", "basis": "level", "direction": None, "per": None, "modality": "firm", "deadline": None,
          "deadline_source": None, "attribute": None, "baseline": None, "implied": False, "responsible": [], "quote": "", "context": "",
          "where": WHERE, "rule": "test", "flags": []}
KINDS = ("document", "section", "measure", "target", "fact", "milestone", "error")


def lines(rows):
    return "".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in rows).encode()


def target(document, measure, n, **more):
    words = f"到2026年底，{measure}的覆盖率达到{n % 100}%。"
    return {**TARGET, "id": f"{document}#{measure}/t{n}", "document": document, "measure": measure, "indicator": f"{measure}的覆盖率",
            "value": str(n % 100), "unit": "%", "deadline": "2026-12-31", "deadline_source": "explicit", "quote": f"达到{n % 100}%",
            "context": words, "responsible": [{"name": "市教委", "role": "牵头"}], **more}


def unit(n, targets=6, sha=None, path=None, **first):
    """The records of a file with one document."""
    document = f"甲府发〔2026〕{n}号"
    path = path or f"doc{n}.html"
    rows = [{"record": "source", "schema": "gongbao/1", "path": path, "media": "text/html", "sha256": sha or hashlib.sha256(path.encode()).hexdigest(),
             "bytes": 1, "pages": None, "meta": {}},
            {**DOCUMENT, "id": document, "number": document, "title": f"工作要点{n}", "issuer": ["甲市人民政府"], "source": path}]
    for m in range(targets // 3):
        some = [target(document, f"{'一二三四五六七八九'[m % 9]}/{m}", 3 * m + k, **(first if m + k == 0 else {})) for k in range(3)]
        rows.append({"record": "measure", "id": f"{document}#{some[0]['measure']}", "document": document, "measure": some[0]["measure"], "label": str(m),
                     "ordinal": m, "title": None, "text": "".join(t["context"] for t in some), "responsible": some[0]["responsible"], "where": WHERE})
        rows += some
    counts = {k: sum(r["record"] == k for r in rows) for k in KINDS}
    return rows + [{"record": "summary", "path": path, "counts": counts, "pages": None}]


# ---- the two databases ----

class Sqlite:
    name = "sqlite"

    def __init__(self, folder):
        self.folder, self.n, self.url = folder, 0, None

    def fresh(self):
        self.n += 1
        self.url = str(self.folder / f"store{self.n}.db")

    def sql(self, text):
        with sqlite3.connect(f"file:{self.url}?mode=ro", uri=True, timeout=30) as db:
            return ["|".join("" if c is None else str(c) for c in row) for row in db.execute(text)]

    def close(self):
        pass


class Postgres:
    """A server in a folder of its own, on a socket of its own; it cannot run as root."""
    name = "postgresql"

    def __init__(self, bins):
        self.bins, self.n, self.url = Path(bins), 0, None
        self.folder = Path(tempfile.mkdtemp(prefix="gbpg-", dir="/tmp"))
        self.user = []
        if os.geteuid() == 0:
            name = next(p.pw_name for p in pwd.getpwall() if p.pw_name in ("postgres", "nobody"))
            shutil.chown(self.folder, name)
            self.user = ["setpriv", f"--reuid={name}", "--clear-groups", "--"]
        self.run("initdb", "-D", self.folder / "data", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "gongbao", "-N")
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", f"-c listen_addresses='' -c fsync=off -k {self.folder}", "start")

    def run(self, program, *args):
        subprocess.run([*self.user, str(self.bins / program), *map(str, args)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                       cwd=self.folder, timeout=120)

    def address(self, name):
        return f"postgresql://gongbao@/{name}?host={self.folder}"

    def fresh(self):
        self.n += 1
        subprocess.run([self.bins / "psql", "-q", self.address("postgres"), "-c", f"CREATE DATABASE store{self.n}"], check=True, timeout=60)
        self.url = self.address(f"store{self.n}")

    def sql(self, text):
        run = subprocess.run([self.bins / "psql", "-XAtq", self.url, "-c", text], capture_output=True, text=True, timeout=60)
        if run.returncode != 0:
            raise sqlite3.OperationalError(run.stderr)
        return run.stdout.splitlines()

    def close(self):
        self.run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def postgres_programs():
    folders = [Path(p) for p in sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True) + os.environ["PATH"].split(":")]
    return next((f for f in folders if all((f / p).exists() for p in ("initdb", "pg_ctl", "psql"))), None)


def dump(t, db):
    """All that a database holds now, in an order of its own."""
    folder = t.tmp / "dump"
    run = t.gongbao("export", "--db", db.url, "-f", "jsonl", "-o", folder)
    rows = sorted(line for p in sorted(folder.glob("*.jsonl")) for line in p.read_bytes().splitlines())
    return (run.status, rows)


# ---- what is promised ----

def once(t, db):
    db.fresh()
    stream = lines([r for n in range(20) for r in unit(n)])
    first = t.gongbao("load", "--db", db.url, stdin=stream)
    t.ok(f"{db.name}: a load", first.status == 0 and b"documents: 20 new" in first.out, f"{first.status} {first.out} {first.err}")
    held = dump(t, db)
    t.ok(f"{db.name}: nothing is lost", held == (0, sorted(x for x in stream.splitlines() if b'"source","schema"' not in x and b'"summary"' not in x)), str(held)[:900])
    again = t.gongbao("load", "--db", db.url, stdin=stream)
    t.ok(f"{db.name}: a second load changes nothing", again.status == 0 and b" 20 unchanged" in again.out and dump(t, db) == held, str(again.out))
    t.ok(f"{db.name}: rows", db.sql("SELECT count(*) FROM targets") == ["120"] and db.sql("SELECT count(*) FROM bodies") == ["160"])
    elsewhere = stream.replace(b'"path":"doc', b'"path":"./other/doc').replace(b'"source":"doc', b'"source":"./other/doc')
    moved = t.gongbao("load", "--db", db.url, stdin=elsewhere)
    t.ok(f"{db.name}: the same files under another path", b" 20 unchanged" in moved.out and dump(t, db) == held, str(moved.out))


def versions(t, db):
    db.fresh()
    old, new = lines(unit(1)), lines(unit(1, sha="a" * 64, value="77"))
    for stream in (old, new, old):
        run = t.gongbao("load", "--db", db.url, stdin=stream)
        t.ok(f"{db.name}: versions are loaded", run.status == 0, run.err)
    got = db.sql("SELECT version, CASE WHEN current THEN 'now' ELSE 'then' END, cause FROM documents ORDER BY version")
    t.ok(f"{db.name}: a re-issued document is a new version, the old one stays", got == ["1|then|first", "2|now|reissued"], str(got))
    values = db.sql("SELECT t.value FROM targets t JOIN documents d ON d.doc = t.doc WHERE t.seq = 2 ORDER BY d.version")
    t.ok(f"{db.name}: both are there", values == ["0", "77"], str(values))
    t.ok(f"{db.name}: the views show the current one", db.sql("SELECT count(*) FROM current_targets") == ["6"])
    t.gongbao("load", "--db", db.url, stdin=lines(unit(1, sha="a" * 64, value="78")))
    got = db.sql("SELECT cause FROM documents ORDER BY version")
    t.ok(f"{db.name}: the same source read otherwise", got == ["first", "reissued", "reread"], str(got))
    renamed = lines(unit(1, sha="a" * 64, value="79")).replace("甲府发〔2026〕1号".encode(), "乙府发〔2026〕1号".encode())
    t.gongbao("load", "--db", db.url, stdin=renamed)
    got = db.sql("SELECT id FROM documents WHERE current")
    t.ok(f"{db.name}: a source that is read as another document is not there twice", got == ["乙府发〔2026〕1号"], str(got))


def copies(t, db):
    """The same issue as DOCX, PDF and HTML is one document; what is said there decides, not where it stands."""
    db.fresh()
    first = unit(1)
    other = [{**r, **({"where": {**WHERE, "page": 9, "bbox": None}} if "where" in r else {})} for r in unit(1, sha="c" * 64, path="doc1.pdf")]
    for r in other:
        if r["record"] == "measure":
            r["text"] = r["text"].replace("，", "， \n")
        if r["record"] == "document":
            r["published"] = "2026-01-02"
    for stream in (first, other, other, first):
        run = t.gongbao("load", "--db", db.url, stdin=lines(stream))
        t.ok(f"{db.name}: copies are loaded", run.status == 0, run.err)
    got = db.sql("SELECT version, cause FROM documents") + db.sql("SELECT source FROM copies")
    t.ok(f"{db.name}: the same issue in another file is the same document", got == ["1|first", "doc1.pdf"], str(got))
    t.gongbao("load", "--db", db.url, stdin=lines(unit(1, sha="d" * 64, path="doc1.ofd", value="77")))
    t.ok(f"{db.name}: a copy that says something else is none", db.sql("SELECT version FROM documents ORDER BY version") == ["1", "2"])
    if db.name == "sqlite":
        db.fresh()
        for suffix in ("docx", "html", "ofd", "pdf"):
            t.gongbao("load", "-q", "--db", db.url, stdin=t.convert(f"corpus/livelihood-2026.{suffix}").out)
        got = db.sql("SELECT count(*) FROM documents") + db.sql("SELECT count(*) FROM copies")
        t.ok("four formats of one issue are one document", got == ["1", "3"], str(got))


def titles(t, db):
    db.fresh()
    report = [[{**r, **({"number": None, "id": "政府工作报告", "issuer": []} if r["record"] == "document" else {})} for r in unit(n, targets=0)] for n in (1, 2)]
    t.gongbao("load", "--db", db.url, stdin=lines(report[0] + report[1]))
    got = db.sql("SELECT version FROM documents WHERE current")
    t.ok(f"{db.name}: one title does not make two files one document", got == ["1", "1"], str(got))


def exact(t, db):
    db.fresh()
    values = ["0.1", "100000000000000000000.000000000000000001", "-0.5", "9007199254740993", "2.70"]
    rows = unit(1, targets=6)
    for r, v in zip([r for r in rows if r["record"] == "target"], values):
        r["value"] = v
    run = t.gongbao("load", "--db", db.url, stdin=lines(rows))
    got = db.sql("SELECT value FROM targets ORDER BY seq")[:5]
    t.ok(f"{db.name}: numbers are exact", run.status == 0 and got == values, f"{run.err} {got}")


def odd(t, db):
    db.fresh()
    rows = unit(1, deadline="2026-02-31", indicator="a\u0000b", scope="'); DROP TABLE targets; --")
    run = t.gongbao("load", "--db", db.url, stdin=lines(rows))
    got = db.sql("SELECT scope, deadline FROM targets WHERE seq = 2")
    t.ok(f"{db.name}: a day that is none, a NUL, SQL in a value", run.status == 1 and got == ["'); DROP TABLE targets; --|"], f"{run.status} {run.err} {got}")
    run = t.gongbao("load", "--db", db.url, stdin=lines(unit(2))[:-400])
    t.ok(f"{db.name}: half a file", run.status == 1 and b" 1 refused" in run.out and "--partial" in run.err, f"{run.status} {run.out} {run.err}")
    cut = [r for r in unit(2) if r["record"] != "measure"]
    run = t.gongbao("load", "--db", db.url, stdin=lines(cut + unit(3)))
    t.ok(f"{db.name}: a file from which records are missing", run.status == 1 and b"documents: 1 new" in run.out and b" 1 refused" in run.out, f"{run.out} {run.err}")
    run = t.gongbao("load", "--db", db.url, "--partial", stdin=lines(cut))
    t.ok(f"{db.name}: --partial", run.status == 0 and b"documents: 1 new" in run.out, f"{run.out} {run.err}")
    run = t.gongbao("load", "--db", db.url, stdin=lines([r for r in unit(4) if r["record"] == "target"]))
    t.ok(f"{db.name}: targets without their document", run.status == 1 and b" 1 refused" in run.out, f"{run.out} {run.err}")
    run = t.gongbao("load", "--db", db.url, stdin=b"nonsense\n" + lines(unit(5)))
    t.ok(f"{db.name}: a line that is no record", run.status == 1 and b"documents: 1 new" in run.out and "line 1" in run.err, f"{run.out} {run.err}")


def views(t, db):
    db.fresh()
    today = date.today()
    month = (today.month - 1) // 3 * 3 + 3
    last = {3: 31, 6: 30, 9: 30, 12: 31}[month]
    rows = unit(1, targets=6, deadline=f"{today.year}-{month:02}-{last}", baseline={"value": "5", "unit": "%", "year": "2020"})
    for r, day in zip([r for r in rows if r["record"] == "target"][1:], ("2019-12-31", "2099-01-01", None, None, None)):
        r["deadline"] = day
    t.gongbao("load", "--db", db.url, stdin=lines(rows))
    t.ok(f"{db.name}: due this quarter", db.sql("SELECT what FROM due_this_quarter") == ["一/0的覆盖率"], str(db.sql("SELECT deadline FROM due")))
    t.ok(f"{db.name}: by body", db.sql("SELECT body, role, count(*) FROM by_body GROUP BY body, role") == ["市教委|牵头|6"])
    got = db.sql("SELECT year, kind, value FROM indicator_years WHERE indicator = '一/0的覆盖率' ORDER BY year")
    t.ok(f"{db.name}: an indicator over years", got == ["2019|target|1", "2020|baseline|5", f"{today.year}|target|0", "2099|target|2"], str(got))


def comparisons(t, db):
    db.fresh()
    def side(document, n):
        return {"id": f"{document}/t{n}", "document": document, "measure": None, "indicator": "路", "value": str(n), "value_max": None, "unit": "公里",
                "comparator": "=", "basis": "level", "direction": None, "per": None, "deadline": "2026-12-31", "quote": "路"}
    def change(kind, a, b):
        return {"record": "change", "change": kind, "indicator": "路", "unit": "公里", "from": a, "to": b, "delta": "1" if a and b else None, "ratio": None,
                "similarity": None, "reason": None, "kin": None}
    one, two = t.tmp / "one.jsonl", t.tmp / "two.jsonl"
    one.write_bytes(lines([change("added", None, side("新", 1)), change("raised", side("旧", 1), side("新", 2)), change("dropped", side("旧", 9), None)]))
    two.write_bytes(lines([change("added", None, side("新", 1)), change("raised", side("更旧", 1), side("新", 2))]))
    for _ in range(2):
        run = t.gongbao("load", "--db", db.url, one, two)
    got = db.sql("SELECT from_document, to_document, count(*) FROM changes GROUP BY from_document, to_document ORDER BY 3")
    t.ok(f"{db.name}: comparisons, loaded twice", run.status == 0 and got == ["更旧|新|2", "旧|新|3"], f"{run.err} {got}")
    t.ok(f"{db.name}: and given back", sorted(dump(t, db)[1]) == sorted((one.read_bytes() + two.read_bytes()).splitlines()))


def words(t, db):
    db.fresh()
    t.gongbao("load", "--db", db.url, stdin=lines([r for n in range(5) for r in unit(n)]))
    for query, kind, found in ((["的覆盖率达到3%"], "target", 5), (["覆盖", "达到3%"], "target", 5), (["二/1"], "target", 15), (["工作要点3"], "document", 1),
                               (["覆盖率"], "measure", 10), (["没有的词"], "target", 0), (["%"], "target", 30), (["_"], "target", 0), (["覆%率"], "target", 0), (["覆_率"], "target", 0), (["覆盖\"率"], "target", 0)):
        run = t.gongbao("search", "--db", db.url, "-k", kind, *query)
        t.ok(f"{db.name}: search {' '.join(query)}", run.status == 0 and len(run.out.splitlines()) == found, f"{len(run.out.splitlines())} {run.err}")
    run = t.gongbao("search", "--db", db.url, "-n", "3", "-t", "覆盖率")
    t.ok(f"{db.name}: search as text", run.status == 0 and "甲府发〔2026〕4号" in run.out.decode() and len(run.out.splitlines()) == 6, run.out)


# ---- killed in the middle ----

def whole(db, targets):
    """How many documents are there, and how many of them in part."""
    try:
        n = int(db.sql("SELECT count(*) FROM documents")[0])
        part = db.sql(f"SELECT d.id FROM documents d LEFT JOIN targets t ON t.doc = d.doc GROUP BY d.id HAVING count(t.seq) <> {targets}")
    except sqlite3.OperationalError:  # the tables are not there yet
        return 0, []
    return n, part


def killed(t, db, documents=1000, targets=6):
    path = t.tmp / "many.jsonl"
    if not path.exists():
        path.write_bytes(lines([r for n in range(documents) for r in unit(n, targets)]))
    db.fresh()
    t.gongbao("load", "-q", "--db", db.url, path)
    want = dump(t, db)
    db.fresh()
    seen = []
    for aim in (1, documents // 3, documents * 2 // 3):
        p = subprocess.Popen([str(t.binary), "load", "-q", "--db", db.url, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while p.poll() is None and whole(db, targets)[0] < aim:
            time.sleep(0.01)
        p.send_signal(signal.SIGKILL)
        p.wait()
        seen.append(whole(db, targets))
    t.ok(f"{db.name}: kill -9 leaves whole documents", all(not part for _, part in seen) and any(0 < n < documents for n, _ in seen), str(seen)[:300])
    run = t.gongbao("load", "-q", "--db", db.url, path)
    t.ok(f"{db.name}: the next load adds what is missing, once", run.status == 0 and dump(t, db) == want and whole(db, targets) == (documents, []),
         f"{run.status} {run.out} {run.err}")
    t.ok(f"{db.name}: a load that was killed can be told", len(db.sql("SELECT load FROM loads WHERE finished IS NULL")) >= 1)
    if db.name == "sqlite":
        t.ok("sqlite: the file is sound", db.sql("PRAGMA integrity_check") == ["ok"])


def two_at_once(t, db):
    db.fresh()
    path = t.tmp / "some.jsonl"
    path.write_bytes(lines([r for n in range(100) for r in unit(n)]))
    runs = [subprocess.Popen([str(t.binary), "load", "-q", "--db", db.url, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    outs = [p.communicate(timeout=120) for p in runs]
    t.ok(f"{db.name}: two loads at once", [p.returncode for p in runs] == [0, 0] and db.sql("SELECT count(*), max(version) FROM documents") == ["100|1"],
         str(outs))


# ---- corrections ----

def corrections(t, db):
    db.fresh()
    rows = unit(1)
    sha = rows[0]["sha256"]
    d = "甲府发〔2026〕1号"
    plain = t.tmp / "plain.jsonl"
    plain.write_bytes(lines(rows))
    added = {"record": "target", "indicator": "补的", "value": 9, "unit": "个", "comparator": "=", "quote": "覆盖率", "context": "一/0的覆盖率"}
    wanted = [
        {"id": f"{d}#一/0/t0", "field": "value", "value": 55, "was": "0", "source": sha, "reason": "印错了"},
        {"id": f"{d}#一/0/t1", "action": "reject", "reason": "不是目标"},
        {"id": f"{d}#一/0", "action": "add", "value": added, "reason": "漏了"},
        {"id": f"{d}#二/1/t3", "field": "value", "value": "8", "was": "44"},
        {"id": f"{d}#二/1/t4", "field": "value", "value": "8", "source": "b" * 64},
        {"id": f"{d}#二/1/t5", "field": "deadline", "value": "soon"},
        {"id": f"{d}#九/t9", "action": "reject"},
        {"id": f"{d}#二/1", "action": "add", "value": {**added, "quote": "文中没有"}},
        {"id": "别的〔2026〕1号#一/t1", "action": "reject"},
    ]
    file = t.tmp / "corrections.jsonl"
    file.write_bytes(lines(wanted))
    t.gongbao("load", "--db", db.url, plain)
    before = dump(t, db)
    run = t.gongbao("load", "--db", db.url, "--corrections", file, plain)
    t.ok(f"{db.name}: corrections are applied", run.status == 1 and b" 1 corrected" in run.out and "3 corrections applied, 3 stale, 2 refused" in run.err and "1 correction is for" in run.err,
         f"{run.status} {run.out} {run.err}")
    got = db.sql("SELECT id, value FROM targets ORDER BY id")[:3]
    t.ok(f"{db.name}: set, reject, add", got == [f"{d}#一/0/a1|9", f"{d}#一/0/t0|55", f"{d}#一/0/t2|2"], str(got))
    got = sorted(x.split("|")[0].split("/")[-1] for x in db.sql("SELECT id FROM stale_corrections"))
    t.ok(f"{db.name}: stale ones are listed", got == ["t3", "t4", "t9"], str(got))
    read = [json.loads(x)["value"] for x in db.sql("SELECT read FROM corrections WHERE action = 'set' AND state = 'applied'")]
    t.ok(f"{db.name}: what was read is kept", read == ["0"], str(read))
    after = dump(t, db)
    run = t.gongbao("load", "--db", db.url, plain)
    t.ok(f"{db.name}: a load without corrections leaves them", b" 1 unchanged" in run.out and dump(t, db) == after, str(run.out))
    nothing = t.tmp / "none.jsonl"
    nothing.write_bytes(b"")
    run = t.gongbao("load", "--db", db.url, "--corrections", nothing, plain)
    t.ok(f"{db.name}: corrections can be taken back", b" 1 corrected" in run.out and dump(t, db) == before, str(run.out))
    t.ok(f"{db.name}: and make no version", db.sql("SELECT count(*) FROM documents") == ["1"])
    t.gongbao("load", "--db", db.url, "--corrections", file, plain)
    t.gongbao("load", "--db", db.url, stdin=lines(unit(1, sha="c" * 64)))
    got = len(db.sql("SELECT id FROM stale_corrections"))
    t.ok(f"{db.name}: a new version makes the old corrections stale", got == 3, str(got))


def corrected_stream(t):
    some = t.corpus(".html")[0]
    plain = records(t.convert(some).out)
    one = next(r for r in plain if r["record"] == "target")
    file = t.tmp / "one.jsonl"
    file.write_bytes(lines([{"id": one["id"], "action": "reject", "reason": "x"}, {"id": one["document"], "field": "title", "value": "改"}]))
    run = t.gongbao("convert", "--corrections", file, some)
    got = records(run.out)
    t.ok("convert --corrections", run.status == 0 and len(got) == len(plain) + 1 and got[-1]["counts"]["target"] == plain[-1]["counts"]["target"] - 1, run.err)
    back = [json.dumps(r["read"], ensure_ascii=False, separators=(",", ":")) for r in got if r["record"] == "correction"]
    t.ok("what was read is beside the corrections", all(x.encode() in t.convert(some).out for x in back) and len(back) == 2, str(back)[:600])
    check = t.gongbao("check", stdin=run.out)
    t.ok("corrected records hold against the schema", check.status == 0, check.out)
    folder = t.tmp / "corrected"
    t.gongbao("convert", "-o", folder, "-j", "2", "--corrections", file, some)
    t.ok("the same with -o", next(folder.glob("*.jsonl")).read_bytes() == run.out)
    log = t.tmp / "log.jsonl"
    log.write_bytes(b"".join(x + b"\n" for x in run.out.splitlines() if b'"record":"correction"' in x))
    t.ok("the corrections that come out go in again", t.gongbao("convert", "--corrections", log, some).out == run.out)
    for what, more in (("another file", {"source": "b" * 64}), ("what is read otherwise now", {"was": "no such value"})):
        file.write_bytes(lines([{"id": one["id"], "field": "value", "value": "987", **more}]))
        run = t.gongbao("convert", "--corrections", file, some)
        states = [r["state"] for r in records(run.out) if r["record"] == "correction"]
        t.ok(f"a correction of {what} is stale", states == ["stale"] and b'"value":"987"' not in run.out.split(b'{"record":"correction"')[0], str(states))
    for wrong in (b"nonsense\n", b'{"field":"value","value":"1"}\n', b'{"id":"x","action":"drop"}\n', b'{"id":"x","field":"id","value":"y"}\n',
                  b'{"id":"x","field":"value","value":"1"}\n{"id":"x","field":"value","value":"2"}\n', b'{"id":"x","feld":"value"}\n'):
        file.write_bytes(wrong)
        run = t.gongbao("convert", "--corrections", file, some)
        t.ok(f"a wrong file of corrections: {wrong.decode().strip()[:40]}", run.status == 2 and not run.out and "one.jsonl:" in run.err, f"{run.status} {run.err}")


# ---- export ----

def flat(r, name):
    for prefix in ("baseline", "period", "gazette"):
        if name.startswith(prefix + "_"):
            return (r[prefix] or {}).get(name[len(prefix) + 1:])
    return r.get(name)


def tables(t):
    path = t.corpus(".html")[0]
    plain = t.convert(path).out
    rows = [r for r in records(plain) if r["record"] == "target"]
    run = t.gongbao("export", stdin=plain)
    got = list(csv.DictReader(io.StringIO(run.out.decode("utf-8"), newline="")))
    same = len(got) == len(rows) and all((g[k] or None) == (flat(r, k) or None) for r, g in zip(rows, got)
                                         for k in ("id", "document", "indicator", "scope", "value", "unit", "comparator", "deadline", "quote", "context", "baseline_value"))
    t.ok("CSV holds what the records hold", run.status == 0 and got and same, run.err)
    t.ok("CSV is RFC 4180 without a byte order mark", run.out.startswith(b"id,") and run.out.count(b"\r\n") >= len(rows) + 1)
    run = t.gongbao("export", "-f", "jsonl", "-k", "target", stdin=plain)
    t.ok("JSON Lines are the records", run.out == b"".join(x + b"\n" for x in plain.splitlines() if x.startswith(b'{"record":"target"')))
    folder = t.tmp / "tables"
    run = t.gongbao("export", "-o", folder, stdin=plain)
    t.ok("a file a kind, and nothing else", run.status == 0 and len(list(folder.iterdir())) == 11 and not list(folder.glob(".*")), str(list(folder.iterdir())))
    run = t.gongbao("export", "-o", "/proc/no/such", stdin=plain)
    t.ok("a folder that cannot be made", run.status == 3 and not run.out, f"{run.status} {run.err}")


def formulas(t):
    evil = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "＝1+1", "＠x", "=\"a\",\"b\"", "\ufeff=1"]
    tame = ["-5", "0.5", "中文", "a=b", "1-2"]
    rows = unit(1, targets=21)
    for r, text in zip([r for r in rows if r["record"] == "target"], evil + tame):
        r["scope"] = text
    run = t.gongbao("export", "--excel", stdin=lines(rows))
    got = [r["scope"] for r in csv.DictReader(io.StringIO(run.out.decode("utf-8-sig"), newline=""))]
    t.ok("--excel begins with a byte order mark", run.out.startswith(b"\xef\xbb\xbf"))
    t.ok("no cell can become a formula", got[:len(evil)] == ["'" + x for x in evil], str(got))
    t.ok("other cells are as they were", got[len(evil):len(evil) + len(tame)] == tame, str(got))
    cells = [c for row in csv.reader(io.StringIO(run.out.decode("utf-8-sig"), newline="")) for c in row]
    t.ok("not one cell in all of the file", not [c for c in cells if c.strip()[:1] in ("=", "+", "-", "@") and not c.lstrip("-").replace(".", "").isdigit()])
    run = t.gongbao("export", stdin=lines(rows))
    got = [r["scope"] for r in csv.DictReader(io.StringIO(run.out.decode("utf-8"), newline=""))]
    t.ok("without --excel nothing is touched", got[:len(evil)] == evil, str(got))


CASTS = {"string": str, "number": float, "integer": int, "date": date.fromisoformat, "boolean": lambda x: {"true": True, "false": False}[x],
         "array": lambda x: json.loads(x)[0], "any": json.loads}


def package(t):
    folder = t.tmp / "package"
    stream = b"".join(t.convert(p).out for p in t.corpus(".html"))
    run = t.gongbao("export", "-f", "package", "-o", folder, stdin=stream)
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    wrong, n = [], 0
    for resource in described["resources"]:
        data = (folder / resource["path"]).read_bytes()
        if len(data) != resource["bytes"] or resource["hash"] != "sha256:" + hashlib.sha256(data).hexdigest():
            wrong.append(resource["path"])
        reader = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
        fields = resource["schema"]["fields"]
        if next(reader) != [f["name"] for f in fields]:
            wrong.append(f"{resource['path']}: head")
        for row in reader:
            n += 1
            for field, cell in zip(fields, row):
                try:
                    _ = cell and CASTS[field["type"]](cell)
                except (ValueError, KeyError, TypeError):
                    wrong.append(f"{resource['path']}: {field['name']}: {cell}")
    want = sum(r["record"] not in ("source", "summary") for r in records(stream))
    t.ok("a data package is what it says", run.status == 0 and not wrong and n == want, f"{n} of {want} {wrong[:5]} {run.err}")


# ---- what cannot be ----

def refusals(t):
    bad = t.tmp / "bad.db"
    bad.write_bytes(b"this is no database, whatever its name says" * 50)
    for args in (("load", "--db", bad), ("search", "--db", bad, "x"), ("search", "--db", t.tmp / "nowhere.db", "x"), ("export", "--db", t.tmp / "nowhere.db"),
                 ("load", "--db", "/proc/no/such.db"), ("load", "--db", "postgresql://127.0.0.1:1/none")):
        run = t.gongbao(*args, stdin=lines(unit(1)))
        status = 1 if args[0] != "load" and "nowhere" in str(args) else 3  # an input that is not there; what the system refuses
        t.ok("refused: " + " ".join(str(a).replace(str(t.tmp), "...") for a in args), run.status == status and run.err.count("\n") <= 3 and run.err, f"{run.status} {run.err}")
    t.ok("and it is left alone", bad.read_bytes().startswith(b"this is no database"))
    other = t.tmp / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE documents (x)")
    run = t.gongbao("load", "--db", other, stdin=lines(unit(1)))
    t.ok("a database of somebody else", run.status == 3 and "documents" in run.err, f"{run.status} {run.err}")
    for args in (("search",), ("search", ""), ("search", "-n", "0", "x"), ("export", "-f", "xls"), ("export", "-f", "package"), ("export", "--kind", "x"),
                 ("export", "--excel", "-f", "jsonl"), ("export", "--db", "x", "y")):
        run = t.gongbao(*args)
        t.ok("usage: " + " ".join(args), run.status == 2 and run.err, f"{run.status} {run.err}")


ON_BOTH = (once, versions, copies, titles, exact, odd, views, comparisons, words, corrections, two_at_once, killed)
SERVERS = {"sqlite": lambda t: Sqlite(t.tmp), "postgresql": lambda t: Postgres(postgres_programs())}


@over(lambda t: [(server, part) for server in SERVERS for part in ON_BOTH], name=lambda pair: f"{pair[0]}/{pair[1].__name__}", each=False)
def databases(t, pairs):
    for server, start in SERVERS.items():
        wanted = [part for name, part in pairs if name == server]
        if wanted and server == "postgresql" and not postgres_programs():
            t.leave_out("store on PostgreSQL", "needs a server's programs: initdb, pg_ctl, psql")
        elif wanted:
            db = start(t)
            try:
                for part in wanted:
                    part(t, db)
            finally:
                db.close()


PARTS = (corrected_stream, tables, formulas, package, refusals, databases)
