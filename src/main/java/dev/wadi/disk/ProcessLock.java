package dev.wadi.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right of one process to something, as a locked file that holds its number. The operating system takes the lock away
 * with the process, so that of a dead one holds nobody up. Trap: it takes it away, too, where the process closes the file
 * a second time; so a file that is locked by this process is not opened again.
 */
public final class ProcessLock implements Closeable {

    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
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
            boolean ours = OURS.contains(real(file));
            String holder = ours ? "" : Files.readString(file).strip();
            throw new IOException(what + " is in use by "
                    + (ours ? "another route of this program" : "process " + (holder.isEmpty() ? "?" : holder))
                    + " (" + file + " is locked): stop it first, or choose another name.");
        }
        return lock;
    }

    /** Takes the lock, or returns null where it is held. */
    public static ProcessLock attempt(Path file) throws IOException {
        Path real = real(file);
        if (!OURS.add(real)) {
            return null;
        }
        ProcessLock taken = null;
        try {
            taken = locked(real);
            return taken;
        } finally {
            if (taken == null) {
                OURS.remove(real);
            }
        }
    }

    private static ProcessLock locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(pid), 0);
                return new ProcessLock(file, channel);
            }
        } catch (IOException | OverlappingFileLockException failed) {
            channel.close();
            throw failed;
        }
        channel.close();
        return null;
    }

    /** The one path of the file, whichever way it is named. */
    private static Path real(Path file) throws IOException {
        return file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
    }

    @Override
    public void close() throws IOException {
        channel.close();
        OURS.remove(file);
    }
}
