package dev.runtree.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.runtree.export.NewFile;
import dev.runtree.export.training.LeftOut;
import dev.runtree.export.training.TrainingChoices;
import dev.runtree.export.training.TrainingExport;
import dev.runtree.export.training.TrainingFormat;
import dev.runtree.export.training.TrainingReport;
import dev.runtree.model.Figures;
import dev.runtree.query.RunFilter;
import dev.runtree.redact.Redaction;
import dev.runtree.store.Database;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code runtree export --format openai-chat} and the other formats of training data. */
final class ExportTraining {
    private static final String STANDARD_OUTPUT = "-";
    private static final JsonFactory JSON = new JsonFactory();

    private final Program program;
    private final CommonOptions common;
    private final TrainingOptions options;
    private final TrainingChoices choices;

    ExportTraining(Program program, CommonOptions common, TrainingOptions options, TrainingFormat format, int limit) {
        this.program = program;
        this.common = common;
        this.options = options;
        this.choices = options.choices(format, limit);
    }

    void run(RunFilter filter, String file, boolean force, @Nullable Redaction redaction) {
        var isStream = file.equals(STANDARD_OUTPUT);
        if (isStream && (choices.train() != null || choices.format() == TrainingFormat.PARQUET)) {
            throw new WrongUsage("Standard output takes the lines of one file: name a file with -o for "
                    + (choices.train() != null ? "--split" : choices.format().word()));
        }
        if (redaction != null && redaction.rules().dropContent()) {
            throw new WrongUsage("--redact=content drops all that was said: nothing would be left to learn from");
        }
        try (Database database = common.openTraces(program);
                var line = new ProgressLine(program.terminal());
                var left = new LeftOutFile(options.leftOut(), force)) {
            var export = new TrainingExport(database, choices, redaction, done -> show(done, line), left::add);
            var report = isStream ? toStream(export, filter) : export.toFile(filter, Path.of(file), force);
            left.finish();
            line.clear();
            tell(report, file, isStream);
            if (isStream || options.isJson()) {
                RedactOption.tell(redaction, program.terminal().err()::println);
            } else {
                RedactOption.tell(redaction, program.out()::line);
            }
        }
    }

    private TrainingReport toStream(TrainingExport export, RunFilter filter) {
        try {
            return export.toStream(filter, program.out().bytes());
        } catch (IOException e) {
            throw Output.failure(e);
        }
    }

    private static void show(TrainingReport done, ProgressLine line) {
        if (line.isDue()) {
            line.show(Figures.counted(done.lines(), "line") + " of " + Figures.counted(done.runs(), "run"));
        }
    }

    private void tell(TrainingReport report, String file, boolean isStream) {
        if (isStream) {
            told(report).forEach(program.terminal().err()::println);
        } else if (options.isJson()) {
            new Json(program.out()).write(json -> write(report, json)).endLine();
        } else {
            program.out().line("Exported " + counted(report) + " to " + files(report, file) + ".");
            told(report).forEach(program.out()::line);
        }
    }

    private static String counted(TrainingReport report) {
        return Figures.counted(report.lines(), "line") + " of " + Figures.counted(report.runs(), "run");
    }

    private static String files(TrainingReport report, String file) {
        return report.files().size() < 2
                ? file
                : report.files().stream()
                        .map(written -> written.file() + " (" + Figures.count(written.lines()) + ")")
                        .collect(Collectors.joining(" and "));
    }

    /** What was left out, and what is to be known of what was written. */
    private static List<String> told(TrainingReport report) {
        var told = new ArrayList<String>();
        if (report.allLeftOut() > 0) {
            told.add("Left out " + Figures.count(report.allLeftOut()) + ": "
                    + String.join(", ", TrainingExport.told(report)) + ".");
        }
        if (report.failedCalls() > 0) {
            told.add(Figures.counted(report.failedCalls(), "call")
                    + " of models failed or broke off: conversations were written without them.");
        }
        if (report.joined() > 0) {
            told.add("Joined turns of a session that the model has not seen together: "
                    + Figures.counted(report.joined(), "line") + ".");
        }
        if (report.withoutTools() > 0) {
            told.add("Tools are used that nobody described: " + Figures.counted(report.withoutTools(), "line") + ".");
        }
        if (report.isAtLimit()) {
            told.add("Ended at --limit: there may be more.");
        }
        return told;
    }

    private void write(TrainingReport report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", choices.format().word());
        json.writeStringField("per", choices.per().word());
        json.writeArrayFieldStart("files");
        for (var written : report.files()) {
            json.writeStartObject();
            json.writeStringField("file", written.file().toString());
            json.writeNumberField("lines", written.lines());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("lines", report.lines());
        json.writeNumberField("runs", report.runs());
        json.writeNumberField("model_calls", report.calls());
        json.writeNumberField("failed_calls", report.failedCalls());
        json.writeNumberField("joined", report.joined());
        json.writeNumberField("without_tools", report.withoutTools());
        json.writeBooleanField("at_limit", report.isAtLimit());
        json.writeObjectFieldStart("left_out");
        for (var entry : report.leftOut().entrySet()) {
            json.writeNumberField(entry.getKey().word(), entry.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The file that tells what was left out; none where nobody asked for it. */
    private static final class LeftOutFile implements AutoCloseable {
        private final @Nullable NewFile file;
        private final Path path;

        LeftOutFile(@Nullable String name, boolean force) {
            path = Path.of(name == null ? "" : name);
            file = name == null ? null : NewFile.at(path, force);
        }

        void add(LeftOut left) {
            if (file == null) {
                return;
            }
            var line = new StringWriter();
            try (var json = JSON.createGenerator(line)) {
                json.writeStartObject();
                json.writeStringField("reason", left.reason().word());
                json.writeStringField("id", left.id());
                json.writeStringField("session_id", left.session());
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            try {
                file.stream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw NewFile.failed(path, e);
            }
        }

        void finish() {
            if (file != null) {
                try {
                    file.finish();
                } catch (IOException e) {
                    throw NewFile.failed(path, e);
                }
            }
        }

        @Override
        public void close() {
            if (file != null) {
                file.close();
            }
        }
    }
}
