"""The stages as filters and as one process give the same bytes, whatever the locale, the workers, the order of the files."""
import shutil

from tools import difference, over

STAGES = ("segment", "extract", "normalize")


def filters(t, path):
    """The streams between the stages, in order; the last is what convert must write."""
    streams = [t.read(path).out]
    for stage in STAGES:
        streams.append(t.gongbao(stage, stdin=streams[-1]).out)
    return streams


@over(lambda t: t.corpus() + t.seeds())
def one_file(t, path):
    streams, whole = filters(t, path), t.convert(path)
    t.ok(f"filters equal convert: {path.name}", streams[-1] == whole.out, lambda: difference(streams[-1], whole.out))
    checked = t.gongbao("check", stdin=b"".join(streams))
    t.ok(f"schema at every joint: {path.name}", checked.status == 0, checked.out.decode("utf-8", "replace"))
    t.ok(f"no error: {path.name}", whole.status == 0 and b'{"record":"error"' not in whole.out, f"status {whole.status}\n{whole.err}")
    last = whole.out.splitlines()[-1:] or [b""]
    t.ok(f"ends with a summary: {path.name}", last[0].startswith(b'{"record":"summary"'), last[0].decode("utf-8", "replace"))


def together(t):
    files = t.corpus()
    stream = t.gongbao("read", *files).out
    for stage in STAGES:
        stream = t.gongbao(stage, stdin=stream).out
    whole = t.gongbao("convert", *files)
    t.ok("filters equal convert: all files in one stream", stream == whole.out, lambda: difference(stream, whole.out))
    t.ok("a file does not depend on those before it", whole.out == b"".join(t.convert(f).out for f in files),
         lambda: difference(b"".join(t.convert(f).out for f in files), whole.out))


def tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def batches(t):
    files = t.corpus()[::4]
    variants = {
        "one worker": (["-j", "1", *files], {}),
        "two workers": (["-j", "2", *files], {}),
        "other order": (["-j", "2", *reversed(files)], {}),
        "LC_ALL=C": (files, {"LC_ALL": "C"}),
        "LC_ALL=C.UTF-8": (files, {"LC_ALL": "C.UTF-8"}),
        "LC_ALL=zh_CN.UTF-8": (files, {"LC_ALL": "zh_CN.UTF-8"}),
        "another time zone": (files, {"TZ": "Asia/Shanghai"}),
    }
    want = {f"{f.name}.jsonl": t.convert(f).out for f in files}
    for name, (args, env) in variants.items():
        out = t.tmp / "batch"
        run = t.gongbao("convert", "-o", out, *args, env=env)
        got = tree(out)
        t.ok(f"same bytes: {name}", got == want,
             f"status {run.status}; differ: {[k for k in want.keys() | got.keys() if want.get(k) != got.get(k)]}\n{run.err}")
        shutil.rmtree(out, ignore_errors=True)


PARTS = (one_file, together, batches)
