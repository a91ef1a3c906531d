package dev.wadi.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right of one process to something, as a locked file that holds its number. The operating system takes the lock away
 * with the process, so that of a dead one holds nobody up.
 */
public final class ProcessLock implements Closeable {

    private final FileChannel channel;

    private ProcessLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param what what it is the right to, for the message
     * @throws IOException if it is held, with the number of the process that does
     */
    public static ProcessLock take(Path file, String what) throws IOException {
        ProcessLock lock = attempt(file);
        if (lock == null) {
            String holder = Files.readString(file).strip();
            boolean ours = holder.equals(Long.toString(ProcessHandle.current().pid()));
            throw new IOException(what + " is in use by "
                    + (ours ? "another route of this program" : "process " + (holder.isEmpty() ? "?" : holder))
                    + " (" + file + " is locked): stop it first, or choose another name.");
        }
        return lock;
    }

    /** Takes the lock, or returns null where it is held. */
    public static ProcessLock attempt(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException held) {
            // by this process itself: as if by another
        }
        if (lock == null) {
            channel.close();
            return null;
        }
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid), 0);
        return new ProcessLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
