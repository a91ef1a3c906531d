package dev.wadi.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that grows at its end. What is appended is written wholly or not at all: where that fails, what was begun is cut
 * off and tried anew until it succeeds. Not thread-safe, but for {@link #force()}, which does nothing once it is closed:
 * whoever closes it has it forced before, where that matters.
 */
public final class AppendFile implements Closeable {

    private final Path path;
    private final Patience patience;
    private volatile FileChannel channel;
    private long length;
    private volatile boolean closed;

    /** Opens the file, made where it is missing, and cuts it to this length, which it must have at least. */
    public AppendFile(Path path, long length, Patience patience) throws IOException {
        this.path = path;
        this.length = length;
        this.patience = patience;
        patience.insist("open", path, this::open);
        if (channel.size() < length) {
            long found = channel.size();
            channel.close();
            throw new IOException(path + " must have " + length + " bytes at least and has " + found + ".");
        }
        channel.truncate(length);
    }

    private void open() throws IOException {
        FileChannel opened = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (opened.size() == 0) {
                Durable.directory(path); // a new file that a power cut must not take away
            }
        } catch (IOException failed) {
            opened.close();
            throw failed;
        }
        channel = opened;
    }

    public Path path() {
        return path;
    }

    /** Length in bytes. */
    public long length() {
        return length;
    }

    /** Appends what the buffer has left. */
    public void append(ByteBuffer bytes) throws IOException {
        int begin = bytes.position();
        patience.insist("write to", path, () -> {
            bytes.position(begin);
            long at = length;
            try {
                while (bytes.hasRemaining()) {
                    at += channel.write(bytes, at);
                }
            } catch (IOException failed) {
                cut(failed);
                throw failed;
            }
            length = at;
        });
    }

    private void cut(IOException failed) {
        try {
            if (!channel.isOpen()) {
                open();
            }
            channel.truncate(length);
        } catch (IOException stillFailing) {
            // the next attempt overwrites what is behind the length, and a start after a crash cuts it off
            failed.addSuppressed(stillFailing);
        }
    }

    /** Forces what was appended to the disk. */
    public void force() throws IOException {
        patience.insist("force to disk", path, () -> {
            try {
                channel.force(false);
            } catch (ClosedChannelException gone) {
                if (!closed) {
                    throw gone;
                }
            }
        });
    }

    @Override
    public void close() throws IOException {
        closed = true;
        channel.close();
    }
}
