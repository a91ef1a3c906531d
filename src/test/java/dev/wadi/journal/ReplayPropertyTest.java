package dev.wadi.journal;

import dev.wadi.frame.Frame;
import dev.wadi.frame.Kind;
import dev.wadi.testing.Cleaning;
import dev.wadi.testing.Kept;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.camel.Exchange;

/** Whatever comes, whatever the batches and wherever it crashes: the output is what the journal gives. */
class ReplayPropertyTest {

    private static final Pattern SPLIT = Pattern.compile("\"k\":(\\d)");
    private static final int CRASHES = 3;

    @Property(tries = 25)
    void theOutputIsWhatTheJournalGives(
            @ForAll @IntRange(min = 1, max = 40) int batchRows,
            @ForAll @IntRange(min = 0, max = 30) int rollRows,
            @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        Path data = Files.createTempDirectory("wadi-property");
        Instant time = Instant.parse("2126-11-24T10:00:00Z"); // no period is over by the clock
        int kept = 0;
        for (int crash = 0; crash < CRASHES; crash++) {
            try (Cleaning cleaning = route(data, batchRows, rollRows).at(time).start()) {
                for (int frames = random.nextInt(120); frames > 0; frames--) {
                    frame(cleaning, random, kept++);
                }
                time = cleaning.time();
                Kept journal = Kept.in(data);
                if (random.nextBoolean() && !journal.positions().isEmpty()) {
                    cleaning.awaitCommitted(last(journal) / 2);
                }
            }
            cut(data, ".csv.part", random);
            cut(data, ".jsonl.part", random);
            cut(data, ".commits", random);
        }
        try (Cleaning cleaning = route(data, batchRows, rollRows).at(time).start()) {
            cleaning.keep(List.of(Kept.trade(kept)));
            cleaning.awaitCommitted(last(Kept.in(data)));
        }
        Kept journal = Kept.in(data);
        journal.assertWhole();
        journal.assertWritten(data);
    }

    private static long last(Kept journal) {
        return journal.positions().get(journal.positions().size() - 1);
    }

    private static Cleaning route(Path data, int batchRows, int rollRows) throws IOException {
        Cleaning cleaning = new Cleaning(data)
                .with("wadi.batch.rows", batchRows)
                .with("wadi.batch.interval", 5)
                .with("wadi.csv.roll.rows", rollRows)
                .with("wadi.csv.roll.time", "1h");
        return cleaning.before("            doCatch:", "                    ", ReplayPropertyTest::split);
    }

    /** Makes of the row so many as the frame says. */
    @SuppressWarnings("unchecked")
    private static void split(Exchange exchange) {
        Matcher k = SPLIT.matcher(Frame.of(exchange).text());
        if (!k.find()) {
            return;
        }
        Map<String, Object> row = (Map<String, Object>) exchange.getMessage().getBody();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(k.group(1)); i++) {
            Map<String, Object> copy = new LinkedHashMap<>(row);
            copy.put("Symbol", row.get("Symbol") + "/" + i);
            rows.add(copy);
        }
        exchange.getMessage().setBody(rows);
    }

    private static void frame(Cleaning cleaning, Random random, int number) {
        switch (random.nextInt(12)) {
            case 0 -> cleaning.keep(Kind.TEXT, Kept.BROKEN);
            case 1 -> cleaning.keep(Kind.STALL, "{}");
            case 2 -> cleaning.keep(Kind.STOP, "{}");
            case 3, 4 -> cleaning.keep(Kind.TEXT, Kept.split(number, random.nextInt(2), random.nextInt(4)));
            case 5 -> cleaning.pass(Duration.ofMinutes(random.nextInt(50)));
            default -> cleaning.keep(Kind.TEXT, Kept.trade(number));
        }
    }

    /** Cuts the file with this ending, if there is one, at a random place near its end or anywhere. */
    private static void cut(Path data, String ending, Random random) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(data)) {
            files = all.filter(file -> file.toString().endsWith(ending)).toList();
        }
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                long length = channel.size();
                if (length > 0 && random.nextInt(3) > 0) {
                    long most = random.nextBoolean() ? Math.min(length, 400) : length;
                    channel.truncate(length - random.nextInt((int) most + 1));
                }
            }
        }
    }
}
