package dev.wadi.journal;

import java.time.Duration;

/**
 * How a journal is written.
 *
 * @param syncInterval how often what was written is forced to disk
 * @param segmentBytes a segment is finished when it is so long
 * @param segmentTime a segment is finished when it is so old
 * @param compress whether finished segments are compressed
 * @param retainTime finished segments older than this are deleted; null keeps them
 * @param retainBytes the oldest finished segments are deleted while all together are longer than this; 0 keeps them
 */
record JournalSettings(
        Duration syncInterval,
        long segmentBytes,
        Duration segmentTime,
        boolean compress,
        Duration retainTime,
        long retainBytes) {}
