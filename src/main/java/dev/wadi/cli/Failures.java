package dev.wadi.cli;

import dev.wadi.edit.Sentences;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Makes a sentence and an exit code of what a command has thrown. */
public final class Failures implements IExecutionExceptionHandler {

    private static final int WRONG = 1;
    private static final int USAGE = 2;
    private static final int CANNOT_GO_ON = 3;

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        return said(thrown);
    }

    /** Says what is wrong on standard error, and returns the exit code. */
    static int said(Exception thrown) {
        System.err.println("wadi: " + (thrown instanceof UsageException ? thrown.getMessage() : Sentences.of(thrown)));
        if (thrown instanceof UsageException) {
            return USAGE;
        }
        if (Sentences.isOfFiles(thrown)) {
            return CANNOT_GO_ON;
        }
        System.err.println("wadi: './wadi check' tells the file and line.");
        return WRONG;
    }
}
