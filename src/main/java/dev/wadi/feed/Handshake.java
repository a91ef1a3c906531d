package dev.wadi.feed;

import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.vertx.common.VertxHelper;
import org.apache.camel.support.jsse.SSLContextParameters;

/** How a feed introduces itself: what Vert.x is told before and at the opening of a connection. */
final class Handshake {

    /** A WebSocket frame of up to so many bytes can be read over and turned away; a larger one ends the connection. */
    private static final int READ_OVER_BYTES = 32 << 20;

    private static final Set<String> TLS = Set.of("TLSv1.3", "TLSv1.2");

    private Handshake() {}

    static WebSocketClientOptions options(FeedEndpoint endpoint) {
        FeedConfiguration configuration = endpoint.getConfiguration();
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setConnectTimeout((int) configuration.getConnectTimeout().toMillis())
                .setSslHandshakeTimeout(configuration.getConnectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxFrameSize(Math.max(configuration.getMaxMessageSize(), READ_OVER_BYTES))
                // TCP is closed at once after the close frames; how long theirs is waited for, Link knows
                .setClosingTimeout(0)
                // Netty inflates without a bound where Vert.x 4 sets it up: a small frame could fill the memory
                .setTryUsePerMessageCompression(false);
        SSLContextParameters tls = configuration.getSslContextParameters();
        if (tls != null) {
            try {
                VertxHelper.setupSSLOptions(endpoint.getCamelContext(), tls, options);
            } catch (Exception e) {
                throw new IllegalArgumentException("feed:" + endpoint.getName() + ": sslContextParameters: " + e, e);
            }
            // the above wraps a null where one of the two stores is not given
            if (tls.getKeyManagers() == null) {
                options.setKeyCertOptions(null);
            }
            if (tls.getTrustManagers() == null) {
                options.setTrustOptions(null);
            }
        }
        // after the above, which switches both off where the parameters do not ask for them
        return options.setVerifyHost(true).setEnabledSecureTransportProtocols(TLS);
    }

    static WebSocketConnectOptions request(FeedEndpoint endpoint) {
        FeedConfiguration configuration = endpoint.getConfiguration();
        FeedUrl url = endpoint.url();
        WebSocketConnectOptions request = new WebSocketConnectOptions();
        request.setHost(url.host())
                .setPort(url.port())
                .setSsl(url.secure())
                .setURI(url.target())
                .setTimeout(configuration.getConnectTimeout().toMillis());
        request.setAllowOriginHeader(configuration.getOrigin() != null);
        if (configuration.getOrigin() != null) {
            request.addHeader("Origin", configuration.getOrigin());
        }
        if (configuration.getSubprotocols() != null) {
            request.setSubProtocols(
                    Arrays.asList(configuration.getSubprotocols().strip().split("\\s*,\\s*", -1)));
        }
        if (url.authorization() != null) {
            request.addHeader("Authorization", url.authorization());
        }
        configuration.getHandshakeHeaders().forEach((name, value) -> request.addHeader(name, String.valueOf(value)));
        return request;
    }
}
