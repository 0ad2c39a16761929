package dev.runtree.ui.sql;

import dev.runtree.store.Database;
import dev.runtree.store.Query;
import dev.runtree.store.SqlConsole;
import dev.runtree.ui.background.Arrivals;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement that is run, whose rows are shown as they come. */
final class StatementRun implements SqlConsole.Reader {
    /** So many characters of values, and what is around them, are kept in memory and no more. */
    private static final long MOST_CHARACTERS = 64L << 20;

    /** What a value takes beside its characters. */
    private static final int AROUND = 56;

    private final Background background;
    private final Watcher watcher;
    private final int most;
    private final Query<Boolean> query;
    private final Arrivals<ResultRow> arrivals;
    private final long begun = System.nanoTime();
    private @Nullable Job job;
    private boolean over;
    private int came;
    private long weight;

    /** Is told of it, on the JavaFX thread; of one that was stopped, nothing more. */
    interface Watcher {
        void columns(List<SqlConsole.Column> columns);

        void rows(List<ResultRow> more);

        void ended(StatementEnd end);

        void failed(RuntimeException failure);
    }

    /** @param most how many rows are wanted */
    StatementRun(Background background, Database database, String sql, Duration longest, int most, Watcher watcher) {
        this.background = background;
        this.watcher = watcher;
        this.most = most;
        arrivals = new Arrivals<>(background, rows -> {
            if (!over) {
                watcher.rows(rows);
            }
        });
        query = new SqlConsole(database).ask(sql, longest, this);
    }

    void start() {
        job = background.run(query, this::ended, failure -> {
            arrivals.give();
            over = true;
            watcher.failed(failure);
        });
    }

    private void ended(boolean more) {
        arrivals.give();
        over = true;
        watcher.ended(!more ? StatementEnd.WHOLE : came >= most ? StatementEnd.ROWS : StatementEnd.MEMORY);
    }

    /** Ends it, in the server too, and shows what came until now. */
    void stop() {
        if (!over) {
            arrivals.give();
            over = true;
            if (job != null) {
                job.cancel();
            }
            watcher.ended(StatementEnd.STOPPED);
        }
    }

    /** Ends it in the server; from any thread. Nobody is told. */
    void abandon() {
        query.cancel();
    }

    boolean isOver() {
        return over;
    }

    /** In nanoseconds. */
    long elapsed() {
        return System.nanoTime() - begun;
    }

    @Override
    public void columns(List<SqlConsole.Column> columns) {
        background.later(() -> {
            if (!over) {
                watcher.columns(columns);
            }
        });
    }

    @Override
    public void row(List<@Nullable String> values) {
        came++;
        for (var value : values) {
            weight += AROUND + (value == null ? 0 : value.length());
        }
        arrivals.add(new ResultRow(values));
    }

    @Override
    public boolean wantsMore() {
        return came < most && weight < MOST_CHARACTERS;
    }
}
