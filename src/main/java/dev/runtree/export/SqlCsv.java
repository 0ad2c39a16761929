package dev.runtree.export;

import dev.runtree.store.Database;
import dev.runtree.store.Query;
import dev.runtree.store.SqlConsole;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a statement that only reads, as a CSV file (RFC 4180, UTF-8, the names of the columns first) that is there only
 * when it is whole. As PostgreSQL writes it, no value is nothing and an empty text is {@code ""}. One row is in memory at a time.
 */
public final class SqlCsv implements Query<Long> {
    private static final int OFTEN = 1_000;

    private final Query<Boolean> question;
    private final Path file;
    private final boolean isReplacing;
    private final LongConsumer progress;
    private @Nullable Writer out;
    private long rows;

    /**
     * @param longest after which the server gives the statement up; zero for never
     * @param isReplacing whether a file of that name may be replaced
     * @param progress told now and then how many rows were written; on the thread that asks
     */
    public SqlCsv(
            Database database, String sql, Duration longest, Path file, boolean isReplacing, LongConsumer progress) {
        this.file = file;
        this.isReplacing = isReplacing;
        this.progress = progress;
        question = new SqlConsole(database).ask(sql, longest, new SqlConsole.Reader() {
            @Override
            public void columns(List<SqlConsole.Column> columns) {
                line(columns.stream().map(SqlConsole.Column::name).toList());
            }

            @Override
            public void row(List<@Nullable String> values) {
                line(values);
                if (++rows % OFTEN == 0) {
                    progress.accept(rows);
                }
            }
        });
    }

    /**
     * Writes the file.
     *
     * @return how many rows it has
     * @throws CannotExport when it cannot be written
     * @throws dev.runtree.store.StoreException when the database refuses the statement
     */
    @Override
    public Long fetch() {
        try (var target = NewFile.at(file, isReplacing)) {
            var writer = new BufferedWriter(new OutputStreamWriter(target.stream(), StandardCharsets.UTF_8));
            out = writer;
            question.fetch();
            writer.flush();
            target.finish();
            progress.accept(rows);
            return rows;
        } catch (IOException e) {
            throw NewFile.failed(file, e);
        }
    }

    @Override
    public void cancel() {
        question.cancel();
    }

    private void line(List<? extends @Nullable String> values) {
        var to = out;
        if (to == null) {
            throw new IllegalStateException("not begun");
        }
        try {
            for (var i = 0; i < values.size(); i++) {
                if (i > 0) {
                    to.write(',');
                }
                var value = values.get(i);
                if (value != null) {
                    to.write(quoted(value));
                }
            }
            to.write("\r\n");
        } catch (IOException e) {
            throw NewFile.failed(file, e);
        }
    }

    private static String quoted(String value) {
        var isPlain = !value.isEmpty() && value.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return isPlain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
