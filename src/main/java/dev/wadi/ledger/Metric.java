package dev.wadi.ledger;

/**
 * Every number that Wadi reports: its name, unit and meaning. docs/embed.md has the same as a table; its test fails where
 * they differ.
 */
public enum Metric {
    FEED_FRAMES("wadi.feed.frames", true, null, "Messages that came."),
    FEED_CONNECTIONS("wadi.feed.connections", true, null, "Connections that opened."),
    FEED_PAUSED("wadi.feed.paused", true, "seconds", "Time for which the route held the connection back."),
    FEED_OPEN("wadi.feed.open", false, null, "1 while a connection is open, else 0."),
    JOURNAL_POSITION("wadi.journal.position", false, null, "Position of the last kept frame."),
    JOURNAL_COMMITTED(
            "wadi.journal.committed",
            false,
            null,
            "Position up to which a reader's frames are where they belong; events that it does not see may stand behind."),
    FILE_ROWS("wadi.file.rows", true, null, "Rows written; those written again after a failure count again."),
    FILE_REJECTS("wadi.file.rejects", true, null, "Frames turned away and written with the reason.");

    private final String title;
    private final boolean counter;
    private final String unit;
    private final String meaning;

    Metric(String title, boolean counter, String unit, String meaning) {
        this.title = title;
        this.counter = counter;
        this.unit = unit;
        this.meaning = meaning;
    }

    /** Its name as Micrometer has it, such as {@code wadi.feed.frames}. */
    public String title() {
        return title;
    }

    /** Whether it only grows; else it is a gauge. */
    public boolean isCounter() {
        return counter;
    }

    /** The unit where it is none of things counted, else null. */
    public String unit() {
        return unit;
    }

    /** What it says, as a sentence. */
    public String meaning() {
        return meaning;
    }
}
