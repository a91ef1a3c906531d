package dev.wadi.journal;

import java.util.Map;

/**
 * How far a reader has come.
 *
 * @param position all frames up to this one are where they belong; 0 for none
 * @param runs how many runs had ended up to it
 * @param sinks the state of each sink that belongs to that position, by its name
 */
record Commit(long position, int runs, Map<String, String> sinks) {

    static final Commit NONE = new Commit(0, 0, Map.of());
}
