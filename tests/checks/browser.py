"""The report page, used in a headless Chromium; left out where there is no Chromium, Node or npm package for it."""
import json
import os
import shutil
import subprocess

ATTACKS = [
    "<script>globalThis.pwned1=1</script>", "<img src=x onerror='globalThis.pwned2=1'>", "</script><script>globalThis.pwned3=1</script>",
    "--><svg onload=\"globalThis.pwned4=1\">", "<!--<script>", "]]></style></title><iframe src='https://example.org/'></iframe>",
    "javascript:globalThis.pwned5=1", "{{script}}{{data}}", "__proto__", "constructor",
    "\u202e\u2066reversed\u2028line\u2029end", "<a href='https://example.org/' onclick='globalThis.pwned6=1'>x</a>",
    "\"><base href='https://example.org/'><link rel=stylesheet href=//example.org/x.css>", "${globalThis.pwned7=1}", "&lt;script&gt;&#60;img src=y&#62;",
]


def target(number, text, document="甲", **more):
    return {"record": "target", "id": f"{document}#{number}/t1", "document": document, "measure": str(number), "indicator": text, "scope": None, "value": "10",
            "value_max": None, "unit": "个", "unit_code": None, "comparator": ">=", "basis": "increment", "direction": None, "per": None, "modality": "firm",
            "deadline": "2026-12-31", "deadline_source": "explicit", "attribute": None, "baseline": None, "implied": False, "responsible": [],
            "quote": "10个", "context": f"{text}10个以上。", "where": {"block": 1, "offset": 0, "length": 5, "page": None, "bbox": None, "cell": None},
            "rule": "frame", "flags": [], **more}


def write(path, records):
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    return path


def source(path):
    return {"record": "source", "schema": "gongbao/1", "path": path, "media": "text/html", "sha256": "0" * 64, "bytes": 1, "pages": None, "meta": {}}


def document(title, identity="甲"):
    return {"record": "document", "id": identity, "title": title, "notice_title": title, "number": title, "genre": title, "issuer": [title],
            "signed": title, "period": {"start": title, "end": title}, "pages": [1, 2]}


def hostile(folder):
    """Every field of every record says something that would be markup, script or a name of the language elsewhere."""
    for text in ATTACKS:
        yield source(text)
        yield document(text)
        yield {"record": "error", "path": text, "stage": text, "page": 1, "code": text, "message": text}
    for i, text in enumerate(ATTACKS):
        yield {"record": "measure", "id": f"甲#{i}", "document": "甲", "measure": str(i), "title": text, "text": f"{text}\n{text}"}
        every = {key: text for key in ("scope", "unit", "comparator", "basis", "direction", "per", "modality", "deadline_source", "attribute", "rule", "quote")}
        yield target(i, text, context=text * 3, responsible=[{"name": text, "role": text}], flags=[text], baseline={"value": text, "unit": text, "year": 2025}, **every)
        yield target(i + 100, text, value=text, deadline=text, value_max=text)
        yield {"record": "milestone", "id": text, "document": text, "measure": text, "action": text, "deadline": "2026-06-30", "context": text, "quote": text}
    yield target(900, "wrong kinds", scope={"a": 1}, value=12, unit=["x"], responsible={"name": "x"}, where="nowhere", deadline=7, flags="x", quote=None)


def changes():
    for i, text in enumerate(ATTACKS):
        side = {key: text for key in ("indicator", "measure", "unit", "comparator", "deadline", "quote", "document")}
        yield {"record": "change", "change": text, "indicator": text, "unit": text, "from": {"id": f"乙#{i}", "value": "1", **side},
               "to": {"id": f"甲#{i}/t1", **side, "value": "2", "document": "甲"}, "delta": text, "ratio": "2.0", "similarity": text, "reason": text, "kin": {"kind": text, "id": text}}
        yield {"record": "share", "share": text, "indicator": text, "unit": text, "whole": {"id": f"甲#{i}/t1", **side, "value": text}, "sum": text, "rest": text,
               "parts": [{"side": {"id": text, **side}, "share": text, "similarity": text, "reason": text}]}
        yield {"record": "series", "indicator": text, "scope": text, "unit": text, "basis": text, "direction": text, "per": text, "fact": True,
               "points": [{"year": 2025, "value": text, "unit": text, "per": text, "comparator": text, "id": f"甲#{i}/t1", "document": text, "quote": text},
                          {"year": None, "value": "2", "unit": text, "per": text, "comparator": "=", "id": text, "document": text, "quote": text}]}
        yield {"record": "milestone_change", "change": text, "action": text, "aspects": [text], "from": side, "to": side, "came": [text], "went": [text]}
        yield {"record": "measure_change", "change": text, "title": text, "aspects": [text], "from": side, "to": None, "came": [text], "went": [text]}


