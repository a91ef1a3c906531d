package dev.wadi.journal;

import dev.wadi.disk.Gzip;
import java.io.IOException;
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
 * what a compression left. Whoever calls it holds the journal's lock.
 *
 * @param next position of the frame that comes next
 * @param length length of the last plain segment, in bytes
 * @param last the last segment, if it can be appended to; else null
 */
record Recovery(long next, long length, Segment last) {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    static Recovery of(Path directory) throws IOException {
        clear(directory);
        List<Segment> segments = Segment.of(directory);
        if (segments.isEmpty()) {
            return new Recovery(1, 0, null);
        }
        Segment last = segments.get(segments.size() - 1);
        long whole = 0;
        long next = last.first();
        try (JournalReader reader = new JournalReader(directory)) {
            reader.seek(last.first(), 0);
            while (reader.advance()) {
                whole += reader.lineBytes();
                next = reader.next();
            }
        } catch (IOException damaged) {
            // what stands behind the last whole line is no frame: cut off below
            LOG.debug("{}", damaged.getMessage());
        }
        if (last.isCompressed()) {
            return new Recovery(next, 0, null);
        }
        try (FileChannel channel = FileChannel.open(last.path(), StandardOpenOption.WRITE)) {
            long torn = channel.size() - whole;
            if (torn > 0) {
                channel.truncate(whole);
                channel.force(true);
                LOG.warn("Journal {}: cut off {} bytes of a torn line behind frame {}.", directory, torn, next - 1);
            }
        }
        return new Recovery(next, whole, last);
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
