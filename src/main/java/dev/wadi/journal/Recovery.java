package dev.wadi.journal;

import dev.wadi.disk.Durable;
import dev.wadi.disk.Gzip;
import dev.wadi.frame.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a journal whole after a crash: cuts off what its last segment holds behind the last whole line, and clears away
 * what a compression left. Where more than a torn line is cut off, which a power cut can leave or a failing disk, it is
 * kept beside the segment. Whoever calls it holds the journal's lock.
 *
 * @param next position of the frame that comes next
 * @param length length of the last plain segment, in bytes
 * @param last the last segment, if it can be appended to; else null
 * @param ticked receive time of the last tick in the last segment; 0 where it holds none
 */
record Recovery(long next, long length, Segment last, long ticked) {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    static Recovery of(Path directory) throws IOException {
        clear(directory);
        List<Segment> segments = Segment.of(directory);
        if (segments.isEmpty()) {
            return new Recovery(1, 0, null, 0);
        }
        Segment last = segments.get(segments.size() - 1);
        long whole = 0;
        long next = last.first();
        long ticked = 0;
        try (JournalReader reader = new JournalReader(directory)) {
            reader.seek(last.first(), 0);
            while (reader.advance()) {
                whole += reader.lineBytes();
                next = reader.next();
                if (reader.kind() == Kind.TICK) {
                    ticked = reader.frame(0).receivedNanos();
                }
            }
        } catch (IOException failed) {
            if (!(failed.getCause() instanceof FrameLine.DamagedException)) {
                throw failed; // no reason to cut anything off
            }
            LOG.warn("{}", failed.getMessage());
        }
        if (last.isCompressed()) {
            return new Recovery(next, 0, null, ticked);
        }
        cut(last.path(), whole, next - 1);
        return new Recovery(next, whole, last, ticked);
    }

    private static void cut(Path segment, long whole, long frame) throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long torn = channel.size() - whole;
            if (torn == 0) {
                return;
            }
            String kept = "a torn line";
            if (holdsLineFeed(channel, whole)) {
                Path cut = segment.resolveSibling(segment.getFileName() + ".cut-" + whole);
                keep(channel, whole, cut);
                kept = "what is not the journal's, kept in " + cut.getFileName();
            }
            channel.truncate(whole);
            channel.force(true);
            LOG.warn("Journal {}: cut off {} bytes behind frame {}: {}.", segment.getParent(), torn, frame, kept);
        }
    }

    private static boolean holdsLineFeed(FileChannel channel, long from) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(1 << 16);
        for (long at = from; at < channel.size(); at += block.limit()) {
            channel.read(block.clear(), at);
            block.flip();
            for (int i = 0; i < block.limit(); i++) {
                if (block.get(i) == '\n') {
                    return true;
                }
            }
        }
        return false;
    }

    private static void keep(FileChannel channel, long from, Path file) throws IOException {
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (long at = from; at < channel.size(); ) {
                at += channel.transferTo(at, channel.size() - at, out);
            }
            out.force(true);
        }
        Durable.directory(file);
    }

    private static void clear(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(directory)) {
            files = list.toList();
        }
        for (Path file : files) {
            boolean begun = file.toString().endsWith(".new");
            boolean replaced = Files.exists(file.resolveSibling(file.getFileName() + Gzip.ENDING));
            if (begun || replaced) {
                Files.delete(file);
            }
        }
    }
}