def many(folder, rows):
    yield source("many.html")
    yield document("很多目标", "多")
    names = ["改造老旧小区", "新增学位", "培训农民工", "建设社区食堂", "新建公路", "绿色建筑占比", "污水处理率", "新建公园"]
    for i in range(rows):
        day = f"{2026 + i % 3}-{1 + i % 12:02}-{1 + i % 28:02}"
        yield target(i, f"{names[i % 8]}第{i}项", "多", value=str(i * 37 % 100003), unit=["个", "户", "%", "公里"][i % 4], deadline=day, id=f"多#{i}/t1",
                     responsible=[{"name": f"市部门{i % 97}", "role": None}, {"name": f"区部门{i % 211}", "role": None}],
                     context=f"到{day}，全市{names[i % 8]}第{i}项达到10个以上，由有关部门按职责分工负责，定期调度、定期通报，确保如期完成。")


def many_changes(n):
    for i in range(n):
        side = {"document": "旧", "indicator": f"第{i}项", "value": str(100 + i % 7), "unit": "个"}
        kind = ["raised", "lowered", "same", "reworded"][i % 4]
        yield {"record": "change", "change": kind, "indicator": side["indicator"], "unit": "个", "from": {"id": f"旧#{i}/t1", **side},
               "to": {**side, "id": f"多#{i}/t1", "document": "多", "value": "103"}, "delta": "3", "ratio": "1.03"}


def pages(t, folder):
    pdfs = [t.root / f"corpus/livelihood-{year}.pdf" for year in (2025, 2026)]
    records = [folder / f"{p.stem}.jsonl" for p in pdfs]
    for pdf, out in zip(pdfs, records):
        out.write_bytes(t.gongbao("convert", pdf).out)
    (folder / "changes.jsonl").write_bytes(t.gongbao("diff", "--format", "jsonl", *records).out)
    yield t.gongbao("report", *records, "--diff", folder / "changes.jsonl", "-o", folder / "compare.html")
    for name, args, old, new in (("kinds", (), "old/kinds", "kinds"), ("levels", ("--levels",), "old/city", "old/districts")):
        both = [t.root / f"tests/golden/diff/{side}.jsonl" for side in (old, new)]
        (folder / f"{name}-changes.jsonl").write_bytes(t.gongbao("diff", "--format", "jsonl", *args, *both).out)
        yield t.gongbao("report", *both, "--diff", folder / f"{name}-changes.jsonl", "-o", folder / f"{name}.html")
    golden = t.root / "tests/golden/diff"
    for name, args, status in (("diff", ("diff", *records), 1), ("all", ("diff", "-a", golden / "old/kinds.jsonl", golden / "kinds.jsonl"), 1),
                               ("carried", ("diff", "--levels", golden / "old/city.jsonl", golden / "old/districts.jsonl"), 1),
                               ("series", ("series", golden / "old/kinds.jsonl", golden / "kinds.jsonl"), 0)):
        run = t.gongbao(*args, "--format", "html")
        t.ok(f"status of {name}", run.status == status, run.err)
        (folder / f"{name}.html").write_bytes(run.out)
    for name, text in (("explain", "corpus/livelihood-2026.html"), ("asked", "打造“15分钟生活圈”，6月底前新建3.5米宽公路25公里，打造一支队伍。"),
                       ("attack", "，".join(f"{a}新建公园{i + 2}个" for i, a in enumerate(ATTACKS)))):
        run = t.gongbao("explain", "--html", text)
        (folder / f"{name}.html").write_bytes(run.out)
        yield run
    yield t.gongbao("report", write(folder / "hostile.jsonl", hostile(folder)), "--diff", write(folder / "hostile-changes.jsonl", changes()), "-o", folder / "hostile.html")
    yield t.gongbao("report", write(folder / "many.jsonl", many(folder, 20000)), "--diff", write(folder / "many-changes.jsonl", many_changes(20000)), "-o", folder / "many.html")


def check(t):
    modules = os.environ.get("GONGBAO_BROWSER_MODULES", str(t.root / "out/browser"))
    chromium, node = shutil.which("chromium"), shutil.which("node")
    if not chromium or not node or not all(os.path.isdir(f"{modules}/node_modules/{m}") for m in ("playwright-core", "axe-core")):
        t.leave_out("browser", "needs Chromium, Node and two modules: scripts/bootstrap browser")
        return
    folder = t.tmp / "browser"
    folder.mkdir()
    for run in pages(t, folder):
        t.ok("the pages are written", run.status == 0, run.err)
    env = {**os.environ, "GONGBAO_BROWSER_MODULES": modules, "GONGBAO_CHROMIUM": chromium}
    run = subprocess.run([node, str(t.root / "tests/browser/run.mjs"), str(folder)], capture_output=True, text=True, timeout=500, env=env)
    claims = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    for c in claims:
        t.ok(c["name"], c["ok"], c["detail"])
    t.ok("the browser ran to its end", run.returncode == 0 and claims, run.stderr)
    if (folder / "measured.json").exists():
        print("browser: 20,000 rows, longest ms without an answer: " + (folder / "measured.json").read_text().strip())
