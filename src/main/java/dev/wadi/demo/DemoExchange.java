package dev.wadi.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A WebSocket server on a free port of the loopback address that sends about 50 trades a second. */
public final class DemoExchange implements AutoCloseable {

    private static final int PERIOD_MILLIS = 20;
    private static final String PATH = "/ws/btcusdt@trade";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int port;

    /** Starts the server; the seed is the random walk's. */
    public DemoExchange(long seed) throws Exception {
        port = freePort();
        TradeWalk walk = new TradeWalk(seed);
        String server = "vertx-websocket:127.0.0.1:" + port + PATH;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(server + "?fireWebSocketConnectionEvents=false")
                        .id("demo-clients")
                        .stop();
                from("timer:trades?delay=0&fixedRate=true&includeMetadata=false&period=" + PERIOD_MILLIS)
                        .id("demo-trades")
                        .process(exchange -> exchange.getMessage().setBody(walk.next(System.currentTimeMillis())))
                        .to(server + "?sendToAll=true");
            }
        });
        context.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it listens. */
    public String url() {
        return "ws://127.0.0.1:" + port + PATH;
    }

    @Override
    public void close() {
        context.stop();
    }
}
