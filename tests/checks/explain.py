"""`gongbao explain`: sentences and measures, as text and as a page."""
from html.parser import HTMLParser

from tools import records


class Page(HTMLParser):
    """The tags that are open, the text, and whatever a page without a script must not have."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.text, self.marks = [], [], "", []
        self.feed(html)
        self.close()
        self.wrong += [f"{tag} is never closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "link", "img", "iframe") or any(name.startswith("on") or name in ("src", "href") for name, _ in attrs):
            self.wrong.append(f"{tag} {attrs}")
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "mark":
            self.marks.append(dict(attrs).get("class", ""))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes something else")

    def handle_data(self, data):
        self.text += data


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
    run = t.gongbao("explain", "--html", '新建<script>alert("1")</script>公园10个 & <img src=x onerror=y>，两侧，第3号线，每年5次。')
    html = run.out.decode()
    p = Page(html)
    t.ok("a page", run.status == 0 and not p.wrong, "\n".join(p.wrong) + html)
    t.ok("text of the page is escaped", '<script>alert(' in p.text and '</script>公园' in p.text and "<img src=x onerror=y>" in p.text, p.text)
    t.ok("light and dark", "prefers-color-scheme:dark" in html)
    t.ok("colours", {"target", "mask", "set"} <= set(p.marks), p.marks)
    t.ok("rule, file and line", "frame.gram:" in p.text and "quantity.gram:" in p.text)


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
    p = Page(t.gongbao("explain", "--html", name).out.decode())
    t.ok("a whole document as a page", not p.wrong and all(m["title"] in p.text for m in some if m["title"]), "\n".join(p.wrong))
    told = t.gongbao("explain", name).out.decode()
    lines = sum(line.startswith(("    TARGET  ", "      FACT  ")) for line in told.splitlines())
    promised = sum(r["record"] in ("target", "fact") for r in all_records)
    t.ok("every target and fact of the document is told", lines == promised, f"{lines} told, {promised} in the records")


PARTS = (sentences, page, measures)
