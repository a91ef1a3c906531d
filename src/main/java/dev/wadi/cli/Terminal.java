package dev.wadi.cli;

/** Text for people's eyes. */
final class Terminal {

    private Terminal() {}

    /** The text with its control characters written out, since what a stream sends must not drive the terminal. */
    static String safe(String text) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i)) && safe == null) {
                safe = new StringBuilder(text.substring(0, i));
            }
            if (safe != null) {
                char c = text.charAt(i);
                safe.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return safe == null ? text : safe.toString();
    }

    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }

    /** A number of bytes, such as {@code 38.2 KB}. */
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        return bytes < 1_000_000
                ? String.format(java.util.Locale.ROOT, "%.1f KB", bytes / 1e3)
                : String.format(java.util.Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
