package dev.runtree.ui.sql;

import dev.runtree.export.SqlCsv;
import dev.runtree.settings.SqlMemory;
import dev.runtree.settings.SqlMemory.Past;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.SqlConsole.Column;
import dev.runtree.store.SqlMistake;
import dev.runtree.store.SqlNames;
import dev.runtree.ui.Command;
import dev.runtree.ui.MainView;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.EachSecond;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** The SQL console: what is written and run, and what comes of it. */
public final class SqlView implements MainView {
    private static final String EXPLAIN = "EXPLAIN (ANALYZE, BUFFERS) ";
    private static final String FIRST_WORD_EXPLAIN = "(?is)\\s*explain\\b.*";

    private final Background background;
    private final KeptSql kept;
    private final SqlDesk desk;
    private final SqlChoices choices;
    private final CsvSaving saving;
    private final EachSecond clock = new EachSecond(this::tick);
    private final AskedSql asked;
    private @Nullable Databases databases;
    private volatile @Nullable StatementRun run;
    private @Nullable String last;
    /** Where that was run. */
    private @Nullable Database lastOn;
    /** What was written when it was last kept. */
    private String written = "";

    /** What stands there, for whoever closes the window; {@code null} before it is known what was kept. */
    private volatile @Nullable String typed;

    private boolean isBegun;
    /** Whether what is run is what the reader wanted to be run. */
    private boolean isReaders;

    /**
     * @param asked what other views ask to be shown here
     * @param reveal shows a run in the view of runs, by its id or by a link
     */
    public SqlView(Background background, Preferences preferences, AskedSql asked, Consumer<String> reveal) {
        this.background = background;
        this.asked = asked;
        kept = new KeptSql(background, preferences.home());
        desk = new SqlDesk(background, this::act, reveal, this::open, this::forget);
        choices = new SqlChoices(background, preferences, desk.bar());
        saving = new CsvSaving(background, desk.result()::tell);
        desk.bar().onDatabase(this::readNames);
        desk.onFile(this::save);
    }

    @Override
    public Parent node() {
        desk.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        kept.read(this::begin);
        asked.onOpen(this::open);
        return desk;
    }

