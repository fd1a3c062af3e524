#!/usr/bin/env python3
"""Facts to metrics and health: Bellwether's own code against DuckDB, on the same facts in the same run.

facts.py BENCH DATA PROGRAM   BENCH: the folder of facts_workload.py, facts_peer.py and the kept answers
                              DATA: what facts_workload.py wrote; PROGRAM: the built FactsBenchmark

DuckDB has its usage by day, which is its better order. It is asked for two things as the product defines them, where
the workload chose otherwise: the age limit of nps.latest is put on each answer and not on the newest only, and a cap
holds the score down and not only its band. So nps_latest and health have to agree with DuckDB's answer here; everything
else with the kept answers too. What is timed has who never used the product for trials, which pay nothing: DuckDB is
asked for that MRR beside the MRR of all, which is measured apart.
Needs: numpy duckdb pyarrow (PyPI).
"""
import json, os, subprocess, sys

bench, data, program = sys.argv[1:4]
sys.path.insert(0, bench)
import facts_peer as peer

OURS = {"mrr_of_users_e4", "nps_latest", "coverage", "score_tenths", "band"}
LIMITED = f'kind = 0 and value between 0 and 10 and "at" >= {peer.S - 180 * peer.DAY}'
CAPPED = ("from (select * replace (case when score_tenths >= 500 and days_past_due_max > 60 then 499 else score_tenths end "
          "as score_tenths) from scored)")
WRITTEN_MRR = "coalesce(mrr_e4, 0) as mrr_e4"
OF_USERS = WRITTEN_MRR + ", case when usage_since is null then 0 else coalesce(mrr_e4, 0) end as mrr_of_users_e4"


def agree(name, ours, theirs):
    """Whole numbers exactly, others to 1e-9 of the sum."""
    near = lambda a, b: a == b if name in peer.WHOLE_NUMBERS else abs(a - b) <= 1e-9 * max(1, abs(b)) + 1e-6
    return ours["present"] == theirs["present"] and all(near(ours[k], theirs[k]) for k in ("sum", "weighted"))


def differing(ours, theirs, names):
    wrong = [n for n in names if not agree(n, ours[n], theirs[n])]
    for n in wrong: print(f"  {n}: {ours[n]} is not {theirs[n]}")
    return wrong


def main():
    assert peer.PARTS["nps"].count("kind = 0 and value between 0 and 10") == 1
    assert peer.WHOLE.count(WRITTEN_MRR) == 1
    peer.WHOLE = (peer.WHOLE.replace("kind = 0 and value between 0 and 10", LIMITED).replace("from scored", CAPPED)
                  .replace(WRITTEN_MRR, OF_USERS))
    peer.METRICS.append("mrr_of_users_e4")
    peer.WHOLE_NUMBERS.add("mrr_of_users_e4")
    ran = subprocess.run([program, data], capture_output=True, text=True, check=True)
    ours = json.loads(ran.stdout)
    load, seconds, loaded, peak, table = peer.duck(data, True, False)
    theirs = peer.checksums(table)
    n = ours["accounts"]
    wrong = differing(ours["metrics"], theirs, peer.METRICS)
    kept = os.path.join(bench, f"reference_facts_{n}.json")
    if os.path.exists(kept):
        answers = json.load(open(kept))
        assert answers["sha256"] == {k: v["sha256"] for k, v in peer.schema(data)["tables"].items()}, "other facts"
        wrong += differing(ours["metrics"], answers["metrics"], [m for m in peer.METRICS if m not in OURS])
    print(f"{n} accounts, {ours['rows']} rows; best of {peer.RUNS}")
    print(f"  Bellwether {ours['seconds']:.3f} s (metrics {ours['metricSeconds']:.3f}), "
          f"{ours['loadedBytes'] / n / 1000:.1f} kB an account loaded, load {ours['load']:.1f} s")
    print(f"  DuckDB     {seconds:.3f} s on {peer.THREADS} threads, {loaded * 2**20 / n / 1000:.1f} kB an account loaded, load {load:.1f} s")
    print(f"  ratio      {ours['seconds'] / seconds:.2f} of DuckDB's time")
    print("  answers    " + ("as kept, and as DuckDB's" if not wrong else "DIFFER: " + ", ".join(sorted(set(wrong)))))
    sys.exit(1 if wrong else 0)


main()
