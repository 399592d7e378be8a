"""The sources of the sample corpus: reading one text file into blocks and gold records.

A source is a text file, one block a line; the first characters of a line say what it is (corpus/README.md has the
list). Annotations stand below the block they speak of, so that a reader checks a number against its sentence without
turning a page. Everything an annotation quotes is looked up in the text; what is not there stops the build.
"""
import re
from dataclasses import dataclass, field
from decimal import Decimal

DIGITS = dict(zip("〇零一二三四五六七八九", [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9])) | {"两": 2}
MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10 ** 4, "亿": 10 ** 8}
CHINESE = "〇零一二两三四五六七八九十百千万亿"
TIMES = r"(?:[万亿百]|千(?![瓦米克伏焦卡赫帕]))*"          # 80万千瓦 is 800000 千瓦
NUMBER = r"(?:\d+(?:\.\d+)?" + TIMES + "|[" + CHINESE + "]+)"
# Order matters: the first word found in the quote decides, a bound before an approximation.
COMPARATORS = [
    (">=", r"以上|不少于|不低于|至少|≥|不小于|及以上"), ("<=", r"以内|以下|不超过|不高于|至多|≤|不多于"),
    ("<", r"低于|少于|不足|不到|＜|<|小于"), (">", r"超过|超|高于|逾|余|多|突破|大于|＞|>"),
    ("~", r"左右|(?<![签合节公集条])约|近|上下|大概|基本"),
]
LABEL = re.compile(r"^(第[一二三四五六七八九十百]+[章节编条]|专栏\s*\d+|[一二三四五六七八九十]+(?=[、．])|[（(][一二三四五六七八九十]+[）)]"
                   r"|\d+(?=[.．、](?!\d))|[（(]\d+[）)]|[①-⑳])[、．.]?[\s　]*")


def squeeze(text):
    return re.sub(r"\s+", "", text)


