package dev.runtree.ui.sql;

import dev.runtree.ui.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a text apart as PostgreSQL's scanner does, with standard strings: comments nest, strings may be quoted by dollars. What
 * is not closed goes on to the end.
 */
final class SqlScanner {
    private final String text;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;

    private SqlScanner(String text) {
        this.text = text;
    }

    static List<SqlToken> scan(String text) {
        var scanner = new SqlScanner(text);
        while (scanner.at < text.length()) {
            scanner.next();
        }
        return scanner.tokens;
    }

    private void next() {
        var start = at;
        var c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (text.startsWith("--", at)) {
            at = lineEnd(at);
            add(Kind.COMMENT, start);
        } else if (text.startsWith("/*", at)) {
            block();
            add(Kind.COMMENT, start);
        } else if (c == '\'') {
            quoted('\'', false);
            add(Kind.STRING, start);
        } else if (c == '"') {
            quoted('"', false);
            add(Kind.QUOTED, start);
        } else if (c == '$' && dollars()) {
            add(Kind.STRING, start);
        } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            number();
            add(Kind.NUMBER, start);
        } else if (isOfWord(c) && c != '$') {
            word(start);
        } else {
            at++;
            add(c == ';' ? Kind.END : Kind.SIGN, start);
        }
    }

    private void add(Kind kind, int start) {
        tokens.add(new SqlToken(kind, start, at));
    }

    private int lineEnd(int from) {
        var to = from;
        while (to < text.length() && text.charAt(to) != '\n' && text.charAt(to) != '\r') {
            to++;
        }
        return to;
    }

    private void block() {
        var depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
        at = Math.min(at, text.length());
    }

    /** Two marks are one within; a backslash takes the next character with it where the string says so. */
    private void quoted(char mark, boolean escapes) {
        at++;
        while (at < text.length()) {
            var c = text.charAt(at++);
            if (escapes && c == '\\') {
                at = Math.min(at + 1, text.length());
            } else if (c == mark) {
                if (at < text.length() && text.charAt(at) == mark) {
                    at++;
                } else {
                    return;
                }
            }
        }
    }

    private boolean dollars() {
        var close = at + 1;
        while (close < text.length() && isOfWord(text.charAt(close)) && text.charAt(close) != '$') {
            close++;
        }
        if (close >= text.length() || text.charAt(close) != '$' || isDigit(text.charAt(at + 1))) {
            return false;
        }
        var tag = text.substring(at, close + 1);
        var end = text.indexOf(tag, close + 1);
        at = end < 0 ? text.length() : end + tag.length();
        return true;
    }

    private void number() {
        while (at < text.length()) {
            var c = text.charAt(at);
            var isExponent = (c == 'e' || c == 'E') && at + 1 < text.length() && isOfExponent(at + 1);
            if (!isDigit(c) && c != '.' && c != '_' && !isExponent) {
                return;
            }
            at += isExponent ? 2 : 1;
        }
    }

    private boolean isOfExponent(int place) {
        var c = text.charAt(place);
        return isDigit(c) || ((c == '-' || c == '+') && place + 1 < text.length() && isDigit(text.charAt(place + 1)));
    }

    private void word(int start) {
        while (at < text.length() && isOfWord(text.charAt(at))) {
            at++;
        }
        var isPrefix = at - start == 1 && at < text.length() && text.charAt(at) == '\'';
        if (isPrefix && "eEbBxXnN".indexOf(text.charAt(start)) >= 0) {
            quoted('\'', text.charAt(start) == 'e' || text.charAt(start) == 'E');
            add(Kind.STRING, start);
        } else {
            add(SqlWords.isKeyword(text.substring(start, at)) ? Kind.KEYWORD : Kind.WORD, start);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** What is not ASCII belongs to a word in PostgreSQL. */
    private static boolean isOfWord(char c) {
        return c == '_' || c == '$' || c > 127 || Character.isLetterOrDigit(c);
    }
}
