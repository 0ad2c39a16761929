package dev.runtree.cli;

import dev.runtree.export.ExportFormat;
import dev.runtree.export.ExportReport;
import dev.runtree.export.TraceExport;
import dev.runtree.export.training.TrainingFormat;
import dev.runtree.model.Figures;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = {
            "Write the whole traces of the runs that match into a file, as they were sent, or what models were asked"
                    + " and answered in these runs as training data.",
            "One trace becomes one file, several a zip of one file each. Log records go into a file of their own"
                    + " beside it.",
            "With --to, send them to another back end instead."
        },
        footer = {
            "",
            "Such as",
            "  runtree export since:1d -o today.zip",
            "  runtree export id:4bf92f35* --format otlp-pb -o trace.pb",
            "  runtree export user:ana --redact -o ana.zip",
            "  runtree export since:7d --to team",
            "  runtree export agent:support --format openai-chat --only-ok --split 0.9 -o support.jsonl",
        })
final class Export implements Runnable {
    private static final String STANDARD_OUTPUT = "-";

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILTER", arity = "0..*", description = "which runs (default: all)")
    private String[] words = {};

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "the file to write; - for standard output, where one trace matches, or for lines")
    private String file = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = {
                "whole traces: otlp-json, or otlp-pb, which is protobuf (default: otlp-json);",
                "training data: openai-chat, openai-responses, sharegpt, jsonl, parquet"
            })
    private String format = ExportFormat.OTLP_JSON.word();

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Option(names = "--limit", paramLabel = "N", description = "how many traces or lines at most (default: all)")
    private int limit = Integer.MAX_VALUE;

    @Mixin
    private RedactOption redact = new RedactOption();

    @Mixin
    private SendOptions sending = new SendOptions();

    @Option(names = "--force", description = "replace a file of that name")
    private boolean force;

    Export(Program program) {
        this.program = program;
    }

    /** The format that a word names. */
    private static ExportFormat format(String word) {
        return Arrays.stream(ExportFormat.values())
                .filter(each -> each.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new WrongUsage("\"" + word + "\" is no format. There are: "
                        + Stream.concat(
                                        Arrays.stream(ExportFormat.values()).map(ExportFormat::word),
                                        Arrays.stream(TrainingFormat.values()).map(TrainingFormat::word))
                                .collect(Collectors.joining(", "))));
    }

    @Override
    public void run() {
        if (limit < 1) {
            throw new WrongUsage("--limit must be 1 or more, and is " + limit);
        }
        RunFilter filter = FilterWords.parse(words);
        sending.check(file, redact.isGiven() || force);
        var target = sending.target();
        if (target != null) {
            if (TrainingFormat.named(format).isPresent()) {
                throw new WrongUsage("Training data goes into a file, with -o FILE: a target takes traces");
            }
            training.refuse("--to");
            new ExportTo(program, common, sending, limit).run(filter, target);
            return;
        }
        var redaction = redact.redaction(program);
        var trainingFormat = TrainingFormat.named(format);
        if (trainingFormat.isPresent()) {
            new ExportTraining(program, common, training, trainingFormat.get(), limit)
                    .run(filter, file, force, redaction);
            return;
        }
        var traceFormat = format(format);
        training.refuse(traceFormat.word());
        try (Database database = common.openTraces(program);
                var line = new ProgressLine(program.terminal())) {
            var export =
                    new TraceExport(new RunQueries(database), traceFormat, done -> line.show(counted(done)), redaction);
            if (file.equals(STANDARD_OUTPUT)) {
                ExportReport report = toStandardOutput(export, filter);
                tellInexact(report);
                tellLeftOut(report);
                RedactOption.tell(redaction, program.terminal().err()::println);
            } else {
                ExportReport report = export.toFile(filter, limit, Path.of(file), force);
                line.clear();
                program.out().line("Exported " + counted(report) + " to " + file + ending(report));
                RedactOption.tell(redaction, program.out()::line);
                tellWithoutSteps(report);
                tellInexact(report);
            }
        }
    }

    private ExportReport toStandardOutput(TraceExport export, RunFilter filter) {
        try {
            return export.toStream(filter, limit, program.out().bytes());
        } catch (IOException e) {
            throw Output.failure(e);
        }
    }

    private static String ending(ExportReport report) {
        if (report.zipped()) {
            return ", a zip of one file a trace" + (report.logs() == 0 ? "." : ", and one more for its log records.");
        }
        return report.logFile() == null ? "." : ", the log records to " + report.logFile() + ".";
    }

    private void tellLeftOut(ExportReport report) {
        if (report.logsLeftOut() > 0) {
            program.terminal()
                    .err()
                    .println("Only the spans were written, without "
                            + Figures.counted(report.logsLeftOut(), "log record") + " of theirs; -o FILE writes both");
        }
    }

    private void tellWithoutSteps(ExportReport report) {
        if (report.withoutSteps() > 0) {
            program.terminal()
                    .err()
                    .println(Figures.counted(report.withoutSteps(), "trace")
                            + " had no steps any more, since retention removed them: left out");
        }
    }

    private void tellInexact(ExportReport report) {
        if (report.inexact() > 0) {
            program.terminal()
                    .err()
                    .println(Figures.counted(report.inexact(), report.logs() == 0 ? "span" : "record")
                            + " held text that is not UTF-8, or fields that JSON has no words for; --format otlp-pb"
                            + " keeps them as they were sent");
        }
    }

    private static String counted(ExportReport report) {
        return Figures.counted(report.spans(), "span")
                + (report.logs() == 0 ? "" : " and " + Figures.counted(report.logs(), "log record")) + " of "
                + Figures.counted(report.traces(), "trace");
    }
}
