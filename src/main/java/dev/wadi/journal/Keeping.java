package dev.wadi.journal;

import java.time.Duration;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How a journal is written, in what pieces it is kept, and for how long. */
@UriParams
public class Keeping {

    @UriParam(label = "producer", defaultValue = "1s")
    private Duration syncInterval = Duration.ofSeconds(1);

    @UriParam(label = "producer", defaultValue = "134217728")
    private long segmentBytes = 128L << 20;

    @UriParam(label = "producer", defaultValue = "1h")
    private Duration segmentTime = Duration.ofHours(1);

    @UriParam(label = "producer", defaultValue = "none", enums = "none,gzip")
    private String compress = "none";

    @UriParam(label = "producer")
    private Duration retainTime;

    @UriParam(label = "producer")
    private long retainBytes;

    JournalSettings settings() {
        return new JournalSettings(
                syncInterval, segmentBytes, segmentTime, compress.equals("gzip"), retainTime, retainBytes);
    }

    public Duration getSyncInterval() {
        return syncInterval;
    }

    /** How often what was written is forced to disk: a power cut loses at most that. */
    public void setSyncInterval(Duration syncInterval) {
        this.syncInterval = syncInterval;
    }

    public long getSegmentBytes() {
        return segmentBytes;
    }

    /** A segment is finished, and the next one begun, when it is so long. */
    public void setSegmentBytes(long segmentBytes) {
        this.segmentBytes = segmentBytes;
    }

    public Duration getSegmentTime() {
        return segmentTime;
    }

    /** A segment is finished, and the next one begun, when it is so old. */
    public void setSegmentTime(Duration segmentTime) {
        this.segmentTime = segmentTime;
    }

    public String getCompress() {
        return compress;
    }

    /** What is done with finished segments. They read the same. */
    public void setCompress(String compress) {
        this.compress = compress;
    }

    public Duration getRetainTime() {
        return retainTime;
    }

    /** Finished segments older than this are deleted once every reader has committed past them. By default they are kept. */
    public void setRetainTime(Duration retainTime) {
        this.retainTime = retainTime;
    }

    public long getRetainBytes() {
        return retainBytes;
    }

    /**
     * The oldest finished segments are deleted, once every reader has committed past them, while all together are longer
     * than this. 0 keeps them.
     */
    public void setRetainBytes(long retainBytes) {
        this.retainBytes = retainBytes;
    }
}
