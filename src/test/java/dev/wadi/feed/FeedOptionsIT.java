package dev.wadi.feed;

import static dev.wadi.testing.Feeding.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Feeding;
import dev.wadi.testing.FrameServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedOptionsIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stallTimout=5s          | feed: has no option stallTimout; expected one of acknowledgement, ",
                "encoding=lzma           | encoding must be auto, none, gzip or zlib, found lzma",
                "queueFrames=0           | queueFrames must be greater than 0, found 0",
                "queueBytes=-1           | queueBytes must be greater than 0, found -1",
                "queueFrames=many        | queueFrames",
                "stallTimeout=soon       | stallTimeout",
                "events=perhaps          | perhaps",
                "stallTimeout=0          | stallTimeout must be greater than 0",
                "maxAttempts=-1          | maxAttempts must be 0 (no end) or greater, found -1",
                "events=perhaps          | events",
                "heartbeat=(             | heartbeat must be a regular expression, found (",
                "acknowledgement=[       | acknowledgement must be a regular expression, found [",
                "heartbeatAnswer=pong    | heartbeatAnswer must be given together with heartbeat",
                "sslContextParameters=#x | sslContextParameters"
            })
    void aWrongOptionStopsTheStartAndIsNamed(String option, String said) {
        assertThatThrownBy(() -> Feeding.from("ws://127.0.0.1:1/", option)).hasStackTraceContaining(said);
    }

    @Test
    void anAnswerWithAGroupThatTheHeartbeatHasNotStopsTheStart() {
        assertThatThrownBy(() -> Feeding.from("ws://127.0.0.1:1/", "heartbeat=ping", "heartbeatAnswer={\"pong\":$1}"))
                .hasStackTraceContaining(
                        "heartbeatAnswer must be text in which $1 stands for a group that heartbeat has");
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/path, must begin with ws:// or wss://",
        "ws:///path, names no host",
        "'ws://host/a b', is no URL: Illegal character in path at character 12",
        "'', needs the option url"
    })
    void aWrongUrlStopsTheStart(String url, String said) {
        assertThatThrownBy(() -> Feeding.from(url)).hasStackTraceContaining(said);
    }

    @Test
    void theHealthCheckSaysHowTheConnectionIs() throws Exception {
        AtomicInteger connection = new AtomicInteger();
        try (FrameServer server = new FrameServer(peer -> {
                    if (connection.incrementAndGet() == 1) {
                        peer.refuse(503, "Retry-After: 1");
                        return;
                    }
                    peer.open();
                    peer.text("x");
                    peer.awaitClose();
                });
                Feeding feed = Feeding.from(server.url("/"))) {
            await().atMost(SOON)
                    .until(() -> feed.health().getMessage().orElse("").contains("HTTP 503"));
            assertThat(feed.health().getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(feed.health().getDetails())
                    .containsEntry("state", "CONNECTING")
                    .containsEntry("lastData", "null")
                    .containsEntry("attempts", 1);
            await().atMost(SOON).until(() -> feed.health().getState() == HealthCheck.State.UP);
            assertThat(feed.health().getDetails())
                    .containsEntry("state", "OPEN")
                    .containsEntry("attempts", 0)
                    .containsEntry("connections", 1)
                    .containsEntry("frames", 1L)
                    .containsEntry("lastData", String.valueOf(feed.status().lastData()));
            feed.context().getRouteController().stopRoute("test");
            assertThat(catchThrowable(feed::health)).as("gone with its route").isNotNull();
        }
    }

    @Test
    void secretsAreInNoLogEventStatusOrException() throws Exception {
        PrintStream console = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        StringBuilder said = new StringBuilder();
        AtomicInteger connection = new AtomicInteger();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (FrameServer server = new FrameServer(peer -> {
            if (connection.incrementAndGet() == 1) {
                peer.refuse(403);
                return;
            }
            peer.open();
            peer.text(peer.readText().length() > 5 ? "x" : "");
            peer.closeFrame(1008, "no");
        })) {
            String url = server.url("/s?a=1&listen_key=HIDDEN1&accessToken=HIDDEN2")
                    .replace("ws://", "ws://HIDDEN3:HIDDEN4@");
            String[] options = {
                "events=true",
                "subscribe={\"login\":\"HIDDEN5\"}",
                "header.Authorization=Bearer HIDDEN6",
                "keepAlive={\"key\":\"HIDDEN7\"}"
            };
            try (Feeding feed = Feeding.from(url, options)) {
                await().atMost(SOON).until(() -> feed.messages().size() > 2);
                said.append(feed.payloads()).append(feed.status().problem()).append(feed.health());
                said.append(feed.health().getMessage()).append(feed.health().getDetails());
                said.append(feed.context().getEndpoints());
            }
            for (String wrong : List.of("encoding=no", "events=no", "stallTimeout=soon", "no=HIDDEN8", "heartbeat=(")) {
                String[] more = Arrays.copyOf(options, options.length + 1);
                more[options.length] = wrong;
                Throwable failure = catchThrowable(() -> Feeding.from(url, more).close());
                // Camel's own exception around it shows the URI; what people are told is the reason
                said.append(rootCause(failure).getMessage());
            }
        } finally {
            System.setErr(console);
        }
        said.append(log.toString(StandardCharsets.UTF_8));
        assertThat(said.toString()).contains("listen_key=***", "***@127.0.0.1").doesNotContain("HIDDEN");
    }

    private static Throwable rootCause(Throwable failure) {
        return failure.getCause() == null ? failure : rootCause(failure.getCause());
    }
}
