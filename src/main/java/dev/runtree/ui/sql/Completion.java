package dev.runtree.ui.sql;

import dev.runtree.store.SqlNames;
import dev.runtree.store.SqlNames.NamedColumn;
import dev.runtree.ui.Messages;
import dev.runtree.ui.sql.Suggestion.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What can stand at a place of a statement: columns of the tables that the statement names, tables, functions, words of the
 * language; inside a string names and values that the database has.
 *
 * @param from where what was begun begins; it ends at the place
 * @param begun what was begun
 */
record Completion(int from, String begun, List<Suggestion> suggestions) {
    private static final int MOST = 200;

    /** What was begun with fewer letters is completed only when that is asked for. */
    private static final int LETTERS = 2;

    Completion {
        suggestions = List.copyOf(suggestions);
    }

    /**
     * Finds them.
     *
     * @param asked whether they were asked for, rather than something typed
     */
    static Optional<Completion> at(String text, int cursor, SqlNames names, boolean asked) {
        var tokens = SqlScanner.scan(text);
        var behind = new ArrayList<SqlToken>();
        for (var token : tokens) {
            if (token.end() <= cursor) {
                behind.add(token);
            } else if (token.holds(cursor)) {
                return inside(token, text, cursor, names, asked);
            }
        }
        return behind(behind, text, cursor, names, asked);
    }

    private static Optional<Completion> inside(SqlToken token, String text, int cursor, SqlNames names, boolean asked) {
        return switch (token.kind()) {
            case STRING -> strings(token, text, cursor, names, asked);
            case WORD, KEYWORD -> asked ? words(token.start(), text, cursor, names, true) : Optional.empty();
            case COMMENT, QUOTED, NUMBER, END, SIGN -> Optional.empty();
        };
    }

    private static Optional<Completion> strings(
            SqlToken token, String text, int cursor, SqlNames names, boolean asked) {
        if (text.charAt(token.start()) != '\'') {
            return Optional.empty();
        }
        var from = token.start() + 1;
        var begun = text.substring(from, cursor);
        var all = Stream.concat(names.spans().stream(), SqlWords.VALUES.stream())
                .map(value -> new Suggestion(Kind.VALUE, value, value.replace("'", "''"), ""))
                .toList();
        return made(from, begun, all, asked);
    }

    private static Optional<Completion> behind(
            List<SqlToken> behind, String text, int cursor, SqlNames names, boolean asked) {
        if (behind.isEmpty()) {
            return asked ? words(cursor, text, cursor, names, true) : Optional.empty();
        }
        var last = behind.getLast();
        if (last.end() < cursor) {
            return asked ? words(cursor, text, cursor, names, true) : Optional.empty();
        }
        return switch (last.kind()) {
            case WORD, KEYWORD -> words(last.start(), text, cursor, names, asked);
            // A string that is not closed ends where the text does, with all that was typed in it.
            case STRING -> isClosed(last, text) ? Optional.empty() : strings(last, text, cursor, names, asked);
            case SIGN -> last.is(text, ".") || asked ? words(cursor, text, cursor, names, asked) : Optional.empty();
            case COMMENT, QUOTED, NUMBER, END -> Optional.empty();
        };
    }

    private static boolean isClosed(SqlToken string, String text) {
        return string.end() - string.start() > 1 && text.charAt(string.end() - 1) == '\'';
    }

