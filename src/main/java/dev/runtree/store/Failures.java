package dev.runtree.store;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/** Turns what the driver says into one line for the user. */
final class Failures {
    private Failures() {}

    /** @param what what was not done, as the beginning of a sentence */
    static StoreException of(String what, SQLException cause) {
        return new StoreException(what + ": " + reason(cause), cause);
    }

    private static String reason(SQLException cause) {
        var state = String.valueOf(cause.getSQLState());
        if (state.equals("53100")) {
            return "the database server's disk is full; make room there and try again";
        }
        if (state.equals("25006")) {
            return "the database is read-only (a replica?); choose the primary server";
        }
        if (state.equals("57014")) {
            return "the database took too long; narrow the question";
        }
        if (state.equals("42501")) {
            return "the database role lacks a right (" + message(cause) + "); ask the database's owner for it";
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return "the database cannot be reached (" + message(cause) + ")";
        }
        return message(cause);
    }

    /** The server's sentence, without its severity, hints and place. */
    static String message(SQLException cause) {
        var told = cause instanceof PSQLException postgres && postgres.getServerErrorMessage() != null
                ? postgres.getServerErrorMessage().getMessage()
                : cause.getMessage();
        return told == null ? cause.getClass().getSimpleName() : told.lines().findFirst().orElse("");
    }
}
