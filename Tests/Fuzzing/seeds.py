"""Writes what the fuzzer begins with: conditions that people wrote.

    seeds.py RULES CONFORMANCE FOLDER

RULES is the folder of shipped rules, CONFORMANCE the public suite of the language, which may be missing. What they
read is named otherwise than in the fuzzer's world, so names are exchanged for some of the same type there. Each target
has its own form: the parser takes the bare text; the other two take a byte that says "as it is" before it, and the
evaluator also its length, and behind it bytes to make values of.
"""

import hashlib
import json
import pathlib
import re
import sys

NUMBERS = r"\b(?:health|usage|tickets|nps|csat|ces|clv|revenue|forecast|threshold|touch|group|contract|seats|orders|" \
    r"license|billing|costs)\.[a-z_0-9.]+\b(?!\s*\()"
TEXTS = r"\b(?:account|group|health|forecast|contract|invoice)\.(?:name|tier|segment|status|owner|id|band|category|key|region|number|plan)\b"


def conditions_of_rules(folder):
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for block in re.findall(r"(?:when|clear_when|applies_to|where): \|-?\n((?:[ ]{6,}.*\n)+)", text):
            yield " ".join(block.split())
        yield from re.findall(r"(?:when|clear_when|applies_to|where): ([^|\n#]+?)(?: #.*)?\n", text)
        for title in re.findall(r"\{\{(.*?)\}\}", text):
            yield title.strip()


def renamed(text):
    text = re.sub(TEXTS, "account.name", text)
    text = re.sub(r"\binvoice\.\w+", "health.score", text)
    return re.sub(NUMBERS, "health.score", text)


def conditions_of_suite(folder):
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if case.get("applies", True):
                yield case["expr"]


def write(folder, target, data):
    folder = folder / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def main():
    rules, suite, out = (pathlib.Path(argument) for argument in sys.argv[1:4])
    texts = set()
    for text in conditions_of_rules(rules):
        texts |= {text, renamed(text)}
    if suite.is_dir():
        texts |= set(conditions_of_suite(suite))
    filler = bytes((place * 37) % 256 for place in range(96))
    for text in sorted(texts):
        data = text.encode("utf-8", "replace")[:4000]
        write(out, "FuzzParser", data)
        write(out, "FuzzParser", b"{{ " + data + b" }}")
        write(out, "FuzzChecker", b"\0" + data)
        if len(data) <= 255:
            write(out, "FuzzEvaluator", b"\0" + bytes([len(data)]) + data + filler)
    for place in range(256):
        made = bytes([place]) + bytes((place * 89 + step * step * 7) % 256 for step in range(160))
        write(out, "FuzzChecker", made)
        write(out, "FuzzEvaluator", made)
    print(f"{len(texts)} conditions to begin with")


main()
