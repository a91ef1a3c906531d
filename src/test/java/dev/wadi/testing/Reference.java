package dev.wadi.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The beginning of the reference recording, and what the notebook made of it. The recordings are in the directory that the
 * system property {@code wadi.recordings} names.
 */
public final class Reference {

    /** How many frames. */
    public static final int FRAMES = 1000;

    /** Why a test is skipped where they are not there. */
    public static final String ABSENT = "the recordings are not beside the checkout, in ../shared/recordings";

    private static final Path RECORDINGS = Path.of(System.getProperty("wadi.recordings", "../shared/recordings"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private Reference() {}

    public static boolean isThere() {
        return Files.isDirectory(RECORDINGS);
    }

    /** The frames, as they were sent. */
    public static List<String> frames() throws IOException {
        List<String> frames = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(RECORDINGS.resolve("REFERENCE.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            while (frames.size() < FRAMES) {
                frames.add(JSON.readTree(lines.readLine()).get("frame").asText());
            }
        }
        return frames;
    }

    /** How many of the frames are turned away, since they have no price. */
    public static int rejects() throws IOException {
        return (int)
                frames().stream().filter(frame -> frame.contains("\"p\":\"0\"")).count();
    }

    /** How many rows the others make. */
    public static int rows() throws IOException {
        return FRAMES - rejects();
    }

    /** Whether so many lines stand in {@code csv} and {@code rejects} under this directory as the frames make. */
    public static boolean isCounted(Path data) throws IOException {
        return lines(data.resolve("csv")) == 1 + rows() && lines(data.resolve("rejects")) == rejects();
    }

    private static long lines(Path directory) throws IOException {
        long count = 0;
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    count += Files.readAllLines(file).size();
                }
            }
        }
        return count;
    }

    /** The one CSV file in this directory is finished and holds the notebook's rows of the frames. */
    public static void assertWritten(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(directory)) {
            files = list.toList();
        }
        if (files.size() != 1 || !files.get(0).toString().endsWith(".csv")) {
            throw new AssertionError("one finished file expected in " + directory + ", found " + files);
        }
        List<String> found = Files.readAllLines(files.get(0));
        List<String> expected;
        try (Stream<String> lines = Files.lines(RECORDINGS.resolve("expected/REFERENCE.notebook.csv"))) {
            expected = lines.limit(1 + rows()).toList();
        }
        if (!found.get(0).equals(expected.get(0)) || found.size() != expected.size()) {
            throw new AssertionError("%d lines below %s expected, found %d below %s"
                    .formatted(expected.size(), expected.get(0), found.size(), found.get(0)));
        }
        for (int i = 1; i < expected.size(); i++) {
            if (!values(found.get(i)).equals(values(expected.get(i)))) {
                throw new AssertionError(
                        "line %d: %s expected, found %s".formatted(i + 1, expected.get(i), found.get(i)));
            }
        }
    }

    private static List<Object> values(String line) {
        String[] cells = line.split(",", -1);
        return List.of(
                cells[0],
                new BigDecimal(cells[1]).stripTrailingZeros(),
                new BigDecimal(cells[2]).stripTrailingZeros(),
                cells[3]);
    }
}
