package dev.wadi.feed;

import dev.wadi.feed.Payloads.Message;
import dev.wadi.frame.Kind;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.WebSocketInternal;
import java.util.List;

/**
 * One open connection, from its handshake to its end: subscribes, answers, watches, and hands on what comes. All of it
 * runs on the thread of its context, and its handlers stand before the first frame is read.
 */
final class Link implements FrameQueue.Source, Liveness.Watched {

    /** Whoever a link belongs to. */
    interface Owner {
        /** A message came; data is false for a heartbeat or an acknowledgement. */
        void received(Link link, Message message, boolean data);

        void stalled(Link link, String why);

        /** The route has held the connection back for so long. */
        void heldBack(Link link, long nanos);

        /** It is over; nothing comes any more. */
        void closed(Link link, Ending ending);
    }

    private static final short GOING_AWAY = 1001;
    private static final long NONE = -1;

    private final int number;
    private final FeedEndpoint endpoint;
    private final Context context;
    private final Vertx vertx;
    private final WebSocket socket;
    private final Owner owner;
    private final Heartbeats heartbeats;
    private final Liveness liveness;
    private final MessageAssembler assembler;
    private final ChannelHandlerContext netty;
    private final Intake intake;
    private boolean ended;
    private String ours;
    private String lost = "the connection was lost";
    private long subscribeTimer = NONE;
    private long cutTimer = NONE;

    /** @param socket just opened; nothing was read from it yet */
    Link(int number, FeedEndpoint endpoint, Vertx vertx, Context context, WebSocket socket, Owner owner) {
        this.number = number;
        this.endpoint = endpoint;
        this.context = context;
        this.vertx = vertx;
        this.socket = socket;
        this.owner = owner;
        this.netty = ((WebSocketInternal) socket).channelHandlerContext();
        this.intake = new Intake(netty.channel());
        this.heartbeats = new Heartbeats(endpoint.getConversation());
        this.liveness = new Liveness(vertx, endpoint.getConversation(), intake, this);
        FeedConfiguration configuration = endpoint.getConfiguration();
        this.assembler = new MessageAssembler(
                configuration.getMaxMessageSize(),
                new Payloads(configuration.getEncoding(), configuration.getMaxMessageSize()),
                this::message);
        socket.frameHandler(this::frame);
        socket.pongHandler(pong -> liveness.pong());
        socket.exceptionHandler(this::broken);
        socket.drainHandler(now -> intake.drained());
        // behind the frames that came with the handshake: Vert.x hands them on later
        socket.closeHandler(now -> context.runOnContext(behind -> ended()));
    }

    /** Sends the subscribe frames and begins to watch. */
    void start() {
        subscribe(endpoint.subscribeFrames());
        liveness.start();
    }

    int number() {
        return number;
    }

    private void subscribe(List<String> frames) {
        long delay = endpoint.getConversation().getSubscribeDelay().toMillis();
        if (delay == 0) {
            frames.forEach(this::send);
        } else if (!frames.isEmpty()) {
            send(frames.get(0));
            List<String> rest = frames.subList(1, frames.size());
            subscribeTimer = vertx.setTimer(delay, now -> subscribe(rest));
        }
    }

    private void frame(WebSocketFrame frame) {
        liveness.heard();
        intake.frame();
        if (frame.type() == WebSocketFrameType.PING) {
            // Vert.x has answered it
            intake.answered();
        } else {
            assembler.frame(frame);
        }
    }

    private void message(Message message) {
        boolean heartbeat = heartbeats.isHeartbeat(message.payload());
        boolean data = !heartbeat && !heartbeats.isAcknowledgement(message.payload());
        if (data) {
            liveness.data();
        }
        owner.received(this, message, data);
        if (heartbeat && heartbeats.hasAnswer()) {
            send(heartbeats.answer(message.payload()));
            intake.answered();
        }
    }

    private void broken(Throwable cause) {
        boolean tooLarge = cause instanceof TooLongFrameException
                || (cause instanceof CorruptedWebSocketFrameException corrupted
                        && corrupted.closeStatus().code() == 1009);
        if (tooLarge) {
            ours = "a WebSocket frame was too large to be read over (maxMessageSize)";
            owner.received(this, new Message(Kind.CUT, new byte[0], ours), false);
        } else if (cause instanceof CorruptedWebSocketFrameException) {
            ours = "the server broke the WebSocket protocol: " + cause.getMessage();
        } else if (!(cause instanceof HttpClosedException)) {
            lost = "the connection was lost: " + cause.getMessage();
        }
    }

    /** Closes in order: with the unsubscribe frames and a close frame, whose answer is waited for. */
    void close() {
        TextFrames.of(endpoint.getConversation().getUnsubscribe()).forEach(this::send);
        shut("the recorder stops", "recorder stops");
    }

    private void shut(String why, String reason) {
        ours = ours == null ? why : ours;
        liveness.stop();
        vertx.cancelTimer(subscribeTimer);
        vertx.cancelTimer(cutTimer);
        socket.close(GOING_AWAY, reason);
        cutTimer = vertx.setTimer(endpoint.getConfiguration().getCloseTimeout().toMillis(), now -> cut());
    }

    /** Closes the TCP connection. Vert.x itself would wait for a close frame that cannot be sent, or for the server. */
    @SuppressWarnings("FutureReturnValueIgnored") // the close handler hears of it
    private void cut() {
        netty.close();
    }

    private void ended() {
        if (ended) {
            return;
        }
        ended = true;
        liveness.stop();
        vertx.cancelTimer(subscribeTimer);
        vertx.cancelTimer(cutTimer);
        cut();
        owner.closed(this, Ending.of(socket, ours, lost));
    }

    @Override
    public void send(String text) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(text);
        }
    }

    @Override
    public void ping() {
        if (!socket.isClosed()) {
            socket.writePing(Buffer.buffer("wadi"));
        }
    }

    @Override
    public void stalled() {
        String why = "connected" + (endpoint.subscribeFrames().isEmpty() ? "" : " and subscribed")
                + ", but no data in "
                + endpoint.getConversation().getStallTimeout().toMillis() / 1000.0
                + " s: wrong stream name, retired URL, or a market that is closed?";
        owner.stalled(this, why);
        shut(why, "no data");
    }

    @Override
    public void unanswered() {
        shut(
                "no answer to a ping in "
                        + endpoint.getConversation().getPongTimeout().toMillis() / 1000.0
                        + " s: the connection is half open, or the network is gone",
                "no pong");
    }

    /** Called on the connection's own thread, by whoever fills the queue. */
    @Override
    public void pause() {
        intake.holdBack(true);
    }

    @Override
    public void resume(long pausedNanos) {
        context.runOnContext(now -> {
            intake.holdBack(false);
            liveness.data();
            liveness.heard();
            if (!ended) {
                owner.heldBack(this, pausedNanos);
            }
        });
    }
}
