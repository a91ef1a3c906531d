package dev.wadi.feed;

import io.netty.channel.Channel;

/**
 * Whether a connection is read: not while the route holds it back, and not while the server does not read the answers that
 * it asks for, which would fill the memory. On the thread of the connection.
 *
 * <p>It switches the channel itself, and pauses no Vert.x socket: each ping that one hands on undoes its pause.
 */
final class Intake {

    private final Channel channel;
    private boolean heldBack;
    private boolean unwritable;

    Intake(Channel channel) {
        this.channel = channel;
    }

    /** A frame has come. Where it should not have, since Vert.x reads on after what came with the handshake, that ends. */
    void frame() {
        if (isShut()) {
            flow();
        }
    }

    /** Something was answered, at the server's wish. */
    void answered() {
        if (!channel.isWritable()) {
            unwritable = true;
            flow();
        }
    }

    /** The server has read its answers. */
    void drained() {
        unwritable = false;
        flow();
    }

    /** The route holds the connection back from now on, or no longer. */
    void holdBack(boolean now) {
        heldBack = now;
        flow();
    }

    /** Whether the route holds it back. */
    boolean isHeldBack() {
        return heldBack;
    }

    /** Whether nothing is read, for whatever reason. */
    boolean isShut() {
        return heldBack || unwritable;
    }

    private void flow() {
        channel.config().setAutoRead(!isShut());
    }
}
