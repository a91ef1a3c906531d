package dev.wadi.cli;

import java.io.Serial;

/** The command line asks for what cannot be; the message says what, and what to do. */
final class UsageException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
