package dev.wadi.feed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells heartbeats and acknowledgements from data, and what the former are answered with. */
final class Heartbeats {

    private static final int MAX_CHARS = 1024;

    private final Pattern heartbeat;
    private final String answer;
    private final Pattern acknowledgement;

    Heartbeats(Conversation conversation) {
        heartbeat = pattern(conversation.getHeartbeat());
        answer = conversation.getHeartbeatAnswer();
        acknowledgement = pattern(conversation.getAcknowledgement());
    }

    private static Pattern pattern(String expression) {
        return expression == null ? null : Pattern.compile(expression);
    }

    boolean isHeartbeat(Object payload) {
        return found(heartbeat, payload);
    }

    boolean isAcknowledgement(Object payload) {
        return found(acknowledgement, payload);
    }

    private static boolean found(Pattern pattern, Object payload) {
        return pattern != null
                && payload instanceof String text
                && text.length() <= MAX_CHARS
                && pattern.matcher(text).find();
    }

    boolean hasAnswer() {
        return answer != null;
    }

    /** The answer to a heartbeat. */
    String answer(Object payload) {
        Matcher matcher = heartbeat.matcher((String) payload);
        StringBuilder text = new StringBuilder();
        if (matcher.find()) {
            matcher.appendReplacement(text, answer);
        }
        return text.substring(matcher.start());
    }
}
