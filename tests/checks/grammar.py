"""The + and - lines beside every rule, and the lint of the grammar format."""


def check(t):
    run = t.gongbao("grammar", "check")
    t.ok("rules", run.status == 0, run.out.decode("utf-8", "replace") + run.err)
