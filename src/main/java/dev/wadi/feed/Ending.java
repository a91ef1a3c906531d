package dev.wadi.feed;

import io.vertx.core.http.WebSocket;

/**
 * How a connection ended.
 *
 * @param by server, client or network
 * @param code the close code; 1006 where no close frame came
 * @param reason the close frame's reason, or null
 * @param sentence what happened, for people
 */
record Ending(String by, int code, String reason, String sentence) {

    private static final int LOST = 1006;

    /**
     * How this one did.
     *
     * @param ours why the client ended it; null where it did not
     * @param lost what is known where it just ended
     */
    static Ending of(WebSocket socket, String ours, String lost) {
        Short said = socket.closeStatusCode();
        int code = said == null ? LOST : said;
        String reason = socket.closeReason();
        if (ours != null) {
            return new Ending("client", code, reason, ours);
        }
        if (code == LOST) {
            return new Ending("network", LOST, null, lost);
        }
        String because = reason == null || reason.isEmpty() ? "" : " (" + reason + ")";
        return new Ending("server", code, reason, "the server closed the connection, code " + code + because);
    }
}
