package dev.wadi.frame;

import java.io.IOException;
import java.time.Instant;

/**
 * A destination whose state is committed together with the position of the stream's {@link Reader}, so that it holds
 * what the frames up to that position give, and nothing twice. The calls never overlap.
 */
public interface Sink {

    /** An endpoint that writes to a sink. */
    interface Holder {
        Sink sink();
    }

    /** Its name among the sinks of its route, the same after a restart. */
    String sinkName();

    /** Whether it can go back to this state: what it had written by then is there still. */
    boolean bears(String state);

    /**
     * Goes back to this state and forgets what came later.
     *
     * @param state what {@link #state()} gave; null to begin anew
     */
    void restore(Reader reader, String state) throws IOException;

    /** All that it needs to know to go back to here, in one line. */
    String state();

    /** Whether something waits until the state is committed and on disk, such as the finishing of files. */
    boolean isWaiting();

    /** What {@link #state()} gave last is committed and on disk: what waited for that can be done. */
    void committed();

    /** Forces what was written to disk. */
    void force() throws IOException;

    /**
     * No frame is waiting.
     *
     * @param now the stream's own time: every later frame is received then, or after it
     * @return whether the state has changed by what that means
     */
    boolean idle(Instant now) throws IOException;
}
