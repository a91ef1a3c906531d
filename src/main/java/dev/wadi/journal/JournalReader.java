package dev.wadi.journal;

import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Goes through a journal, frame by frame, also while it is written. Holds one block of a segment in memory. Not
 * thread-safe.
 */
public final class JournalReader implements Closeable {

    private static final int BLOCK_BYTES = 1 << 18;

    private final Path directory;
    private final FrameLine line = new FrameLine();
    private Segment segment;
    private SeekableByteChannel file;
    private InputStream in;

    // the block: a line from `from` to `to`, then what is unread up to `end`, without a line feed up to `scanned`
    private byte[] block = new byte[BLOCK_BYTES];
    private int from;
    private int to;
    private int unread;
    private int scanned;
    private int end;

    private long next;
    private int runs;
    private Kind kind;

    /** Stands before the first frame. */
    public JournalReader(Path directory) {
        this.directory = directory;
    }

    /**
     * Goes to the next frame.
     *
     * @return false where none is there yet; it can be asked again
     * @throws IOException if what is there is no journal's, with the place
     */
    public boolean advance() throws IOException {
        if (kind == Kind.STOP) {
            runs++;
        }
        kind = null;
        if (in == null && !open(next)) {
            return false;
        }
        while (!lineEnds()) {
            if (!read() && !following()) {
                forget();
                return false;
            }
        }
        from = unread;
        to = scanned;
        scanned++;
        unread = scanned;
        taken();
        return true;
    }

    private boolean lineEnds() {
        while (scanned < end && block[scanned] != '\n') {
            scanned++;
        }
        return scanned < end;
    }

    private void taken() throws IOException {
        try {
            long position = FrameLine.position(block, from, to);
            if (next != 0 && position != next) {
                throw new FrameLine.DamagedException("frame " + next + " is expected, found " + position);
            }
            kind = FrameLine.kind(block, from, to);
            next = position + 1;
        } catch (FrameLine.DamagedException damaged) {
            throw at(damaged);
        }
    }

    private IOException at(FrameLine.DamagedException damaged) {
        return new IOException(
                "Damaged journal " + segment.path() + ", behind frame " + (next - 1) + ": " + damaged.getMessage()
                        + ". The file was changed by something else, or the disk fails; restore it from a copy.",
                damaged);
    }

    /** Moves what is unread to the beginning of the block and fills it up. */
    private boolean read() throws IOException {
        System.arraycopy(block, unread, block, 0, end - unread);
        end -= unread;
        scanned -= unread;
        unread = 0;
        if (end == block.length) {
            block = Arrays.copyOf(block, block.length * 2);
        } else if (end == 0 && block.length > BLOCK_BYTES) {
            block = new byte[BLOCK_BYTES];
        }
        int read = in.read(block, end, block.length - end);
        end += Math.max(0, read);
        return read > 0;
    }

    /** What has no line end yet is read again: where its writer has died, the next one cuts it off and writes another. */
    private void forget() throws IOException {
        if (end > unread && !segment.isCompressed()) {
            file.position(file.position() - (end - unread));
            end = scanned = unread;
        }
    }

    /** At the end of a segment: goes on with the one that follows it, if there is one. */
    private boolean following() throws IOException {
        if (next == 0 || segment.first() == next) {
            return false;
        }
        Segment after = Segment.after(directory, segment.first());
        if (after == null || read()) {
            return after != null;
        }
        if (end > 0) {
            throw at(new FrameLine.DamagedException("the last line has no end, and another segment follows"));
        }
        if (after.first() != next) {
            // once more: one that is compressed at this moment may be missing in a list of the directory
            after = Segment.after(directory, segment.first());
        }
        if (after == null || after.first() != next) {
            throw at(new FrameLine.DamagedException(
                    "the next segment must begin with frame " + next + ", found " + after));
        }
        open(after);
        return read();
    }

    /** Opens the segment that holds this position, or the first one. */
    private boolean open(long position) throws IOException {
        List<Segment> segments = Segment.of(directory);
        Segment found = null;
        for (Segment candidate : segments) {
            if (found == null || candidate.first() <= position) {
                found = candidate;
            }
        }
        if (found == null) {
            return false;
        }
        open(found);
        next = found.first();
        return true;
    }

    private void open(Segment found) throws IOException {
        close();
        try {
            segment = found;
            file = Files.newByteChannel(segment.path());
        } catch (NoSuchFileException compressedMeanwhile) {
            segment = new Segment(found.first(), found.compressed());
            file = Files.newByteChannel(segment.path());
        }
        in = segment.lines(file);
        unread = scanned = end = 0;
    }

    /**
     * Goes to stand before the first frame at or behind this position; {@link #advance()} then goes to it.
     *
     * @param position a position; one before the first kept frame stands for that
     * @param runsBefore how many runs had ended before it
     */
    public void seek(long position, int runsBefore) throws IOException {
        close();
        kind = null;
        next = 0;
        if (!open(position)) {
            next = position;
        }
        while (next < position && advance()) {
            // goes over what stands before it in the segment
        }
        kind = null;
        runs = runsBefore;
    }

    /** Position of the last frame in a journal, also while it is written; 0 where there is none. */
    public static long end(Path directory) throws IOException {
        try (JournalReader reader = new JournalReader(directory)) {
            reader.seek(Long.MAX_VALUE, 0);
            return reader.next() == Long.MAX_VALUE ? 0 : reader.next() - 1;
        }
    }

    /** Position of the frame. */
    public long position() {
        return next - 1;
    }

    /** The position of the frame that {@link #advance()} will go to; 0 before anything is known of it. */
    public long next() {
        return next;
    }

    /** Bytes of the frame's line, its line feed included. */
    int lineBytes() {
        return to + 1 - from;
    }

    /** Kind of the frame. */
    public Kind kind() {
        return kind;
    }

    /** Which run the frame came in, from 1. */
    public int run() {
        return runs + 1;
    }

    /** The frame. */
    public Frame frame(long follows) throws IOException {
        try {
            return line.frame(block, from, to, follows, run());
        } catch (FrameLine.DamagedException damaged) {
            throw at(damaged);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
            in = null;
        }
    }
}
