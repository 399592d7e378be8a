"""The report as a file: the same bytes for the same records, nothing from outside, words kept out of the markup. tests/checks/browser.py uses it."""
import base64
import hashlib
import json
import re

from tools import records

START, END = b'<script type="application/json" id="data">', b"</script>"


def data_of(page):
    return page.split(START, 1)[1].split(END, 1)[0]


def bare(value):
    """Without the members that say nothing."""
    if isinstance(value, dict):
        return {k: bare(v) for k, v in value.items() if v is not None and v is not False and v != []}
    return [bare(v) for v in value] if isinstance(value, list) else value


def policy_holds(page):
    """The hashes in the policy are those of the style and the script, so that the browser takes them and no other."""
    policy = re.search(rb'Content-Security-Policy" content="([^"]*)"', page).group(1).decode()
    style = page.split(b"<style>", 1)[1].split(b"</style>", 1)[0]
    script = page.rsplit(b"<script>", 1)[1].split(END, 1)[0]
    return all(f"'sha256-{base64.b64encode(hashlib.sha256(x).digest()).decode()}'" in policy for x in (style, script)) and "default-src 'none'" in policy


def crops(t, folder):
    pdf = folder / "moved.pdf"
    pdf.write_bytes((t.root / "corpus/livelihood-2026.pdf").read_bytes())
    lines = t.gongbao("convert", pdf, cwd=folder).out
    (folder / "moved.jsonl").write_bytes(lines)

    def pictures(*options):
        run = t.gongbao("report", *options, folder / "moved.jsonl", cwd=folder)
        return run, [p for p in json.loads(data_of(run.out))["pictures"] if p]
    run, some = pictures("--crops", "3")
    t.ok("so many pictures as were asked for", run.status == 0 and len(some) == 3, run.err)
    t.ok("a picture is a PNG of its size", all(base64.b64decode(p[2])[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(base64.b64decode(p[2])[16:20], "big") == p[0] for p in some))
    run, every = pictures("--crops", "all")
    places = {(r["where"]["page"], *r["where"]["bbox"]) for r in records(lines) if r["record"] in ("target", "fact", "milestone") and r["where"]["bbox"]}
    t.ok("a picture for every place, and one only", len(every) == len(places), f"{len(every)} for {len(places)}")
    t.ok("no pictures", pictures("--crops", "none")[1] == [])
    other = t.gongbao("convert", t.root / "corpus/livelihood-2025.pdf").out
    run = t.gongbao("report", "--crops", "10", "-", stdin=lines + other, cwd=folder)
    data = json.loads(data_of(run.out))
    of = [{r["source"] for r in data["rows"] if r.get("place") == i} for i, p in enumerate(data["pictures"]) if p]
    t.ok("few pictures are shared out over the documents", sorted(of, key=str) == [{0}] * 5 + [{1}] * 5, of)
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    run, changed = pictures()
    t.ok("no picture of a file that has changed", run.status == 0 and changed == [] and "no longer" in run.err, run.err)
    pdf.unlink()
    run, gone = pictures()
    t.ok("no picture of a file that is gone", run.status == 0 and gone == [], run.err)


def without(data, *names):
    return {k: v for k, v in data.items() if k not in names}


def comparisons(t, folder):
    """diff and series write the page of the report, with the records of the editions and what came of them, and open it where that is shown."""
    golden = t.root / "tests/golden/diff"
    for name, options, start, old, new in (("diff", (), "view=changes", "old/kinds", "kinds"), ("diff, all", ("-a",), "view=changes&amp;same=1", "old/kinds", "kinds"),
                                           ("diff, numbers", ("-n",), "view=changes", "old/kinds", "kinds"), ("levels", ("--levels",), "view=shares", "old/city", "old/districts")):
        both = [golden / f"{x}.jsonl" for x in (old, new)]
        page = t.gongbao("diff", "-f", "html", *options, *both)
        lines = t.gongbao("diff", "-f", "jsonl", *options, *both)
        (folder / "changes.jsonl").write_bytes(lines.out)
        report = t.gongbao("report", *both, "--diff", folder / "changes.jsonl")
        t.ok(f"{name}: opens where it is shown", f'data-start="{start}"'.encode() in page.out and page.status == lines.status == 1, page.err)
        t.ok(f"{name}: the page is that of report --diff", page.out.replace(f'data-start="{start}"'.encode(), b'data-start=""') == report.out, report.err)
        t.ok(f"{name}: the policy holds", policy_holds(page.out))
        data = json.loads(data_of(page.out))
        group = "shares" if name == "levels" else "changes"
        t.ok(f"{name}: what is in the page is what was found", len(data[group]) == len(records(lines.out)) > 0 and all(
            set(d) - {"record"} <= set(r) and all(r[k] == v for k, v in d.items() if k not in ("from", "to", "whole", "parts", "points"))
            for d, r in zip(data[group], records(lines.out))))
    both = [golden / "kinds.jsonl", golden / "old/kinds.jsonl"]
    page, lines = (t.gongbao("series", "-f", form, *both) for form in ("html", "jsonl"))
    data = json.loads(data_of(page.out))
    t.ok("series: opens where it is shown", page.status == 0 and b'data-start="view=series&amp;kind=all"' in page.out and policy_holds(page.out), page.err)
    t.ok("series: every row and every point", data["series"] == [bare(without(r, "record")) for r in records(lines.out)], page.out[:200])
    ids = {r["id"] for r in data["rows"]}
    t.ok("series: every point leads to a row", all(p["id"] in ids for s in data["series"] for p in s["points"]) and ids)
    t.ok("the language asked for is the one the page opens in", b'data-language="en"' in t.gongbao("series", "-f", "html", "--lang", "en", *both).out)
    t.ok("a page needs a number of clips", t.gongbao("diff", "-f", "html", "--crops", "x", *both).status == 2)


def statuses(t, folder):
    for args, status in (((), 2), (("--crops", "x", "a"), 2), (("--crops", "-1", "a"), 2), (("--diff", folder / "none", folder / "one.jsonl"), 2),
                         (("-o", folder / "no/such/folder/x", folder / "one.jsonl"), 3), ((folder / "none.pdf",), 1), ((folder / "bad.jsonl",), 1)):
        run = t.gongbao("report", *args)
        t.ok(f"status {status}: report {' '.join(str(a).replace(str(folder), '') for a in args)}", run.status == status, f"{run.status} {run.err}")
        if status == 1:
            t.ok("what was dropped is listed in the page", len(json.loads(data_of(run.out))["errors"]) == 1)


def check(t):
    folder = t.tmp / "report"
    folder.mkdir()
    lines = t.convert("corpus/plan-2026-2030.html").out
    (folder / "one.jsonl").write_bytes(lines)
    first, second = (t.gongbao("report", folder / "one.jsonl") for _ in range(2))
    page = first.out
    t.ok("the same records give the same bytes", first.status == 0 and page == second.out, first.err)
    t.ok("records on standard input give them too", t.gongbao("report", "-", stdin=lines).out == page)
    t.ok("a folder of records gives them too", t.gongbao("report", folder).out == page)
    t.ok("a document gives them too", t.gongbao("report", "corpus/plan-2026-2030.html").out == page)
    t.ok("the policy holds script and style by their hashes", policy_holds(page))
    t.ok("nothing is named that would be fetched", not re.search(rb"(?:src|href|action)\s*=\s*[\"']?(?:https?:)?//|url\(|@import|fetch\(|XMLHttpRequest|WebSocket|sendBeacon", page.replace(data_of(page), b"")))
    t.ok("the page writes no markup from text", not re.search(rb"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", page))
    data = json.loads(data_of(page))
    given = [r for r in records(lines) if r["record"] in ("target", "fact", "milestone")]
    t.ok("every row is in the page, in its order", [r["id"] for r in data["rows"]] == [r["id"] for r in given])
    t.ok("what is in the page is what was in the record", all(
        r[k] == v for r, g in zip(data["rows"], given) for k, v in bare(g).items() if k not in ("where", "unit_code")))

    attack = "</script><!--<script>&amp;\u2028\u2029]]>"
    record = {"record": "document", "id": attack, "title": attack, "issuer": [attack, 1, None], "pages": [1, "x"], "period": attack}
    run = t.gongbao("report", "-", stdin=(json.dumps(record, ensure_ascii=False) + "\n").encode())
    inside = data_of(run.out)
    t.ok("no character of markup is in the data", not re.search("[<>&\u2028\u2029]", inside.decode()))
    t.ok("and yet the words are the same", json.loads(inside)["documents"] == [{"id": attack, "title": attack, "issuer": [attack], "pages": [1]}], inside[:400])
    t.ok("the title is escaped", b"<title>&lt;/script&gt;" in run.out)
    (folder / "bad.jsonl").write_bytes(b'{"record":"target"\n')
    statuses(t, folder)
    comparisons(t, t.tmp)
    crops(t, folder)
