package dev.wadi.file;

import dev.wadi.frame.Frame;

/**
 * A frame that made no row.
 *
 * @param reason why, as a sentence
 * @param thrown whether a step threw on it; else the filter turned it away, or the source could not read it whole
 */
public record Reject(Frame frame, String reason, boolean thrown) {}
