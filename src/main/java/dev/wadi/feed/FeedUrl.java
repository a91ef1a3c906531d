package dev.wadi.feed;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The address of a stream, as it was typed. The request target reaches the server untouched: Camel's own URI handling
 * would sort its query and take what stands before an {@code @} for a password. As text it holds no secrets.
 *
 * @param secure true for {@code wss}
 * @param host name or address; IPv6 without brackets
 * @param port the port, 80 or 443 where none was typed
 * @param target path and query, as typed
 * @param authorization the Authorization header that user and password in it make; null where there are none
 * @param shown the whole for messages, with {@code ***} for user and password and for query parameters called like secrets
 */
record FeedUrl(boolean secure, String host, int port, String target, String authorization, String shown) {

    private static final Pattern USER = Pattern.compile("(?<=://)[^/?#]*@");
    private static final Pattern SECRET =
            Pattern.compile("(?i)([?&][^=&]*(?:key|token|secret|sign|pass|auth)[^=&]*=)[^&#]*");

    static FeedUrl parse(String typed) {
        String shown =
                SECRET.matcher(USER.matcher(typed.strip()).replaceFirst("***@")).replaceAll("$1***");
        URI uri;
        try {
            uri = new URI(typed.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url: '" + shown + "' is no URL: " + e.getReason() + " at character "
                    + (e.getIndex() + 1) + "; write such characters as %XX.");
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("ws") && !scheme.equals("wss")) {
            throw new IllegalArgumentException(
                    "url: '" + shown + "' must begin with ws:// or wss://, as in wss://host/path.");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("url: '" + shown + "' names no host, as in wss://host/path.");
        }
        boolean secure = scheme.equals("wss");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        return new FeedUrl(
                secure,
                uri.getHost().replaceAll("[\\[\\]]", ""),
                port,
                target,
                authorization(uri.getRawUserInfo()),
                shown);
    }

    private static String authorization(String userInfo) {
        if (userInfo == null) {
            return null;
        }
        // a plus is a plus here
        String decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(decoded.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return shown;
    }
}