    /** The first time there is an example, and it is run for as long as it is all that is there. */
    private void begin(SqlMemory now) {
        desk.side().past(now);
        var example = Snippet.all().getFirst().sql() + "\n";
        var draft = Objects.requireNonNullElse(now.draft(), example);
        var waited = desk.editor().text();
        desk.editor().begin(draft);
        written = draft;
        if (!waited.isBlank()) {
            desk.editor().add(waited);
        }
        isBegun = true;
        desk.editor().onText(text -> typed = text);
        if (waited.isBlank() && draft.equals(example)) {
            run(false);
        }
        isReaders = true;
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE
                && (run != null || saving.isBusy())
                && !desk.editor().isSuggesting()) {
            stop();
            event.consume();
            return;
        }
        SqlKeys.of(event).ifPresent(key -> {
            act(key);
            event.consume();
        });
    }

    private void act(SqlKeys key) {
        switch (key) {
            case RUN -> run(false);
            case EXPLAIN -> run(true);
            case STOP -> stop();
            case CSV -> {
                if (last != null) {
                    desk.chooseFile();
                }
            }
            case PLOT -> desk.result().togglePlot();
            case VALUE -> desk.result().toggleValue();
            case WRITE -> desk.editor().focus();
            case FIND -> desk.findStatement();
        }
    }

    /** Shows a statement of another view, or of the list. */
    private void open(String sql) {
        desk.editor().add(sql);
        desk.editor().focus();
    }

    private @Nullable Database database() {
        var open = databases;
        return open == null ? null : desk.bar().isPrimary() ? open.primary() : open.traces();
    }

    private void run(boolean explained) {
        var statement = desk.editor().chosen();
        var on = database();
        if (statement.isEmpty() || on == null || run != null) {
            return;
        }
        var isWrapped = explained && !statement.get().text().matches(FIRST_WORD_EXPLAIN);
        var sql = (isWrapped ? EXPLAIN : "") + statement.get().text();
        var watcher = new Watching(sql, statement.get());
        var fresh = new StatementRun(
                background, on, sql, choices.longest().time(), choices.limit().rows(), watcher);
        watcher.of = fresh;
        run = fresh;
        last = sql;
        lastOn = on;
        desk.bar().running(true);
        desk.result().begin();
        clock.play();
        fresh.start();
    }

    private void tick() {
        var now = run;
        if (now != null) {
            desk.result().progress(now.elapsed());
        }
    }

    private void stop() {
        var now = run;
        if (now != null) {
            now.stop();
        }
        saving.stop();
    }

    /** Shows what comes of one statement, and remembers that it was run. */
    private final class Watching implements StatementRun.Watcher {
        private final String sql;
        private final SqlStatement written;
        private final boolean isKept = isReaders;
        private @Nullable StatementRun of;

        /** @param sql as it was sent, which ends as it was written */
        Watching(String sql, SqlStatement written) {
            this.sql = sql;
            this.written = written;
        }

        @Override
        public void columns(List<Column> columns) {
            if (run == of) {
                desk.result().columns(columns);
            }
        }

        @Override
        public void rows(List<ResultRow> more) {
            if (run == of) {
                desk.result().rows(more);
            }
        }

        @Override
        public void ended(StatementEnd end) {
            if (run == of) {
                var took = over();
                desk.result().ended(end, took);
                var rows = end == StatementEnd.STOPPED
                        ? -1
                        : desk.result().table().rows().size();
                remember(rows, took, null);
            }
        }

        @Override
        public void failed(RuntimeException failure) {
            if (run == of) {
                var took = over();
                var offset = place(failure);
                desk.result().failed(failure, offset < 0 ? "" : desk.editor().place(offset), offset);
                desk.editor().mark(offset);
                remember(-1, took, String.valueOf(failure.getMessage()));
            }
        }

        /** Where in the editor, while the statement stands there unchanged. */
        private int place(RuntimeException failure) {
            if (!(failure instanceof SqlMistake mistake) || mistake.offset() < 0) {
                return -1;
            }
            var within = mistake.offset() - (sql.length() - written.text().length());
            return within >= 0 && desk.editor().text().startsWith(written.text(), written.start())
                    ? written.start() + within
                    : -1;
        }

        /** In nanoseconds. */
        private long over() {
            var took = of == null ? 0 : of.elapsed();
            idle();
            return took;
        }

        private void remember(long rows, long took, @Nullable String problem) {
            if (!isKept) {
                return;
            }
            var draft = desk.editor().text();
            var one = new Past(sql, System.currentTimeMillis(), took / 1_000_000, rows, problem);
            kept.change(now -> now.withDraft(draft).with(one), SqlView.this::past);
        }
    }

    private void idle() {
        run = null;
        clock.stop();
        desk.bar().running(false);
    }

    private void past(SqlMemory now) {
        desk.side().past(now);
    }

    private void forget() {
        kept.change(SqlMemory::withoutPast, this::past);
    }

    /** Writes all the rows of the last statement that was run into a file. */
    private void save(Path file) {
        var on = lastOn;
        var sql = last;
        if (sql != null && on != null) {
            // What is there now the reader has agreed to replace; what comes meanwhile not.
            var isReplacing = Files.exists(file);
            saving.save(file, rows -> new SqlCsv(on, sql, choices.longest().time(), file, isReplacing, rows));
        }
    }

    private void readNames() {
        var on = database();
        if (on != null) {
            background.run(SqlNames.of(on), desk::names, failure -> desk.names(SqlNames.NONE));
        }
    }

    @Override
    public void use(Databases other) {
        stop();
        last = null;
        lastOn = null;
        databases = other;
        idle();
        desk.bar().databases(other.areTwo());
        readNames();
    }

    @Override
    public void refresh() {
        // An answer stays as it was given until it is asked for again.
    }

    /** What runs there is ended before the database is closed. */
    @Override
    public void leave(Database database) {
        var now = run;
        if (now != null) {
            now.abandon();
        }
        saving.abandon();
        var draft = typed;
        if (draft != null) {
            kept.changeNow(before -> draft.equals(before.draft()) ? before : before.withDraft(draft));
        }
    }

    @Override
    public void setActive(boolean now) {
        if (!now && isBegun && !desk.editor().text().equals(written)) {
            var draft = desk.editor().text();
            written = draft;
            kept.change(before -> before.withDraft(draft), this::past);
        }
    }

    @Override
    public List<? extends Parent> panes() {
        return desk.panes();
    }

    @Override
    public List<Command> commands() {
        return Stream.of(SqlKeys.values())
                .map(key -> key.command(() -> act(key)))
                .toList();
    }

    @Override
    public void focus() {
        desk.editor().focus();
    }
}
