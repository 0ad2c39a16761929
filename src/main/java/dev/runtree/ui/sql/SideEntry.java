package dev.runtree.ui.sql;

import dev.runtree.model.Figures;
import dev.runtree.settings.SqlMemory;
import dev.runtree.store.SqlNames;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line of the list beside the editor.
 *
 * @param isProblem whether {@code about} tells of a failure
 * @param sql what is added to the editor when it is chosen
 */
record SideEntry(String title, String about, boolean isProblem, String sql) {
    private static final int TITLE = 200;

    static SideEntry of(Snippet snippet) {
        return new SideEntry(snippet.title(), snippet.about(), false, snippet.sql());
    }

    static SideEntry of(SqlMemory.Past past, Instant now) {
        var when = Figures.time(Instant.ofEpochMilli(past.at()), now, ZoneId.systemDefault());
        var took = Figures.duration(past.millis() * 1_000_000);
        var about = past.problem() != null
                ? Messages.text("sql.past.failed", when, past.problem())
                : past.rows() < 0
                        ? Messages.text("sql.past.stopped", when, took)
                        : Messages.text(
                                "sql.past", when, Messages.counted(past.rows(), "sql.rows.one", "sql.rows"), took);
        var line = past.sql().strip().replaceAll("\\s+", " ");
        return new SideEntry(
                line.length() > TITLE ? line.substring(0, TITLE) + "…" : line,
                about,
                past.problem() != null,
                past.sql());
    }

    static SideEntry of(String table, List<SqlNames.NamedColumn> columns) {
        return new SideEntry(
                table,
                columns.stream().map(SqlNames.NamedColumn::name).collect(Collectors.joining(", ")),
                false,
                "SELECT *\nFROM " + table + "\nLIMIT 100;");
    }

    /** Whether it has all the words, wherever. */
    boolean says(String words) {
        var all = (title + " " + about + " " + sql).toLowerCase(Locale.ROOT);
        return Stream.of(words.strip().toLowerCase(Locale.ROOT).split("\\s+", -1))
                .allMatch(all::contains);
    }
}
