package dev.runtree.store;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Says in one line what an SQL error means for the user: what, where, and what to do. */
final class Failure {
    /** Data, integrity, features, program limits, PL/pgSQL, internal errors. */
    private static final Set<String> CONTENT = Set.of("22", "23", "0A", "54", "P0", "XX");

    private static final String CHECK_VIOLATION = "23514";

    private Failure() {}

    /** Whether there is nobody to talk to, or a server that is about to go or to come. */
    static boolean isUnreachable(SQLException e) {
        var state = state(e);
        return (state.startsWith("08") && !state.equals("08004")) || state.startsWith("57P");
    }

    /**
     * Whether it says nothing against what was to be stored: nobody answers, the server is full, read-only, about to go or
     * to come, does not let us, or has other tables than we know (values are always bound, so that none of them can make a
     * statement wrong). What is not SQL's, and what SQL says of values and limits, is against them.
     */
    static boolean isAway(Throwable problem) {
        for (@Nullable Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return isOfPartitions(sql) || CONTENT.stream().noneMatch(state(sql)::startsWith);
            }
        }
        return false;
    }

    /** Whether a row was refused because the partition of its day is just being made, which may take a while. */
    private static boolean isOfPartitions(SQLException e) {
        if (!CHECK_VIOLATION.equals(e.getSQLState())) {
            return false;
        }
        var told = e instanceof PSQLException server ? server.getServerErrorMessage() : null;
        var constraint = told == null ? null : told.getConstraint();
        return constraint == null || constraint.startsWith(PartitionMaker.PROOF);
    }

    /** Whether somebody may answer there later, as far as can be told: of a host that is not known, a slip is likelier. */
    static boolean mayComeBack(SQLException e) {
        return isUnreachable(e) && !(root(e) instanceof UnknownHostException);
    }

    static StoreException of(SQLException e, Server server) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreException told) {
                return new StoreException(String.valueOf(told.getMessage()), e);
            }
        }
        // The pool says that it waited; what it waited for stands behind.
        var told =
                e instanceof SQLTransientConnectionException && e.getCause() instanceof SQLException cause ? cause : e;
        return new StoreException(text(told, server), e);
    }

    private static String text(SQLException e, Server server) {
        var place = server.place();
        var user = server.user() == null ? "this user" : "user " + server.user();
        return switch (state(e)) {
            case "28P01" ->
                "Wrong password for " + user + " on " + place
                        + ": set PGPASSWORD, add a line to ~/.pgpass, or give the profile its password.";
            case "08004" ->
                place + " asks for a password and none was found for " + user
                        + ": set PGPASSWORD, add a line to ~/.pgpass, or give the profile its password.";
            case "28000" -> place + " does not let " + user + " in: " + said(e);
            case "3D000" -> "There is no such database: " + place + ". Create it, or name another one.";
            case "53300" -> place + " has no connection left: " + said(e) + " Close some, or raise max_connections.";
            case "57P03" -> place + " is starting up or shutting down: try again in a moment.";
            case "53100" -> "The disk of " + place + " is full: make room and try again.";
            case "25006" -> place + " is read-only, a replica perhaps: name the server that is written to.";
            case "40001" ->
                place + " gave the answer up, as a replica does when the rows it reads are cleared away: ask again.";
            case "57014" ->
                place + " took longer than it may for one answer: narrow the question, by time for instance.";
            case "42501" -> place + " does not let " + user + " do this: " + said(e);
            case "08P01" ->
                place + " does not understand us: " + said(e)
                        + " Is it PostgreSQL 14 or newer? (PgBouncer needs ignore_startup_parameters=extra_float_digits.)";
            case "08001", "08003", "08006" -> unreachable(e, place);
            default -> place + ": " + said(e);
        };
    }

    private static String unreachable(SQLException e, String place) {
        return switch (root(e)) {
            case UnknownHostException host -> "No such host: " + place + ". Check the name, or the network.";
            case ConnectException refused ->
                "Nobody answers at " + place + ": is the server running, and is the port right?";
            case NoRouteToHostException route -> "Nobody answers at " + place + ": there is no way to that host.";
            case SocketTimeoutException timeout ->
                "Nobody answers at " + place
                        + " within 10 seconds: is the host right, and does a firewall let us through?";
            default -> "No PostgreSQL answers at " + place + ": " + said(e);
        };
    }

    private static Throwable root(Throwable e) {
        var root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String state(SQLException e) {
        @Nullable String state = e.getSQLState();
        return state == null ? "" : state;
    }

    /** The server's own words, on one line. */
    static String said(SQLException e) {
        var message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        var line = message.replaceFirst("^(FATAL|ERROR): ", "")
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        return line.endsWith(".") ? line : line + ".";
    }
}
