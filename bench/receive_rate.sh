#!/usr/bin/env bash
# How fast feed: receives beside a bare Vert.x client: both count the frames of the same load server, in turn, in a heap of
# 128 MB. Prints frames a second of each and their ratio, which is what counts, on a machine with two processors to spare:
# feed: has two threads at work, the bare client one. Processor time a frame says more on a busy machine. The first
# quarter of the frames is not counted: the JVM still compiles then, which takes one of the two processors for a second or two.
#
# usage: bench/receive_rate.sh DIRECTORY_OF_BLAST_PY [FRAMES] [ROUNDS]
#
# The program must have been built (mvn verify).
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$1 frames=${2:-20000000} rounds=${3:-5}
work=$(mktemp -d)
server=
ratios=()
trap '[ -z "$server" ] || kill "$server"; rm -r "$work"' EXIT
python3 "$tools/frames.py" "$frames" "$work/frames"
javac -proc:none -d "$work" -cp "target/wadi-0.1.0.jar:target/lib/*" bench/ReceiveRate.java

rate() { # bare|feed
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    python3 "$tools/blast.py" "$port" "$work/frames" > "$work/server.log" &
    server=$!
    until grep -q listening "$work/server.log"; do sleep 0.1; done
    java -Xmx128m -cp "$work:target/wadi-0.1.0.jar:target/lib/*" ReceiveRate "$1" "$port" "$frames"
    kill "$server"
    wait "$server" 2> "$work/killed" || true
    server=
}

for ((i = 1; i <= rounds; i++)); do
    read -r bare bare_cpu < <(rate bare)
    read -r feed feed_cpu < <(rate feed)
    ratio=$(python3 -c "print(round($feed / $bare, 2))")
    echo "bare $bare frames/s ($bare_cpu ns of processor time each), feed $feed frames/s ($feed_cpu ns), ratio $ratio"
    ratios+=("$ratio")
done
python3 -c 'import statistics, sys; print("median", statistics.median(map(float, sys.argv[1:])))' "${ratios[@]}"
