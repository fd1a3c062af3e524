#!/usr/bin/env python3
"""How long the pages of the made-up company take: pages.py BELLWETHER [ACCOUNTS [FOLDER]]

Makes the company in FOLDER (kept, and used again, where it is there), starts the program on it with receivers that nobody
answers for, so that the outbox is full, and asks for each page in turn. Told are the best and the middle of twenty, and
what the program's processor spent on one; the last does not move with what else the machine does. Fails where a page takes
50 ms of it or more.
"""
import pathlib, re, subprocess, sys, tempfile, time, urllib.request, urllib.parse, os, socket, statistics

LIMIT = 50
ROUNDS = 20
CHECKOUT = pathlib.Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_company(program, folder, accounts):
    exports = folder / "exports"
    if not exports.exists():
        subprocess.run([program, "sample", exports, "--accounts", str(accounts), "--days", "400"], check=True)
    rules = folder / "rules"
    rules.mkdir(exist_ok=True)
    for rule in (CHECKOUT / "rules").glob("*.yaml"):
        # Whatever holds fires at once.
        text = re.sub(r"\bfor: 2d\b", "for: 0s", rule.read_text()).replace("{ firing_after: 2d }", "firing")
        (rules / rule.name).write_text(text)


def configure(folder, port):
    """The example's settings, but nothing moves while pages are asked for, and nobody takes a message."""
    text = (CHECKOUT / "deploy/examples/sample-company.yaml").read_text()
    text = text.replace("every: 5s", "every: 6h").replace("evaluate_every: 6h", "evaluate_every: 1h")
    closed = free_port()
    text = text.replace("127.0.0.1:8641", f"127.0.0.1:{closed}").replace("port: 8642", f"port: {closed}")
    text += f'http: {{ listen: "127.0.0.1:{port}" }}\nfirst_start_days: 45\n'
    (folder / "bellwether.yaml").write_text(text)


def get(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.read().decode()


def wait_for_pages(daemon, port, folder):
    while daemon.poll() is None:
        try:
            if "Accounts by band" in get(port, "/"):
                return
        except OSError:
            pass
        time.sleep(0.5)
    sys.exit((folder / "log").read_text()[-2000:])


def processor_time(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measure(daemon, port, path):
    size = len(get(port, path))
    spent, took = processor_time(daemon.pid), []
    for _ in range(ROUNDS):
        began = time.monotonic()
        get(port, path)
        took.append((time.monotonic() - began) * 1000)
    return min(took), statistics.median(took), (processor_time(daemon.pid) - spent) / ROUNDS, size


def paths(port):
    """Every page, and those of a list that come late; of accounts, the one with most at stake."""
    first = re.search(r'href="(/accounts/[^"]+)"', get(port, "/")).group(1)
    return ["/", "/accounts", "/accounts?order=name&q=a&page=40", "/accounts?order=renewal&band=poor", first,
            "/alerts", "/rules", "/sources", "/outbox"]


def main():
    program, accounts = str(pathlib.Path(sys.argv[1]).resolve()), int((sys.argv[2:] or ["10000"])[0])
    folder = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix="bellwether-pages."))
    folder.mkdir(exist_ok=True)
    port = free_port()
    make_company(program, folder, accounts)
    configure(folder, port)
    root = ["--allow-root"] if os.geteuid() == 0 else []
    with open(folder / "log", "w") as log:
        daemon = subprocess.Popen([program, "run", "--config", folder / "bellwether.yaml", *root], stdout=log, stderr=log)
    try:
        wait_for_pages(daemon, port, folder)
        slow = []
        print(f"{accounts:,} accounts\n{'page':<36}{'best ms':>9}{'middle ms':>11}{'cpu ms':>8}{'kB':>7}")
        for path in paths(port):
            best, middle, cpu, size = measure(daemon, port, path)
            print(f"{path:<36}{best:>9.1f}{middle:>11.1f}{cpu:>8.1f}{size / 1000:>7.0f}", flush=True)
            if cpu >= LIMIT:
                slow.append(path)
    finally:
        daemon.terminate()
        daemon.wait()
    if slow:
        sys.exit(f"not within {LIMIT} ms: {', '.join(slow)}")


if __name__ == "__main__":
    main()
