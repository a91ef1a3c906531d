#!/usr/bin/env python3
"""What the journal costs: the shipped two routes, forced to disk each second, against the same steps in one route without.

usage: durable.py [--frames N] [--pairs N] [--hand]     after a build, with ../../shared/bench beside the checkout

Each pair runs both, one after another; the ratio of the medians is the figure, since the absolute ones are the machine's.
Exit code 1 where it is below 0.8.
"""
import argparse, json, os, re, statistics, subprocess, sys, tempfile

home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
shared = os.path.join(os.path.dirname(home), "shared", "bench")
args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
args.add_argument("--frames", type=int, default=2_000_000)
args.add_argument("--pairs", type=int, default=3)
args.add_argument("--port", type=int, default=9831)
args.add_argument("--hand", action="store_true", help="also the same job by hand (shared/bench/HandWritten.java)")
args = args.parse_args()
work = tempfile.mkdtemp(prefix="wadi-bench-")
classes = f"{home}/target/*:{home}/target/lib/*"


def read(name):
    with open(os.path.join(home, "routes", name)) as file:
        return file.read()


def routes():
    """The shipped routes, and the one that is left when the feed takes the journal's place in the clean route."""
    capture, clean = read("btcusdt-capture.camel.yaml"), read("btcusdt-clean.camel.yaml")
    feed = re.search(r"      uri: feed:btcusdt\n      parameters:\n(?:        .*\n)+", capture).group()
    journal = re.search(r"      uri: journal:btcusdt\n      parameters:\n(?:        .*\n)+", clean).group()
    for shape, files in (("one", {"btcusdt-clean": clean.replace(journal, feed.replace('events: "true"', 'events: "false"'))}),
                         ("two", {"btcusdt-capture": capture, "btcusdt-clean": clean})):
        os.makedirs(f"{work}/{shape}")
        for stem, text in files.items():
            with open(f"{work}/{shape}/{stem}.camel.yaml", "w") as file:
                file.write(text)


def measure(command):
    out = f"{work}/data"
    done = subprocess.run([sys.executable, f"{shared}/measure.py", f"{work}/frames", out, f"--port={args.port}", "--", *command],
                          cwd=work, stdout=subprocess.PIPE, text=True)
    figures = json.loads(done.stdout)
    if done.returncode or not figures["frames_per_s"]:
        sys.exit(f"rows are missing: {figures}; what it printed is in /tmp/measured.log")
    subprocess.run(["rm", "-rf", out], check=True)
    return figures


def wadi(shape):
    return measure(["java", *os.environ.get("WADI_JAVA_OPTS", "").split(), "-Xmx256m", "-Duser.timezone=UTC", f"-Dwadi.home={home}",
                    "-cp", classes, "dev.wadi.Wadi", "run", f"--routes={work}/{shape}", f"--set=wadi.data.dir={work}/data",
                    f"--set=wadi.feed.url=ws://127.0.0.1:{args.port}/", "--set=wadi.csv.roll.time=24h"])


subprocess.run([sys.executable, f"{shared}/frames.py", str(args.frames), f"{work}/frames"], check=True)
routes()
shapes = {"one": lambda: wadi("one"), "two": lambda: wadi("two")}
if args.hand:
    subprocess.run(["javac", "-proc:none", "-d", work, "-cp", classes, f"{shared}/HandWritten.java"], check=True)
    shapes["hand"] = lambda: measure(["java", "-Xmx256m", "-cp", f"{work}:{classes}", "HandWritten", str(args.port), f"{work}/data/hand.csv"])
rates, cpu = {shape: [] for shape in shapes}, {shape: [] for shape in shapes}
for pair in range(args.pairs):
    for shape, run in shapes.items():
        figures = run()
        rates[shape].append(figures["frames_per_s"])
        cpu[shape].append(figures["cpu_s"])
        print(f"{shape:5} {figures['frames_per_s']:>9} frames/s {figures['cpu_s']:>7} s of CPU {figures['peak_rss_mib']:>5} MiB", flush=True)
median = {shape: statistics.median(found) for shape, found in rates.items()}
for shape in median:
    if shape != "one":
        print(f"{shape} / one: {median[shape] / median['one']:.2f} of the throughput, "
              f"{statistics.median(cpu[shape]) / statistics.median(cpu['one']):.2f} of the processor time")
subprocess.run(["rm", "-rf", work], check=True)
sys.exit(0 if median["two"] >= 0.8 * median["one"] else 1)
