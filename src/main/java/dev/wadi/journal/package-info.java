/** The journal: every frame as it came, in segments of lines, and how far each reader has come. */
package dev.wadi.journal;
