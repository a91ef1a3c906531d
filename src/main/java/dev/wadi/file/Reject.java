package dev.wadi.file;

import dev.wadi.frame.Frame;

/** A frame that made no row, and why. */
public record Reject(Frame frame, String reason) {}
