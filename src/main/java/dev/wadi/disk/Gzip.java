package dev.wadi.disk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses finished files: at the fastest level, since the frames that come meanwhile need the processor too. */
public final class Gzip {

    /** What a compressed file's name ends with. */
    public static final String ENDING = ".gz";

    private static final int BUFFER_BYTES = 1 << 16;

    private Gzip() {}

    private static final class Fast extends GZIPOutputStream {

        Fast(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /**
     * Puts the compressed file under its name and deletes the plain one. Can be done again after a crash at any point: a
     * file under its name is whole.
     */
    public static void replace(Path plain, Path compressed) throws IOException {
        Path fresh = compressed.resolveSibling(compressed.getFileName() + ".new");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(plain), BUFFER_BYTES);
                FileChannel channel = FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(channel);
            GZIPOutputStream zip = new Fast(out);
            in.transferTo(zip);
            zip.finish();
            channel.force(true);
        } catch (IOException failed) {
            Files.deleteIfExists(fresh);
            throw failed;
        }
        Durable.rename(fresh, compressed);
        Files.delete(plain);
    }
}
