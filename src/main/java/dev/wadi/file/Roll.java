package dev.wadi.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.disk.Durable;
import dev.wadi.disk.Gzip;
import dev.wadi.disk.Patience;
import dev.wadi.frame.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sequence of files, one of them open: records go to its end, and where the rules say so it is closed and the next one
 * begun. A closed file keeps its open name until what stands in it is committed, and then gets its own. Not thread-safe.
 */
final class Roll {

    /** Is told of a file that is finished, or left open. */
    interface Listener {
        void closed(Path file, long records, long bytes);
    }

    private record Closed(Path path, long records, long bytes) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileNames names;
    private final Rolling rolling;
    private final boolean compress;
    private final Patience patience;
    private final Listener listener;
    private final List<Closed> closed = new ArrayList<>();
    private OpenFile open;
    private boolean again;

    Roll(FileNames names, Rolling rolling, boolean compress, Patience patience, Listener listener) {
        this.names = names;
        this.rolling = rolling;
        this.compress = compress;
        this.patience = patience;
        this.listener = listener;
    }

    /**
     * Appends records; those of one frame stand together in one file.
     *
     * @param header what every file begins with; empty for nothing
     * @param from where the first record begins in the bytes
     * @param ends where each record ends
     * @param frames the frame of each record
     */
    void append(byte[] header, byte[] bytes, int from, int[] ends, List<Frame> frames) throws IOException {
        if (open != null && !open.hasHeader(header)) {
            close();
        }
        // what waits to be written: the records from `first`, whose bytes begin at `begin`
        int begin = from;
        int first = 0;
        int next;
        for (int i = 0; i < ends.length; i = next) {
            Frame frame = frames.get(i);
            for (next = i + 1; next < ends.length && frames.get(next).position() == frame.position(); ) {
                next++;
            }
            int start = i == 0 ? from : ends[i - 1];
            int length = ends[next - 1] - start;
            if (open == null || !rolling.fits(open, frame, next - i, length, i - first, start - begin)) {
                write(bytes, begin, start, i - first);
                begin = start;
                first = i;
                close();
                open = OpenFile.begin(path(frame), frame, rolling.period(frame.receivedNanos()), header, patience);
            }
        }
        write(bytes, begin, ends.length == 0 ? begin : ends[ends.length - 1], ends.length - first);
    }

    private Path path(Frame first) {
        Path path = names.path(first);
        if (again) {
            return path;
        }
        Path free = path;
        for (int i = 2; isTaken(free); i++) {
            String name = path.getFileName().toString();
            int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
            free = path.resolveSibling(name.substring(0, dot) + "-" + i + name.substring(dot));
        }
        return free;
    }

    private static boolean isTaken(Path path) {
        return Files.exists(path)
                || Files.exists(OpenFile.part(path))
                || Files.exists(path.resolveSibling(path.getFileName() + Gzip.ENDING));
    }

    private void write(byte[] bytes, int from, int to, int count) throws IOException {
        if (to > from) {
            open.append(ByteBuffer.wrap(bytes, from, to - from), count);
        }
    }

    /** The open file takes no more. */
    void close() throws IOException {
        if (open != null) {
            open.force();
            open.close();
            closed.add(new Closed(open.path(), open.records(), open.length()));
            open = null;
        }
    }

    /** Closes the open file where its period is over at this time, in nanoseconds since 1970. */
    boolean closeOver(long nanos) throws IOException {
        boolean over = open != null && open.period() < rolling.period(nanos);
        if (over) {
            close();
        }
        return over;
    }

    /** Whether closed files wait for their names. */
    boolean isWaiting() {
        return !closed.isEmpty();
    }

    /** Gives the closed files their names: what stands in them is committed. */
    void finishClosed() throws IOException {
        while (!closed.isEmpty()) {
            Closed file = closed.get(0);
            Path path = finish(file.path());
            closed.remove(0);
            listener.closed(path, file.records(), file.bytes());
        }
    }

    private Path finish(Path path) throws IOException {
        Path part = OpenFile.part(path);
        Path finished = compress ? path.resolveSibling(path.getFileName() + Gzip.ENDING) : path;
        patience.insist("finish", part, () -> {
            if (!Files.exists(part)) {
                return; // it was finished before a crash
            }
            if (compress) {
                Gzip.replace(part, finished);
            } else {
                Durable.rename(part, finished);
            }
        });
        return finished;
    }

    void force() throws IOException {
        if (open != null) {
            open.force();
        }
    }

    ObjectNode state() {
        ObjectNode state = JSON.createObjectNode();
        if (open != null) {
            state.set("open", open.state());
        }
        if (!closed.isEmpty()) {
            ArrayNode list = state.putArray("closed");
            for (Closed file : closed) {
                list.addObject()
                        .put("file", file.path().toString())
                        .put("records", file.records())
                        .put("length", file.bytes());
            }
        }
        return state;
    }

    /** Whether what stood in the files when they gave this state is there still. */
    boolean bears(JsonNode state) {
        for (JsonNode file : state.path("closed")) {
            Path path = place(file);
            boolean there = OpenFile.bears(path, file)
                    || Files.exists(path)
                    || Files.exists(path.resolveSibling(path.getFileName() + Gzip.ENDING));
            if (!there) {
                return false;
            }
        }
        return !state.has("open") || OpenFile.bears(place(state.path("open")), state.path("open"));
    }

    /** Where a file is, also when the directory was moved since. */
    private Path place(JsonNode file) {
        Path path = Path.of(file.path("file").asText());
        Path here = names.directory().resolve(path.getFileName());
        return !Files.exists(OpenFile.part(path)) && Files.exists(OpenFile.part(here)) ? here : path;
    }

    /**
     * Goes back to what gave this state, and finishes what was closed by then.
     *
     * @param kept whether the stream is kept, so that what follows may be written a second time, in the place of the first;
     *     else a file that is there is never written to
     */
    void restore(JsonNode state, boolean kept) throws IOException {
        again = kept && names.unique();
        if (open != null) {
            open.close();
            open = null;
        }
        closed.clear();
        for (JsonNode file : state.path("closed")) {
            closed.add(new Closed(
                    place(file),
                    file.path("records").asLong(),
                    file.path("length").asLong()));
        }
        if (state.has("open")) {
            open = OpenFile.restore(place(state.path("open")), state.path("open"), patience);
            if (!names.has(open.path())) {
                close();
            }
        }
        finishClosed();
    }

    /** Leaves the open file as it is. */
    void leave() throws IOException {
        if (open != null) {
            open.close();
            listener.closed(OpenFile.part(open.path()), open.records(), open.length());
            open = null;
        }
    }
}
