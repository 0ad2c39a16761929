package dev.runtree.ui.sessions;

import dev.runtree.export.ExportFormat;
import dev.runtree.export.ExportReport;
import dev.runtree.export.TraceExport;
import dev.runtree.model.ConversationId;
import dev.runtree.model.Figures;
import dev.runtree.query.Glob;
import dev.runtree.query.RunFilter;
import dev.runtree.query.RunKey;
import dev.runtree.store.Query;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Takes a whole conversation out, as a text or as the traces it was made of; tells how far it is, and can be ended. */
final class TakingOut extends HBox {
    private final Background background;
    private final Label told = new Label();
    private final Button end = new Button(Messages.text("cancel"));
    private @Nullable RunQueries queries;
    private @Nullable Job job;

    TakingOut(Background background) {
        this.background = background;
        getStyleClass().add("taking-out");
        told.getStyleClass().add("hint");
        end.getStyleClass().addAll("small");
        end.setOnAction(event -> stop());
        end.managedProperty().bind(end.visibleProperty());
        managedProperty().bind(visibleProperty());
        getChildren().addAll(told, end);
        setVisible(false);
    }

    void use(RunQueries other) {
        queries = other;
    }

    /** Gives up what is under way. */
    void stop() {
        if (job != null) {
            job.cancel();
            job = null;
        }
        setVisible(false);
    }

    /** Copies all that was said, of every turn. */
    void copy(ConversationId of, boolean markdown) {
        var asked = queries;
        if (asked == null) {
            return;
        }
        begin(Messages.text("sessions.copying"));
        job = background.run(
                new ConversationText(
                        asked,
                        of,
                        markdown,
                        turns -> background.later(
                                () -> going(Messages.text("sessions.copying.turns", Figures.count(turns))))),
                this::copied,
                this::failed);
    }

    private void copied(ConversationText.Copy copy) {
        Clip.put(copy.text());
        done(Messages.text(
                "sessions.copied",
                Figures.count(copy.turns()),
                Figures.count(copy.text().length())));
    }

    /** Asks where to, and writes every trace of the conversation there. */
    void export(ConversationId of, Window window) {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("sessions.export.title"));
        chooser.getExtensionFilters().add(new ExtensionFilter(Messages.text("sessions.export.zip"), "*.zip"));
        chooser.setInitialFileName(fileName(of.id()) + ".zip");
        var file = chooser.showSaveDialog(window);
        if (file != null) {
            export(of, file.getName().contains(".") ? file.toPath() : Path.of(file.getPath() + ".zip"));
        }
    }

    private static String fileName(String id) {
        var name = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? "session" : name.substring(0, Math.min(60, name.length()));
    }

    /** Writes every trace of the conversation into a file. */
    void export(ConversationId of, Path file) {
        var asked = queries;
        if (asked == null) {
            return;
        }
        begin(Messages.text("export.running", String.valueOf(file.getFileName())));
        var writing = new Writing(asked, filter(of), file);
        job = background.run(
                writing,
                report -> done(Messages.text(
                        "sessions.exported",
                        Figures.count(report.traces()),
                        Figures.count(report.spans()),
                        String.valueOf(file.getFileName()))),
                this::failed);
    }

    static RunFilter filter(ConversationId of) {
        return RunFilter.ALL.with(
                switch (of.kind()) {
                    case SESSION -> RunKey.SESSION;
                    case USER -> RunKey.USER;
                },
                Glob.of(of.id()));
    }

    private final class Writing implements Query<ExportReport> {
        private final RunQueries from;
        private final RunFilter filter;
        private final Path file;
        private final AtomicBoolean cancelled = new AtomicBoolean();

        Writing(RunQueries from, RunFilter filter, Path file) {
            this.from = from;
            this.filter = filter;
            this.file = file;
        }

        @Override
        public ExportReport fetch() {
            return new TraceExport(from, ExportFormat.OTLP_JSON, this::progress)
                    .toFile(filter, Integer.MAX_VALUE, file, true);
        }

        private void progress(ExportReport report) {
            if (cancelled.get()) {
                throw new CancellationException();
            }
            background.later(() -> going(Messages.text("sessions.exporting", Figures.count(report.traces()))));
        }

        @Override
        public void cancel() {
            cancelled.set(true);
        }
    }

    private void begin(String what) {
        stop();
        told.setText(what);
        end.setVisible(true);
        setVisible(true);
    }

    private void going(String what) {
        if (end.isVisible()) {
            told.setText(what);
        }
    }

    private void done(String what) {
        job = null;
        told.setText(what);
        end.setVisible(false);
    }

    private void failed(RuntimeException failure) {
        done(String.valueOf(failure.getMessage()));
    }
}
