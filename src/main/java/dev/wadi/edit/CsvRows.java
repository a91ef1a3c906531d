package dev.wadi.edit;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The rows of several files, as text; a header is among them where it is not that of the file before. */
final class CsvRows implements Closeable {

    /** What a header begins with here, so that it is no row. */
    private static final char HEADER = '\0';

    /** So many rows are kept before their memory is given back. */
    private static final int DROPPED = 4000;

    private final List<Path> files;
    private final List<String> ahead = new ArrayList<>();
    private int begin;
    private int file;
    private String header;
    private BufferedReader reader;

    CsvRows(List<Path> files) {
        this.files = files;
    }

    int size() {
        return ahead.size() - begin;
    }

    String get(int i) {
        return ahead.get(begin + i);
    }

    static boolean isHeader(String row) {
        return !row.isEmpty() && row.charAt(0) == HEADER;
    }

    /** A row as it stands in its file. */
    static String text(String row) {
        return isHeader(row) ? row.substring(1) : row;
    }

    void drop(int count) {
        begin += count;
        if (begin > DROPPED) {
            ahead.subList(0, begin).clear();
            begin = 0;
        }
    }

    /** Reads ahead until there are so many rows, or all there are; false where there is none. */
    boolean fill(int count) throws IOException {
        while (size() < count) {
            String row = next();
            if (row == null) {
                break;
            }
            ahead.add(row);
        }
        return size() > 0;
    }

    private String next() throws IOException {
        while (true) {
            if (reader == null) {
                if (file == files.size()) {
                    return null;
                }
                reader = open(files.get(file++));
                String first = record();
                if (first != null && !first.equals(header)) {
                    header = first;
                    return HEADER + first;
                }
            }
            String record = record();
            if (record != null) {
                return record;
            }
            reader.close();
            reader = null;
        }
    }

    private static BufferedReader open(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        return new BufferedReader(new InputStreamReader(
                path.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in, StandardCharsets.UTF_8));
    }

    /** A line, and those behind it while a quoted field is open. */
    private String record() throws IOException {
        String line = reader.readLine();
        while (line != null && line.chars().filter(c -> c == '"').count() % 2 == 1) {
            String more = reader.readLine();
            if (more == null) {
                return line;
            }
            line += "\n" + more;
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }
}