def plain(value):
    """A decimal without exponent and without trailing zeros after the point."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def chinese_number(text):
    """十二亿五千万: 亿 closes what stands before it, 万 only its own part."""
    for mark in "亿万":
        if mark in text:
            head, _, tail = text.rpartition(mark)
            return (chinese_number(head) if head else 1) * MULTIPLIERS[mark] + (chinese_number(tail) if tail else 0)
    total = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        else:
            total, digit = total + (digit or 1) * MULTIPLIERS[char], 0
    return total + digit


def number(text):
    """One number as written: 2.7万, 120, 三十五."""
    found = re.match(r"(\d+(?:\.\d+)?)([万亿千百]*)$", text)
    if not found:
        return plain(chinese_number(text))
    value = Decimal(found.group(1))
    for char in found.group(2):
        value *= MULTIPLIERS[char]
    return plain(value)


def read_quantity(quote):
    """Value, upper value, unit and comparator of a quote, as its words say them. An annotation may overrule each."""
    text = quote.replace("％", "%").replace("．", ".")
    per_cent = re.search(r"(百分之|千分之)([" + CHINESE + "]+)", text)
    if per_cent:
        return plain(chinese_number(per_cent.group(2))), None, "%" if per_cent.group(1) == "百分之" else "‰", compare(text)
    unit = r"(个百分点|百分点|%|‰|[A-Za-z]+|[^\d\s（）()，。；、“”以左上及的]*)"
    both = re.search(rf"({NUMBER})(%|‰)?(?:—|－|-|～|~|至|到)({NUMBER})(?:多|余)?{unit}", text)
    if both:
        low, high = both.group(1), both.group(3)
        tail = re.search(r"[万亿千]+$", high)
        if tail and not re.search(r"[万亿千]$", low):
            low += tail.group()
        return number(low), number(high), trim_unit(both.group(4)), "range"
    one = re.search(rf"({NUMBER})(?:余|多)?([万亿]?){unit}", text)
    if not one:
        return None, None, "", "="
    return number(one.group(1) + one.group(2)), None, trim_unit(one.group(3)), compare(text)


def trim_unit(unit):
    unit = re.sub(r"(左右|上下|以内|以下|以上|及以上|多|余)+$", "", unit)
    return {"个百分点": "百分点"}.get(unit, unit)


def compare(text):
    text = text.replace("不低于", "≥").replace("不少于", "≥").replace("不超过", "≤").replace("不高于", "≤").replace("不多于", "≤").replace("不小于", "≥")
    for comparator, words in COMPARATORS:
        if re.search(words, text):
            return comparator
    return "="


@dataclass
class Cell:
    text: str
    col: int = 0
    rowspan: int = 1
    colspan: int = 1
    header: bool = False


@dataclass
class Block:
    kind: str                       # cover title center heading para item flush right toc table box page note
    text: str = ""
    level: int = 0
    label: str = ""                 # as printed, for automatic numbering
    rows: list = field(default_factory=list)
    blocks: list = field(default_factory=list)
    opts: dict = field(default_factory=dict)


@dataclass
class Source:
    name: str
    layout: dict
    documents: list
    measures: list
    targets: list
    milestones: list
    blocks: list


def split_label(text):
    found = LABEL.match(text)
    if not found:
        return "", text
    label = found.group(1).replace("(", "（").replace(")", "）").replace(" ", "")
    return label, text[found.end():]


def lead_of(text):
    """The lead of a bold-lead paragraph: up to the first full stop or colon."""
    return re.split(r"[。：]", text, maxsplit=1)[0]


class SourceError(Exception):
    pass


class Reader:
    FLAGS = {"lv": ("basis", "level"), "inc": ("basis", "increment"), "cum": ("basis", "cumulative"),
             "fact": ("status", "fact"), "strive": ("modality", "strive"), "implied": ("implied", True)}
    KEYS = {"v": "value", "vm": "value_max", "u": "unit", "c": "comparator", "s": "scope", "per": "per", "a": "attribute"}

    def __init__(self, path):
        self.path, self.line_no = path, 0
        self.src = Source(path.stem, {}, [], [], [], [], [])
        self.doc, self.default, self.fact_default = None, (None, None), (None, None)
        self.prefix, self.sections, self.items = [], {}, {}
        self.measure, self.table, self.box = None, None, None
        self.here, self.cursor, self.column = "", 0, None     # text annotations look into, how far, column's deadline
        self.last = None
        self.status = "target"

    def fail(self, message):
        raise SourceError(f"{self.path.name}:{self.line_no}: {message}")

    # --- where blocks go -----------------------------------------------------------------------------------------
    def add(self, block):
        (self.box.blocks if self.box else self.src.blocks).append(block)
        return block

    def look_into(self, text):
        self.here, self.cursor, self.column = text, 0, None

    def path_now(self, tail):
        return "/".join(self.prefix + [self.sections[k] for k in sorted(self.sections)] + tail)

    def add_measure(self, path, title, responsible=()):
        self.measure = path
        self.src.measures.append({"doc": self.doc_id(), "measure": path, "title": title, "responsible": list(responsible)})

    def doc_id(self):
        return self.doc.get("number") or self.doc.get("title")

    # --- one line --------------------------------------------------------------------------------------------------
    def run(self):
        meta = None
        for line in self.path.read_text("utf-8").splitlines():
            self.line_no += 1
            if line.startswith(";;") or not line.strip():
                continue
            if meta is not None:
                if line == "%end":
                    self.begin_document(meta)
                    meta = None
                else:
                    key, _, value = line.partition(":")
                    meta[key.strip()] = value.strip()
            elif line == "%document":
                meta = {}
            elif line.startswith("%"):
                self.directive(line[1:])
            elif self.table is not None:
                self.table_line(line)
            else:
                self.block_line(line)
        return self.src

    def begin_document(self, meta):
        names = lambda key: [x for x in re.split(r"[；;]", meta.get(key, "")) if x]
        period = meta.get("period", "").split()
        none = lambda v: None if v in (None, "", "-") else v
        self.doc = {"title": meta["title"], "notice_title": meta.get("notice_title") or None, "number": meta.get("number") or None,
                    "issuer": names("issuer"), "signed": meta.get("signed") or None, "published": meta.get("published") or None,
                    "addressees": names("addressees"), "disclosure": meta.get("disclosure") or None,
                    "period": {"start": none(period[0]), "end": none(period[1])} if period else {"start": None, "end": None},
                    "attachments": names("attachments")}
        self.src.documents.append(self.doc)
        self.default = (meta["deadline"], "inherited") if meta.get("deadline") else (None, None)
        self.prefix, self.sections, self.items, self.measure, self.status = [], {}, {}, None, "target"

    def directive(self, text):
        key, _, value = text.partition(" ")
        value = value.strip()
        if key == "layout":
            for part in re.findall(r'(\w+)=("[^"]*"|\S+)', value):
                self.src.layout[part[0]] = part[1].strip('"')
        elif key == "base":                       # what labels hang below: 附件1
            self.prefix, self.sections, self.items = ([value] if value and value != "-" else []), {}, {}
        elif key == "sections":                   # forget headings below a level
            self.sections = {k: v for k, v in self.sections.items() if k < int(value)}
            self.items = {}
        elif key == "deadline":
            parts = value.split()
            self.default = (None, None) if parts[0] == "-" else (parts[0], parts[1] if len(parts) > 1 else "inherited")
        elif key == "facts":                      # from here on numbers are facts, as of the day given
            self.status, parts = "fact", value.split()
            self.fact_default = (parts[0], parts[1] if len(parts) > 1 else "explicit") if parts and parts[0] != "-" else (None, None)
        elif key == "targets":
            self.status = "target"
        elif key == "measure":
            path, _, title = value.partition("|")
            if path.strip() == "-":
                self.measure = None
            elif title.strip():
                self.add_measure(path.strip(), title.strip())
            else:
                self.measure = path.strip()
        else:
            self.fail(f"unknown directive %{key}")

    def block_line(self, line):
        for mark, handler in self.MARKS:
            if line.startswith(mark):
                return handler(self, line[len(mark):].strip(" "))
        self.fail(f"no such block: {line[:20]}")

    def heading(self, text, level, measure=False):
        label, title = split_label(text)
        self.sections = {k: v for k, v in self.sections.items() if k < level}
        self.items = {}
        if label:
            self.sections[level] = label
        self.measure = None if not measure else self.measure
        self.add(Block("heading", text, level, label))
        self.look_into(text)
        if measure:
            self.add_measure(self.path_now([]), title)
        elif label and not measure:
            self.measure = self.path_now([])

    def item(self, text, level=1):
        label, rest = split_label(text)
        lead = lead_of(rest)
        self.items = {k: v for k, v in self.items.items() if k < level}
        self.items[level] = label or lead
        self.add(Block("item", text, level, label, opts={"lead": text[:len(text) - len(rest)] + lead + rest[len(lead):len(lead) + 1]}))
        self.look_into(text)
        self.add_measure(self.path_now([self.items[k] for k in sorted(self.items)]), lead)

    def group(self, text, level=1):
        """An item that only groups the items below it."""
        label, _ = split_label(text)
        self.items = {k: v for k, v in self.items.items() if k < level}
        self.items[level] = label
        self.add(Block("item", text, level, label, opts={"lead": text}))
        self.look_into(text)

    def para(self, text, kind="para"):
        self.add(Block(kind, text))
        self.look_into(text)

    def numbered_para(self, text):
        """A paragraph of the covering notice which is a measure by its own label: 一、提高站位。…"""
        label, rest = split_label(text)
        self.add(Block("item", text, 1, label, opts={"lead": ""}))
        self.look_into(text)
        self.add_measure("/".join(self.prefix + [label]), lead_of(rest))

    def responsible(self, text):
        names = []
        for part in re.split(r"[；;]", text):
            name, _, role = part.strip().partition(":")
            if squeeze(name) not in squeeze(self.here):
                self.fail(f"body not in the text: {name}")
            names.append({"name": name, "role": role or None})
        self.src.measures[-1]["responsible"] = names

    def open_box(self, text):
        label, title = split_label(text)
        self.box = None
        block = self.add(Block("box", text, label=label))
        self.box = block
        self.saved = (dict(self.sections), dict(self.items))
        self.items = {}
        self.sections = {k: v for k, v in self.sections.items() if k < 2}       # a box counts by its chapter
        self.sections[90] = label

    def close(self, _):
        if not self.box:
            self.fail("nothing to close")
        self.box = None
        self.sections, self.items = self.saved

    # --- annotations ---------------------------------------------------------------------------------------------
    def find(self, quote, advance=False):
        """The sentence around the next place of the quote. Searching starts where the last quote was found."""
        flat = self.here
        start = flat.find(quote, self.cursor + (1 if advance else 0))
        if start < 0:
            start = flat.find(quote)
            if start < 0 or advance:
                self.fail(f"not in the text: {quote!r} in {flat[:60]!r}")
        self.cursor = start
        first = max((flat.rfind(mark, 0, start) for mark in "。\n！"), default=-1) + 1
        ends = [e for e in (flat.find(mark, start + len(quote) - (1 if quote[-1] in "。" else 0)) for mark in "。\n！") if e >= 0]
        sentence = flat[first:min(ends) + 1 if ends else len(flat)].strip()
        return split_label(sentence)[1] if first == 0 else sentence     # a label may be made by the word processor

    def row_context(self):
        """In a table whose rows are one statement each (context=row) the whole row is the context."""
        if self.table is None or self.table.opts.get("context") != "row":
            return None
        return " ".join(squeeze(c.text) for c in self.row)

    def target(self, text):
        parts = [x.strip() for x in text.split("|")]
        advance = parts[0].startswith("+")
        quote = parts[0].lstrip("+").strip()
        context = self.row_context() or self.find(quote, advance)
        if squeeze(quote) not in squeeze(context):
            self.fail(f"quote outside its context: {quote}")
        value, high, unit, comparator = read_quantity(quote)
        if self.table is not None and "goal" in self.table.opts:
            self.column = (self.table.opts["goal"].partition("@")[2], "column", "")
        deadline = self.fact_default if self.status == "fact" else (self.column[0:2] if self.column and self.column[0] else self.default)
        rec = {"doc": self.doc_id(), "measure": self.measure, "indicator": parts[1], "scope": None, "value": value, "value_max": high,
               "unit": unit, "comparator": comparator, "basis": None, "direction": None, "per": None, "modality": "firm",
               "status": self.status, "deadline": deadline[0], "deadline_source": deadline[1], "attribute": None, "baseline": None,
               "implied": False, "quote": quote, "context": context}
        for flag in (parts[2].split() if len(parts) > 2 else []):
            self.flag(rec, flag)
        if rec["implied"]:
            if "零" in quote or "清" in quote:
                rec["value"] = rec["value"] if "value!" in rec else "0"
                rec["unit"] = rec["unit"] if "unit!" in rec else ""
            else:
                rec["value"], rec["unit"] = "100", "%"
            rec["value_max"] = None
        for key in [k for k in rec if k.endswith("!")]:
            del rec[key]
        if rec["basis"] is None or rec["value"] is None:
            self.fail(f"no basis or no value: {text}")
        self.last = rec
        self.src.targets.append(rec)

    def flag(self, rec, flag):
        key, eq, value = flag.partition("=")
        if key in self.FLAGS and not eq:
            name, val = self.FLAGS[key]
            rec[name] = val
            if key == "fact" and rec["deadline_source"] == "inherited":
                rec["deadline"] = rec["deadline_source"] = None
        elif key in ("up", "down", "change") and not eq:
            rec["basis"] = "change"
            rec["direction"] = None if key == "change" else key
        elif key == "tgt":
            rec["status"] = "target"
        elif key == "d":
            day, _, source = value.partition("/")
            rec["deadline"], rec["deadline_source"] = (None, None) if day == "-" else (day, source or "explicit")
        elif key == "b":
            val, unit, year = value.split(",")
            rec["baseline"] = {"value": val, "unit": unit, "year": int(year) if year else None}
        elif key in self.KEYS and eq:
            name = self.KEYS[key]
            rec[name] = None if value == "-" else value
            rec[name + "!"] = True
            if name == "unit" and value == "-":
                rec["unit"] = ""
        else:
            self.fail(f"unknown flag {flag}")

    def milestone(self, text):
        """~ action | deadline words | YYYY-MM-DD. In a table's stage column the last two are the column's."""
        parts = [x.strip() for x in text.split("|")]
        context = self.find(parts[0])
        if len(parts) > 2:
            quote, (day, _, source) = parts[1], parts[2].partition("/")
            source = source or "explicit"
            if source == "explicit" and squeeze(quote) not in squeeze(self.here):
                self.fail(f"deadline words not in the text: {quote}")
        elif self.column and self.column[0]:
            quote, day, source = self.column[2], self.column[0], self.column[1]
        else:
            self.fail("milestone without a deadline")
        self.src.milestones.append({"doc": self.doc_id(), "measure": self.measure, "action": parts[0], "deadline": day,
                                    "deadline_source": source, "quote": quote, "context": context})

    # --- tables ------------------------------------------------------------------------------------------------------
    def open_table(self, text):
        opts = dict(re.findall(r"(\w+)=(\S+)", text))
        self.table = self.add(Block("table", opts=opts))
        self.row, self.row_label, self.free = None, False, {}
        self.heads = {}
        self.table_prefix = [opts["level"]] if opts.get("level") else []

    def table_line(self, line):
        if line == "|}":
            self.finish_row()
            self.table = None
            self.look_into("")
        elif line.startswith("|!"):
            self.new_row(line[2:], True)
        elif line.startswith("|-"):
            self.new_row(line[2:], False)
        elif line.startswith("| "):
            self.new_cell(line[2:].strip())
        elif re.match(r">[bg]+( |$)", line):
            which, _, rest = line[1:].partition(" ")
            self.indicator_cell(which, rest)
        elif line.startswith("> "):
            self.target(line[2:].strip())
        elif line.startswith("~ "):
            self.milestone(line[2:].strip())
        elif line.startswith("& "):
            self.responsible(line[2:])
        else:
            self.fail(f"no such table line: {line[:20]}")

    def new_row(self, text, header):
        self.finish_row()
        self.row, self.row_label = [], False
        self.table.rows.append(self.row)
        self.free = {c: n - 1 for c, n in self.free.items() if n > 1}
        self.header = header
        self.row_measured = header
        for part in text.split(" | ") if text.strip() else []:
            self.new_cell(part.strip())

    def new_cell(self, text):
        spans = dict(re.findall(r"\{([rc])(\d+)\}", text))
        text = re.sub(r"\{[rc]\d+\}", "", text).replace("¶", "\n").strip(" ")
        col = 1
        taken = {c.col + k for c in self.row for k in range(c.colspan)}
        while col in taken or col in self.free:
            col += 1
        cell = Cell(text, col, int(spans.get("r", 1)), int(spans.get("c", 1)), self.header)
        self.row.append(cell)
        if cell.rowspan > 1:
            for k in range(cell.colspan):
                self.free[col + k] = cell.rowspan
        if self.header:
            for k in range(cell.colspan):
                self.heads[col + k] = text
            return
        if not self.row_measured:
            self.measure_row()
        self.look_into(text)
        deadline = self.table.opts.get(f"d{col}")
        if deadline:
            self.column = (deadline, "column", self.heads.get(col, ""))

    def measure_row(self):
        """A row becomes a measure once its label and title cells are there."""
        opts = self.table.opts
        if "key" not in opts:
            self.row_measured = True
            return
        at = {c.col: c for c in self.row}
        key, title = int(opts["key"]), int(opts.get("title", opts["key"]))
        if key in at and at[key].colspan > 2:               # a group row
            self.row_measured = True
            return
        if key not in at and key in self.free:              # a sub-row of a merged label cell
            self.row_measured = True
            return
        if key in at and title in at:
            self.row_measured = True
            self.add_measure(self.path_now(self.table_prefix + [at[key].text]), at[title].text.replace("\n", ""))
            self.row_label = True

    def finish_row(self):
        """Bodies named in the row's responsible column, parted by 、 or line breaks."""
        opts = self.table.opts
        if self.row and "resp" in opts and self.row_label:
            cells = [c for col in opts["resp"].split(",") for c in self.row if c.col == int(col) and not c.header]
            names = [n for c in cells for n in re.split(r"[、，\n]", c.text) if n]
            if names:
                self.src.measures[-1]["responsible"] = [{"name": n, "role": None} for n in names]

    def indicator_cell(self, which, text):
        """The base or goal cell of an indicator table row: >b, >g, >bg, each with optional | indicator | flags."""
        opts = self.table.opts
        at = {c.col: c.text for c in self.row}
        parts = [x.strip() for x in text.split("|")] + ["", ""]
        name = at[int(opts["name"])]
        unit = at[int(opts["unit"])] if "unit" in opts else "".join(re.findall(r"（([^（）]+)）$", name))
        indicator = parts[1] or squeeze(re.sub(r"（[^（）]+）$", "", name) if "unit" not in opts else name)
        factor = 1
        while unit[:1] in MULTIPLIERS and len(unit) > 1:
            factor, unit = factor * MULTIPLIERS[unit[0]], unit[1:]
        unit = {"个百分点": "百分点"}.get(unit, unit)
        base = None
        for kind in which:
            col, _, day = opts["base" if kind == "b" else "goal"].partition("@")
            quote = at[int(col)]
            value, high, _, comparator = read_quantity(quote)
            scale = lambda v: None if v is None else plain(Decimal(v) * factor)
            rec = {"doc": self.doc_id(), "measure": self.measure, "indicator": indicator, "scope": None, "value": scale(value), "value_max": scale(high),
                   "unit": unit, "comparator": comparator, "basis": "level", "direction": None, "per": None, "modality": "firm",
                   "status": "fact" if kind == "b" else "target", "deadline": day, "deadline_source": "column",
                   "attribute": at[int(opts["attr"])] if "attr" in opts and kind == "g" else None, "baseline": None, "implied": False,
                   "quote": quote, "context": self.row_context()}
            if kind == "b":
                base = rec
            elif base:
                rec["baseline"] = {"value": base["value"], "unit": base["unit"], "year": int(base["deadline"][:4])}
            for flag in parts[2].split():
                self.flag(rec, flag)
            for key in [k for k in rec if k.endswith("!")]:
                del rec[key]
            self.src.targets.append(rec)


