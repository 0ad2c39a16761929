package dev.runtree.ui.sql;

import dev.runtree.ui.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of the statements in a text.
 *
 * @param text without the semicolon, from its first word or comment on
 * @param start where it begins in the whole text
 * @param end behind its semicolon, or behind its last word
 */
record SqlStatement(String text, int start, int end) {

    /** All that a text has; comments alone are none. */
    static List<SqlStatement> in(String text, List<SqlToken> tokens) {
        var found = new ArrayList<SqlStatement>();
        var from = -1;
        var last = -1;
        var says = false;
        for (var token : tokens) {
            if (token.kind() == Kind.END) {
                if (says) {
                    found.add(new SqlStatement(text.substring(from, last), from, token.end()));
                }
                from = -1;
                says = false;
            } else {
                from = from < 0 ? token.start() : from;
                last = token.end();
                says |= token.kind() != Kind.COMMENT;
            }
        }
        if (says) {
            found.add(new SqlStatement(text.substring(from, last), from, last));
        }
        return found;
    }

    /** What has to stand behind a text so that another statement can follow: nothing, a semicolon, or one on a line of its own. */
    static String endOf(String text) {
        var tokens = SqlScanner.scan(text);
        for (var token : tokens.reversed()) {
            if (token.kind() == Kind.END) {
                return "";
            }
            if (token.kind() != Kind.COMMENT) {
                return isInLineComment(text, tokens) ? "\n;" : ";";
            }
        }
        return "";
    }

    private static boolean isInLineComment(String text, List<SqlToken> tokens) {
        var last = tokens.getLast();
        return last.kind() == Kind.COMMENT && text.startsWith("--", last.start());
    }

    /** The one that the cursor is in; between two of them the one that ends on its line, else the next one, else the last. */
    static Optional<SqlStatement> at(String text, List<SqlStatement> all, int cursor) {
        for (var i = 0; i < all.size(); i++) {
            var one = all.get(i);
            if (cursor < one.start) {
                return Optional.of(one);
            }
            if (cursor <= one.end || isSameLine(text, one.end, cursor)) {
                return Optional.of(one);
            }
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    private static boolean isSameLine(String text, int from, int to) {
        return text.substring(from, to).indexOf('\n') < 0;
    }
}
