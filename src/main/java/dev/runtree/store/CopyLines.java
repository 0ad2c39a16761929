package dev.runtree.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Rows in the text form of {@code COPY}, gathered to pieces of a good size for the network. */
final class CopyLines {
    private static final int FULL = 1 << 16;

    private final StringBuilder text = new StringBuilder(FULL + (FULL >> 2));
    private boolean rowStarted;

    void value(@Nullable String value) {
        if (rowStarted) {
            text.append('\t');
        }
        rowStarted = true;
        if (value == null) {
            text.append("\\N");
        } else {
            escape(value);
        }
    }

    void endRow() {
        text.append('\n');
        rowStarted = false;
    }

    boolean isFull() {
        return text.length() >= FULL;
    }

    void writeTo(CopyIn in) throws SQLException {
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        in.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    private void escape(String value) {
        var done = 0;
        for (var i = 0; i < value.length(); i++) {
            var escape = escape(value.charAt(i));
            if (escape != 0) {
                text.append(value, done, i).append('\\').append(escape);
                done = i + 1;
            }
        }
        text.append(value, done, value.length());
    }

    private static char escape(char c) {
        return switch (c) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\u000b' -> 'v';
            default -> 0;
        };
    }
}
