package dev.runtree.store;

import java.util.Locale;

/** The word that a statement begins with, found as PostgreSQL's own scanner finds it: comments nest, and a line may end in CR. */
final class FirstWord {
    private static final String SPACE = " \t\n\r\f";

    private final String sql;
    private int at;

    private FirstWord(String sql) {
        this.sql = sql;
    }

    /** In upper case, behind comments and opening parentheses; empty when the statement begins with no plain word. */
    static String of(String sql) {
        var scan = new FirstWord(sql);
        scan.skip();
        var start = scan.at;
        while (scan.at < sql.length() && isOfWord(sql.charAt(scan.at))) {
            scan.at++;
        }
        return sql.substring(start, scan.at).toUpperCase(Locale.ROOT);
    }

    /** Whether there is nothing but space and comments. */
    static boolean isNothing(String sql) {
        var scan = new FirstWord(sql);
        scan.skip();
        return scan.at >= sql.length();
    }

    private void skip() {
        while (at < sql.length()) {
            if (sql.startsWith("--", at)) {
                skipLine();
            } else if (sql.startsWith("/*", at)) {
                skipBlock();
            } else if (sql.charAt(at) == '(' || SPACE.indexOf(sql.charAt(at)) >= 0) {
                at++;
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            at++;
        }
    }

    private void skipBlock() {
        var depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    /** What is not ASCII belongs to a word in PostgreSQL. */
    private static boolean isOfWord(char c) {
        return c == '_' || c == '$' || c > 127 || Character.isLetterOrDigit(c);
    }
}
