package dev.runtree.cli;

import dev.runtree.compare.steps.Reason;
import dev.runtree.export.RedactedRecords;
import dev.runtree.export.comparison.ComparedPair;
import dev.runtree.export.comparison.ComparisonPage;
import dev.runtree.export.comparison.PairDifferences;
import dev.runtree.export.comparison.PairReader;
import dev.runtree.export.comparison.RedactedPair;
import dev.runtree.model.Figures;
import dev.runtree.model.Trace;
import dev.runtree.redact.Redaction;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = "Show in which steps two runs differ, and where they part.",
        footer = {"", "Exit status: 0 equal, 1 they differ, 2 wrong usage, 3 it could not be done."})
final class Diff implements Callable<Integer>, Judging {
    private static final String STANDARD_OUTPUT = "-";
    private static final int EQUAL = 0;
    private static final int DIFFER = 1;

    /** The keys of so many steps are held in memory at once. */
    private static final int MOST_STEPS = 100_000;

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "LEFT", description = "a run's id or the beginning of one, or a trace's id")
    private String left = "";

    @Parameters(index = "1", paramLabel = "RIGHT", description = "what is compared with it, likewise")
    private String right = "";

    @Option(names = "--exact", description = "count ids and times as differences that only one of the runs knows")
    private boolean exact;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "write a page that needs nothing else; - for standard output")
    private @Nullable String html;

    @Mixin
    private RedactOption redact = new RedactOption();

    @Option(names = "--force", description = "replace a file of that name")
    private boolean force;

    Diff(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        if (json && html != null) {
            throw new WrongUsage("--json and --html are two ways to tell the same. Give one of them.");
        }
        if (html == null && (redact.isGiven() || force)) {
            throw new WrongUsage((force ? "--force" : "--redact") + " goes with --html FILE.");
        }
        var redaction = redact.redaction(program);
        try (Database database = common.openTraces(program)) {
            var queries = new RunQueries(database);
            var one = find(queries, left);
            var other = find(queries, right);
            var runs = read(queries, one, other);
            if (html == null) {
                print(runs, new PairDifferences(queries));
            } else {
                write(runs, queries, html, redaction);
            }
            return runs.alignment().isEqual() ? EQUAL : DIFFER;
        }
    }

    private ComparedPair read(RunQueries queries, Trace one, Trace other) {
        var all = one.spans().size() + other.spans().size();
        try (var line = new ProgressLine(program.terminal())) {
            return new PairReader(queries, one, other, exact)
                    .tellingProgress(
                            done -> line.show(Figures.count(done) + " of " + Figures.counted(all, "step") + " read"))
                    .fetch();
        }
    }

    private void print(ComparedPair runs, PairDifferences differences) {
        try {
            var reason = Reason.of(runs.alignment(), differences.first(runs));
            if (json) {
                new DiffJson(new Json(program.out()), runs, differences).write(reason);
            } else {
                new DiffText(program.terminal(), runs, differences).print(reason);
            }
        } catch (Output.ReaderGone e) {
            // Who wants no more of it still learns from the status whether they differ.
        }
    }

    private void write(ComparedPair runs, RunQueries queries, String file, @Nullable Redaction redaction) {
        var shown = redaction == null ? runs : new RedactedPair(redaction).of(runs);
        var differences = redaction == null
                ? new PairDifferences(queries)
                : new PairDifferences(queries, new RedactedRecords(redaction)::span);
        var reason = Reason.of(shown.alignment(), differences.first(shown));
        var page = new ComparisonPage(shown, reason, differences);
        if (file.equals(STANDARD_OUTPUT)) {
            print(page);
            RedactOption.tell(redaction, program.terminal().err()::println);
            return;
        }
        page.toFile(Path.of(file), force);
        program.out().line(Width.oneLine(runs.alignment().isEqual() ? "The runs are equal" : reason));
        program.out().line("Written to " + file + ".");
        RedactOption.tell(redaction, program.out()::line);
    }

    private void print(ComparisonPage page) {
        try {
            page.write(program.out().writer());
        } catch (IOException e) {
            var failure = Output.failure(e);
            if (!(failure instanceof Output.ReaderGone)) {
                throw failure;
            }
        }
    }

    private static Trace find(RunQueries queries, String word) {
        var trace = new NamedRun(queries).find(word);
        var removedAt = trace.stepsRemovedAt();
        if (removedAt != null) {
            throw new Failure("The steps of \"" + word + "\" were removed by retention on "
                    + LocalDate.ofInstant(removedAt, ZoneId.systemDefault())
                    + ", so they cannot be compared. Import the trace again, if you exported it before.");
        }
        if (trace.spans().size() > MOST_STEPS) {
            throw new Failure(
                    "\"" + word + "\" has " + Figures.counted(trace.spans().size(), "step") + ", and no more than "
                            + Figures.count(MOST_STEPS) + " can be compared. Name a run beneath it.");
        }
        return trace;
    }
}
