package dev.wadi.feed;

import io.vertx.core.http.UpgradeRejectedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Why a connection could not be opened, as a sentence that says what to try.
 *
 * @param sentence what happened and what to do
 * @param retryAfterMillis how long the server asks to be left alone, 0 where it asks for nothing
 */
record Failure(String sentence, long retryAfterMillis) {

    /** @param now what a Retry-After date is counted from */
    static Failure of(Throwable cause, FeedUrl url, Instant now) {
        if (cause instanceof UpgradeRejectedException rejected) {
            return new Failure(rejection(rejected.getStatus(), url), retryAfter(rejected, now));
        }
        return new Failure(sentence(cause, url), 0);
    }

    private static String rejection(int status, FeedUrl url) {
        String advice = switch (status) {
            case 401, 403 -> "the server refuses this address or these credentials.";
            case 404 -> "the server has no such stream; is the path right, and in use still?";
            case 418, 429 -> "too many requests from this address; it will be left alone for a while.";
            case 451 -> "the service is not offered where this machine is; another host or region is needed.";
            case 503 -> "the service is not available at the moment.";
            default ->
                status / 100 == 5
                        ? "the server has a fault."
                        : status / 100 == 3
                                ? "the stream has moved; ask the service for its new URL."
                                : "it does not speak WebSocket at this path.";
        };
        return url + " answered HTTP " + status + " to the WebSocket handshake: " + advice;
    }

    private static String sentence(Throwable cause, FeedUrl url) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof UnknownHostException) {
                return "The host " + url.host() + " of " + url
                        + " cannot be found: is there a network, and is the name right?";
            }
            if (at instanceof SSLException) {
                return "No trusted TLS connection to " + url + ": " + tls(innermost(at)) + ".";
            }
            if (at instanceof TimeoutException) {
                return url + " did not answer in time: is there a network, or a firewall between?";
            }
        }
        if (cause instanceof ConnectException) {
            return "No connection to " + url + ": nothing listens at " + url.host() + " port " + url.port()
                    + ", or a firewall refuses it.";
        }
        return "No WebSocket connection to " + url + ": " + firstLine(cause) + ".";
    }

    private static String tls(Throwable reason) {
        return (reason instanceof CertificateExpiredException ? "its certificate has expired, " : "")
                + firstLine(reason);
    }

    /** Where the reason is: what stands around it says only that TLS failed. */
    private static Throwable innermost(Throwable cause) {
        Throwable at = cause;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return at;
    }

    private static String firstLine(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.lines().findFirst().orElse(message).replaceAll("\\.$", "");
    }

    /** By RFC 9110: seconds, or a date. */
    private static long retryAfter(UpgradeRejectedException rejected, Instant now) {
        String value =
                rejected.getHeaders() == null ? null : rejected.getHeaders().get("Retry-After");
        if (value == null) {
            return 0;
        }
        if (value.matches("\\d{1,7}")) {
            return Long.parseLong(value) * 1000;
        }
        try {
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            return Math.max(0, Duration.between(now, date).toMillis());
        } catch (DateTimeParseException neither) {
            return 0;
        }
    }
}