def walk(blocks):
    for block in blocks:
        yield block
        yield from walk(block.blocks)


Reader.MARKS = [
    ("=1 ", lambda r, t: r.para(t, "cover")), ("=2 ", lambda r, t: r.para(t, "title")), ("=3 ", lambda r, t: r.para(t, "center")),
    ("=4 ", lambda r, t: r.para(t, "caption")),
    ("#* ", lambda r, t: r.heading(t, 1, True)), ("##* ", lambda r, t: r.heading(t, 2, True)), ("###* ", lambda r, t: r.heading(t, 3, True)),
    ("# ", lambda r, t: r.heading(t, 1)), ("## ", lambda r, t: r.heading(t, 2)), ("### ", lambda r, t: r.heading(t, 3)),
    ("*= ", lambda r, t: r.numbered_para(t)),
    ("* ", lambda r, t: r.item(t, 1)), ("*2 ", lambda r, t: r.item(t, 2)), ("*3 ", lambda r, t: r.item(t, 3)),
    ("*g ", lambda r, t: r.group(t, 1)), ("*g2 ", lambda r, t: r.group(t, 2)),
    ("- ", lambda r, t: r.para(t)), (". ", lambda r, t: r.para(t, "flush")), ("< ", lambda r, t: r.para(t, "right")),
    ("> ", lambda r, t: r.target(t)), ("~ ", lambda r, t: r.milestone(t)), ("& ", lambda r, t: r.responsible(t)),
    ("toc ", lambda r, t: r.para(t, "toc")), ("--- ", lambda r, t: r.para(t, "page")), ("---", lambda r, t: r.para("", "page")),
    ("{box ", lambda r, t: r.open_box(t)), ("{|", lambda r, t: r.open_table(t)), ("}", lambda r, t: r.close(t)),
]
