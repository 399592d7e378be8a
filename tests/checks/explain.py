"""`gongbao explain`: sentences and measures, as text and as a page."""
import json
import re

from report import data_of, policy_holds
from tools import records


def sentences(t):
    run = t.gongbao("explain", "--date", "2026-01-15", "打造“15分钟生活圈”，6月底前新建3.5米宽公路25公里，打造一支队伍。")
    out = run.out.decode()
    t.ok("a sentence", run.status == 0, run.err)
    for what, words in (("a mask and its rule", "masked: a name or set phrase\n      rule  name.quote (name.gram:"), ("who lost", "lost  duration (quantity.gram:"),
                        ("why it lost", "“15分钟”: its file is tried later, on what is left"), ("a date", "up to 2026-06-30, sets a term"),
                        ("the rule of the frame", "rule  frame.reach.made (frame.gram:"), ("an attribute", "it only says what kind of thing is meant"),
                        ("the record", "TARGET  新建公路 25 公里, increment, by 2026-06-30"), ("一 is no count", "no record: 一 is no count here")):
        t.ok(f"text tells {what}", words in out, out)
    t.ok("lines of standard input", t.gongbao("explain", stdin="新建公园3个。\n无数字\n".encode()).out.decode().count("\n\n") >= 1)
    bad = t.gongbao("explain", stdin=b"\xff\xfe\n")
    t.ok("a line that is not UTF-8", bad.status == 1 and "not UTF-8" in bad.err, f"{bad.status} {bad.err}")
    t.ok("a wrong day", t.gongbao("explain", "--date", "soon", "x").status == 2)


def page(t):
    text = '新建<script>alert("1")</script>公园10个 & <img src=x onerror=y>，两侧，第3号线，每年5次。'
    run = t.gongbao("explain", "--html", text)
    inside = data_of(run.out)
    data = json.loads(inside)
    x = data["explained"][0]
    t.ok("a page", run.status == 0 and policy_holds(run.out) and b'data-start="view=explain' in run.out, run.err)
    t.ok("no markup comes from the text", b"alert(" not in run.out.replace(inside, b"") and not re.search(rb"[<>&]", inside), inside)
    t.ok("the text of the page is the sentence", x["text"] == text, x["text"])
    letters = list(x["text"])
    words = {"".join(letters[e["from"]:e["to"]]): e for e in x["items"]}
    t.ok("colours", words["10个"]["colour"] == "target" and words["每年"]["colour"] == "set" and {"mask"} <= {e["colour"] for e in x["items"]}, words)
    rules = {(r["file"], r["name"]) for r in data["rules"]}
    t.ok("rule, file, line and pattern", {"frame.gram", "quantity.gram"} <= {file for file, _ in rules} and len(rules) == len(data["rules"])
         and all(r["line"] > 0 and r["pattern"] for r in data["rules"]), rules)
    t.ok("what it was read as is said in both languages", words["每年"]["reading"][0].startswith("每") and words["每年"]["reading"][1].startswith("every"), words["每年"])
    row = data["rows"][words["10个"]["rows"][0]]
    t.ok("the record stands beside its number", (row["record"], row["value"], row["unit"]) == ("target", "10", "个"), row)
    page_words = set(re.findall(r'"((?:lost|verdict)\.\w+)":\[', run.out.decode()))
    run = t.gongbao("explain", "--html", "--date", "2026-01-15", "打造“15分钟生活圈”，6月底前新建3.5米宽公路25公里，打造一支队伍。")
    items = json.loads(data_of(run.out))["explained"][0]["items"]
    why = {r["why"] for e in items for r in e.get("rivals", []) + e.get("frame", {}).get("rivals", [])}
    verdicts = {e["verdict"] for e in items if e.get("verdict")}
    t.ok("who lost and why", "lost.pass" in why and why <= page_words, why)
    t.ok("why no record came of a number", {"verdict.article", "verdict.attribute"} <= verdicts <= page_words, verdicts)
    frames = [e["frame"] for e in items if e.get("frame")]
    t.ok("what a number was put to: its words, masked, and their fields", all("<" in f["as"] for f in frames) and any(f.get("fields") for f in frames), frames)
    t.ok("nothing of a page without a number", json.loads(data_of(t.gongbao("explain", "--html", "加强学习。").out))["explained"][0]["items"] == [])


def measures(t):
    name = "corpus/livelihood-2026.html"
    all_records = records(t.convert(name).out)
    some = [r for r in all_records if r["record"] == "measure"]
    third = some[2]
    target = next(r for r in all_records if r["record"] == "target" and r["measure"] == third["measure"])
    wanted = t.gongbao("explain", f"{name}#{third['measure']}").out
    t.ok("a measure by its path", third["title"].encode() in wanted and b"TARGET  " in wanted, wanted)
    for what, which in (("its number", "M3"), ("its id", third["id"]), ("the id of a record", target["id"]), ("its title", third["title"])):
        run = t.gongbao("explain", f"{name}#{which}")
        t.ok(f"the same by {what}", run.status == 0 and run.out == wanted, run.out.decode() + run.err)
    run = t.gongbao("explain", f"{name}#no such")
    t.ok("no such measure", run.status == 1 and some[0]["title"] in run.err and "M1" in run.err, f"{run.status} {run.err}")
    run = t.gongbao("explain", "corpus/no-such-file.pdf#M1")
    t.ok("no such file", run.status == 1 and run.err, f"{run.status} {run.err}")
    data = json.loads(data_of(t.gongbao("explain", "--html", name).out))
    titles = {m["title"] for m in data["measures"]}
    shown = {x["measure"] for x in data["explained"]}
    t.ok("a whole document as a page", all(m["title"] in titles and m["measure"] in shown for m in some if m["title"]), shown)
    own = [(r.get("measure"), r["quote"], r.get("value")) for r in data["rows"]]
    t.ok("its rows are the records of the document", sorted(map(str, own)) == sorted(
        str((r.get("measure"), r["quote"], r.get("value"))) for r in all_records if r["record"] in ("target", "fact", "milestone")), len(own))
    t.ok("every row stands in a sentence", sorted(n for x in data["explained"] for n in x["milestones"] + [n for e in x["items"] for n in e["rows"]]) == list(range(len(own))))
    one = json.loads(data_of(t.gongbao("explain", "--html", f"{name}#M3").out))
    t.ok("one measure as a page", {x["measure"] for x in one["explained"]} == {third["measure"]} and one["rows"])
    told = t.gongbao("explain", name).out.decode()
    lines = sum(line.startswith(("    TARGET  ", "      FACT  ")) for line in told.splitlines())
    promised = sum(r["record"] in ("target", "fact") for r in all_records)
    t.ok("every target and fact of the document is told", lines == promised, f"{lines} told, {promised} in the records")


PARTS = (sentences, page, measures)
