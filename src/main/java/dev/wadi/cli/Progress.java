package dev.wadi.cli;

import java.io.PrintStream;

/** A line on the terminal that says how far something is; nothing elsewhere. */
final class Progress {

    private static final long EVERY_NANOS = 200_000_000;
    private static final int BAR_CHARS = 30;
    private static final String ERASE = "\r\033[K";

    private final PrintStream out;
    private final boolean shown = Boolean.getBoolean("wadi.terminal");
    private final long end;
    private final long begin;
    private long last;

    /**
     * Begins.
     *
     * @param end how many there are
     * @param begin when it began, of {@link System#nanoTime()}
     */
    Progress(PrintStream out, long end, long begin) {
        this.out = out;
        this.end = end;
        this.begin = begin;
    }

    /**
     * Shows how far it is.
     *
     * @return false, so that it can stand where one is asked whether to end
     */
    boolean show(long done, long rows) {
        long now = System.nanoTime();
        if (shown && now - last >= EVERY_NANOS && done > 0) {
            last = now;
            double seconds = (now - begin) / 1e9;
            int filled = (int) (BAR_CHARS * Math.min(done, end) / Math.max(1, end));
            out.printf(
                    "%s[%s%s] %,d of %,d frames, %,d rows, %,.0f a second, %.0f s left",
                    ERASE,
                    "#".repeat(filled),
                    " ".repeat(BAR_CHARS - filled),
                    done,
                    end,
                    rows,
                    done / seconds,
                    seconds * Math.max(0, end - done) / done);
            out.flush();
        }
        return false;
    }

    void clear() {
        if (shown) {
            out.print(ERASE);
            out.flush();
        }
    }
}
