package dev.wadi.testing;

import java.util.List;
import java.util.Set;

/** The threads that were begun since and are still there, but for those of the JVM and of the test itself. */
public final class LeftThreads {

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    /** Their names. */
    public List<String> names() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> thread.getThreadGroup() != null
                        && !List.of("system", "InnocuousThreadGroup")
                                .contains(thread.getThreadGroup().getName()))
                .map(Thread::getName)
                .filter(name -> !name.matches("(awaitility|frame-server).*"))
                .sorted()
                .toList();
    }
}
