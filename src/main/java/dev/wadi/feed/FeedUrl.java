package dev.wadi.feed;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of a stream, as it was typed. The request target reaches the server untouched: Camel's own URI handling
 * would sort its query and take what stands before an {@code @} for a password.
 *
 * @param secure true for {@code wss}
 * @param host name or address; IPv6 without brackets
 * @param port the port, 80 or 443 where none was typed
 * @param target path and query, as typed
 * @param shown the whole for messages, a password in it replaced by {@code ***}
 */
record FeedUrl(boolean secure, String host, int port, String target, String shown) {

    static FeedUrl parse(String typed) {
        URI uri;
        try {
            uri = new URI(typed.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url: '" + typed + "' is no URL: " + e.getReason() + " at character "
                    + (e.getIndex() + 1) + "; write such characters as %XX.");
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("ws") && !scheme.equals("wss")) {
            throw new IllegalArgumentException(
                    "url: '" + typed + "' must begin with ws:// or wss://, as in wss://host/path.");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("url: '" + typed + "' names no host, as in wss://host/path.");
        }
        boolean secure = scheme.equals("wss");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        String shown = uri.getRawUserInfo() == null
                ? typed.strip()
                : typed.strip().replace(uri.getRawUserInfo() + "@" + uri.getHost(), "***@" + uri.getHost());
        return new FeedUrl(secure, uri.getHost().replaceAll("[\\[\\]]", ""), port, target, shown);
    }

    @Override
    public String toString() {
        return shown;
    }
}
