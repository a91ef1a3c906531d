package dev.wadi.cli;

import dev.wadi.feed.FeedEndpoint;
import dev.wadi.feed.FeedStatus;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** The feeds of a run, those that an edit has replaced included. */
final class Feeds {

    private final CamelContext context;
    private final Set<FeedEndpoint> known = new LinkedHashSet<>();
    private List<FeedEndpoint> running = List.of();

    Feeds(CamelContext context) {
        this.context = context;
    }

    /** Looks which ones run. */
    void look() {
        running = context.getRoutes().stream()
                .filter(route -> {
                    var status = context.getRouteController().getRouteStatus(route.getRouteId());
                    return status != null && status.isStarted();
                })
                .map(Route::getEndpoint)
                .filter(FeedEndpoint.class::isInstance)
                .map(FeedEndpoint.class::cast)
                .toList();
        known.addAll(running);
    }

    /** What they are connected to, without secrets. */
    List<String> urls() {
        return running.stream().map(FeedEndpoint::shownUrl).toList();
    }

    /** When the first connection was opened. */
    Optional<Instant> firstOpened() {
        return known.stream()
                .map(feed -> feed.status().firstOpened())
                .filter(opened -> opened != null)
                .min(Instant::compareTo);
    }

    /** How many frames have come. */
    long received() {
        return known.stream().mapToLong(feed -> feed.status().frames()).sum();
    }

    /** Whether there are some, and none of them tries to connect any more. */
    boolean haveGivenUp() {
        return !running.isEmpty()
                && running.stream().allMatch(feed -> feed.status().state() == FeedStatus.State.FAILED);
    }

    /** Why no data comes, as a sentence. */
    String problem() {
        return known.stream()
                .map(feed -> feed.status().problem())
                .filter(problem -> problem != null)
                .findFirst()
                .orElse("connected, but no data came: wrong stream name, or retired URL?");
    }
}
