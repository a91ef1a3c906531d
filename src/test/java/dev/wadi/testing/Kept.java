package dev.wadi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What a journal of numbered trades holds, and what the shipped clean route has to make of it, read with no code of the
 * program. Message n is {@link #trade(long)}; each whole line counts, a torn last one does not.
 *
 * @param positions of the whole lines, in the order of the files
 * @param rows what the CSV files hold, all together, without headers
 * @param rejected the positions that the rejects hold
 * @param numbers the numbers of the messages, in order
 * @param messages their positions
 */
public record Kept(
        List<Long> positions, List<String> rows, List<Long> rejected, List<Long> numbers, List<Long> messages) {

    private static final Pattern TRADE =
            Pattern.compile("\\{\"E\":0,\"s\":\"N(\\d+)\",\"p\":\"1\",\"q\":\"([01])\"(?:,\"k\":(\\d))?}");
    private static final Pattern POSITION = Pattern.compile("\\{\"position\":(\\d+),.*");

    /** A message that is no JSON. */
    public static final String BROKEN = "{\"E\":";

    /** Message n with this quantity, of which a step of the test makes k rows. */
    public static String split(long n, int quantity, int k) {
        return "{\"E\":0,\"s\":\"N" + n + "\",\"p\":\"1\",\"q\":\"" + quantity + "\",\"k\":" + k + "}";
    }

    /** Message n: every tenth has no quantity and is turned away. */
    public static String trade(long n) {
        return "{\"E\":0,\"s\":\"N" + n + "\",\"p\":\"1\",\"q\":\"" + (n % 10 == 3 ? 0 : 1) + "\"}";
    }

    /** The messages from one number to another, which is not among them. */
    public static List<String> trades(int from, int to) {
        return IntStream.range(from, to).mapToObj(Kept::trade).toList();
    }

    /** Reads the journal btcusdt under a data directory. */
    public static Kept in(Path data) throws IOException {
        return in(data, Integer.MAX_VALUE);
    }

    /** Reads the end of the journal btcusdt under a data directory: its last two segments. */
    public static Kept endOf(Path data) throws IOException {
        return in(data, 2);
    }

    private static Kept in(Path data, int last) throws IOException {
        Kept kept =
                new Kept(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Path> segments;
        try (Stream<Path> files = Files.list(data.resolve("journal/btcusdt"))) {
            segments = files.filter(file -> file.toString().matches(".*\\.tsv(\\.gz)?"))
                    .sorted()
                    .toList();
        }
        for (Path segment : segments.subList(Math.max(0, segments.size() - last), segments.size())) {
            try (InputStream file = Files.newInputStream(segment)) {
                InputStream in = segment.toString().endsWith(".gz") ? new GZIPInputStream(file) : file;
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(kept::line);
            }
        }
        return kept;
    }

    private void line(String line) {
        String[] fields = line.split("\t", 5);
        assertThat(fields).as(line).hasSize(5);
        long position = Long.parseLong(fields[0]);
        positions.add(position);
        if (!fields[3].equals("text")) {
            return;
        }
        messages.add(position);
        Matcher trade = TRADE.matcher(fields[4]);
        if (!trade.matches()) {
            assertThat(fields[4]).as(line).isEqualTo(BROKEN);
            rejected.add(position);
            return;
        }
        numbers.add(Long.parseLong(trade.group(1)));
        if (trade.group(2).equals("0")) {
            rejected.add(position);
        } else if (trade.group(3) == null) {
            rows.add("1970-01-01 00:00:00.000,1,1,N" + trade.group(1));
        } else {
            for (int i = 0; i < Integer.parseInt(trade.group(3)); i++) {
                rows.add("1970-01-01 00:00:00.000,1,1,N" + trade.group(1) + "/" + i);
            }
        }
    }

    /** Position of the last message, 0 for none; events may stand behind it. */
    public long lastMessage() {
        return messages.isEmpty() ? 0 : messages.get(messages.size() - 1);
    }

    /** The journal's positions have no hole and none is there twice. */
    public void assertWhole() {
        for (int i = 0; i < positions.size(); i++) {
            if (positions.get(i) != i + 1) {
                assertThat(positions.get(i)).as("position of line %s", i + 1).isEqualTo(i + 1L);
            }
        }
    }

    /** The CSV files and the rejects hold exactly what the journal's frames give, in order, none twice. */
    public void assertWritten(Path data) throws IOException {
        List<Long> rejects = new ArrayList<>();
        for (String line : Cleaning.rejects(data)) {
            Matcher reject = POSITION.matcher(line);
            assertThat(reject.matches()).as("reject %s", line).isTrue();
            rejects.add(Long.parseLong(reject.group(1)));
        }
        assertSame("rows", Cleaning.rows(data), rows);
        assertSame("rejects", rejects, rejected);
    }

    private static <T> void assertSame(String what, List<T> found, List<T> expected) {
        int same = 0;
        while (same < found.size() && same < expected.size() && found.get(same).equals(expected.get(same))) {
            same++;
        }
        if (same < Math.max(found.size(), expected.size())) {
            throw new AssertionError(
                    "%s: %d expected, %d found; the first %d are the same, then %s is expected and %s found"
                            .formatted(
                                    what,
                                    expected.size(),
                                    found.size(),
                                    same,
                                    same < expected.size() ? expected.get(same) : "no more",
                                    same < found.size() ? found.get(same) : "no more"));
        }
    }
}