    private static Optional<Completion> words(int from, String text, int cursor, SqlNames names, boolean asked) {
        var begun = text.substring(from, cursor);
        var mine = ofStatement(text, cursor);
        var tables = named(mine, text, names);
        var before = mine.stream().filter(token -> token.end() <= from).toList();
        if (!before.isEmpty() && before.getLast().is(text, ".") && before.size() > 1) {
            var qualifier = before.get(before.size() - 2).in(text).toLowerCase(Locale.ROOT);
            var columns = tables.getOrDefault(qualifier, names.tables().getOrDefault(qualifier, List.of()));
            return made(from, begun, columns.stream().map(Completion::column).toList(), true);
        }
        if (!asked && begun.length() < LETTERS) {
            return Optional.empty();
        }
        var all = new ArrayList<Suggestion>();
        var tablesFirst = !before.isEmpty()
                && (before.getLast().is(text, "from") || before.getLast().is(text, "join"));
        var ofTables = names.tables().keySet().stream()
                .map(table -> new Suggestion(Kind.TABLE, table, table, Messages.text("sql.kind.table")))
                .toList();
        if (tablesFirst) {
            all.addAll(ofTables);
        }
        tables.values().stream()
                .distinct()
                .flatMap(List::stream)
                .map(Completion::column)
                .distinct()
                .forEach(all::add);
        SqlWords.FUNCTIONS.stream().map(Completion::function).forEach(all::add);
        if (!tablesFirst) {
            all.addAll(ofTables);
        }
        SqlWords.OFFERED.stream()
                .map(word -> new Suggestion(Kind.WORD, word.strip(), word, ""))
                .forEach(all::add);
        return made(from, begun, all, asked);
    }

    private static Suggestion column(NamedColumn column) {
        var isPlain = column.name().matches("[a-z_][a-z0-9_]*") && !"end".equals(column.name());
        var written = isPlain ? column.name() : '"' + column.name().replace("\"", "\"\"") + '"';
        return new Suggestion(Kind.COLUMN, column.name(), written, column.type());
    }

    private static Suggestion function(SqlWords.Function function) {
        return new Suggestion(
                Kind.FUNCTION,
                function.name(),
                function.name() + "(" + (function.given().isEmpty() ? ")" : ""),
                "(" + function.given() + ")");
    }

    private static List<SqlToken> ofStatement(String text, int cursor) {
        var tokens = SqlScanner.scan(text);
        var mine = new ArrayList<SqlToken>();
        for (var token : tokens) {
            if (token.kind() == SqlToken.Kind.END) {
                if (token.start() >= cursor) {
                    break;
                }
                mine.clear();
            } else if (token.kind() != SqlToken.Kind.COMMENT) {
                mine.add(token);
            }
        }
        return mine;
    }

    /** The columns of the tables that the statement names, by their names and by what it calls them. */
    private static Map<String, List<NamedColumn>> named(List<SqlToken> tokens, String text, SqlNames names) {
        var found = new LinkedHashMap<String, List<NamedColumn>>();
        for (var i = 0; i < tokens.size(); i++) {
            var name = tokens.get(i).in(text).toLowerCase(Locale.ROOT);
            var columns =
                    tokens.get(i).kind() == SqlToken.Kind.WORD ? names.tables().get(name) : null;
            if (columns == null) {
                continue;
            }
            found.put(name, columns);
            var next = i + 1 < tokens.size() && tokens.get(i + 1).is(text, "as") ? i + 2 : i + 1;
            if (next < tokens.size() && tokens.get(next).kind() == SqlToken.Kind.WORD) {
                found.put(tokens.get(next).in(text).toLowerCase(Locale.ROOT), columns);
            }
        }
        return found;
    }

    /** Those that begin so come before those that have it further in. */
    private static Optional<Completion> made(int from, String begun, List<Suggestion> all, boolean asked) {
        var wanted = begun.toLowerCase(Locale.ROOT);
        var beginning = all.stream().filter(one -> lower(one).startsWith(wanted));
        var within = all.stream()
                .filter(one -> wanted.length() >= LETTERS
                        && !lower(one).startsWith(wanted)
                        && lower(one).contains(wanted));
        var fitting = Stream.concat(beginning, within).limit(MOST).toList();
        var isWritten = fitting.stream().anyMatch(one -> lower(one).equals(wanted));
        return fitting.isEmpty() || (isWritten && !asked)
                ? Optional.empty()
                : Optional.of(new Completion(from, begun, fitting));
    }

    private static String lower(Suggestion one) {
        return one.shown().toLowerCase(Locale.ROOT);
    }
}
