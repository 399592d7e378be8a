"""Lines with a few bytes changed: the filters take as records exactly what another reader of JSON takes."""
import json
import random

SEEDS = ('{"record":"x","a":"公文\\n\\u4e2d\\ud83d\\ude00b","n":[1,-2.5,1e3,null,true],"o":{"k":""}}',
         '{"record":"abcdefghijk\\"lmnop\\\\","zz":"　％","n":[0,10,-0.5E-7]}')
NASTY = b'"\\{}[],:\x00\x1f\x80\xe4\xff 0e.-'


def noisy_lines(count):
    rng = random.Random(7)
    for _ in range(count):
        line = bytearray(rng.choice(SEEDS).encode("utf-8"))
        for _ in range(rng.randint(0, 3)):
            at, what = rng.randrange(len(line)), rng.random()
            if what < 0.4:
                line[at] = rng.randrange(256)
            elif what < 0.7:
                del line[at]
            else:
                line.insert(at, rng.choice(NASTY))
        line = bytes(line).replace(b"\n", b" ")
        if line.strip():
            yield line


def refuse(word):
    raise ValueError(word)


def is_record(line):
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=refuse)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except ValueError:
        return False
    return isinstance(value, dict) and isinstance(value.get("record"), str)


def check(t):
    lines = [line for line in noisy_lines(4000) if b'"block"' not in line]
    out = t.gongbao("extract", stdin=b"\n".join(lines)).out.split(b"\n")[:-1]
    if len(out) != len(lines):
        t.fail("a line in, a line out", f"{len(lines)} lines in, {len(out)} out")
        return
    wrong = [line for line, got in zip(lines, out) if (got == line) != is_record(line)]
    for depth, taken in ((62, True), (63, True), (64, False), (1000, False)):  # the record itself is a level
        line = b'{"record":"x","a":' + b"[" * depth + b"]" * depth + b"}"
        t.ok(f"a record of {depth + 1} levels", (t.gongbao("extract", stdin=line).out.rstrip() == line) == taken, "")
    t.ok("records are told from noise", not wrong, lambda: "\n".join(repr(w) for w in wrong))
