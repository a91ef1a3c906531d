package dev.wadi.journal;

import dev.wadi.disk.Gzip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * One file of a journal, named for the position of its first frame: {@code 000000000001.tsv}, or with {@code .gz} behind
 * it when it is finished and compressed.
 */
record Segment(long first, Path path) {

    private static final String ENDING = ".tsv";
    private static final Pattern NAME = Pattern.compile("(\\d{12,18})\\.tsv(\\.gz)?");

    /** The path of the plain segment that begins with this frame. */
    static Path path(Path directory, long first) {
        return directory.resolve(String.format("%012d", first) + ENDING);
    }

    /** The segments of a journal, in order; of one that is there plain and compressed, the compressed. */
    static List<Segment> of(Path directory) throws IOException {
        TreeMap<Long, Segment> segments = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path path : files.sorted(Comparator.comparing(Path::toString)).toList()) {
                Matcher name = NAME.matcher(path.getFileName().toString());
                if (name.matches()) {
                    long first = Long.parseLong(name.group(1));
                    segments.put(first, new Segment(first, path));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return new ArrayList<>(segments.values());
    }

    /** The segment that follows the one that begins with this frame, or null. */
    static Segment after(Path directory, long first) throws IOException {
        for (Segment candidate : of(directory)) {
            if (candidate.first() > first) {
                return candidate;
            }
        }
        return null;
    }

    /** Forces the journal's last segment to disk; those before it were forced when they were finished. */
    static void force(Path directory) throws IOException {
        List<Segment> segments = of(directory);
        if (segments.isEmpty()) {
            return;
        }
        try (FileChannel last =
                FileChannel.open(segments.get(segments.size() - 1).path(), StandardOpenOption.READ)) {
            last.force(false);
        } catch (NoSuchFileException finishedMeanwhile) {
            // and so forced
        }
    }

    boolean isCompressed() {
        return path.toString().endsWith(Gzip.ENDING);
    }

    /** The path that it has, or will have, when it is compressed. */
    Path compressed() {
        return isCompressed() ? path : path.resolveSibling(path.getFileName() + Gzip.ENDING);
    }

    /** Its lines as bytes; of one that is written still, what there is, and more when it is asked again. */
    InputStream lines(ReadableByteChannel file) throws IOException {
        InputStream in = Channels.newInputStream(file);
        return isCompressed() ? new GZIPInputStream(in, 1 << 16) : in;
    }
}
