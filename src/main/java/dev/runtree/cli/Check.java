package dev.runtree.cli;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.check.Case;
import dev.runtree.check.CaseFiles;
import dev.runtree.check.CaseResult;
import dev.runtree.check.CheckLimits;
import dev.runtree.check.CheckSettings;
import dev.runtree.check.Checks;
import dev.runtree.check.JUnitReport;
import dev.runtree.check.Mode;
import dev.runtree.check.Verdict;
import dev.runtree.model.Figures;
import dev.runtree.redact.Redaction;
import dev.runtree.store.RunQueries;
import dev.runtree.yaml.BadFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Replay recorded runs that are kept as cases, and tell which of them do no longer what is expected.",
            "A case is a YAML file with its record beside it (docs/checks.md); --new makes one of a run."
        },
        footer = {
            "",
            "Such as",
            "  runtree check --new 4bf92f35 --live-model -o checks/lisbon.yaml",
            "  runtree check checks --junit report.xml",
            "",
            "Exit status: 0 all passed, 1 some failed, 2 wrong usage, 3 it could not be done."
        })
final class Check implements Callable<Integer>, Judging {
    private static final int PASSED = 0;
    private static final int FAILED = 1;

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "CASES", arity = "0..*", description = "files of cases, and folders of them")
    private List<Path> named = List.of();

    @Option(names = "--recorded", description = "replay all of them from their records: nothing is asked of anybody")
    private boolean recorded;

    @Option(
            names = "--live-model",
            description = "ask a model in all of them, whatever they say; tools answer from the record")
    private boolean liveModel;

    @Option(
            names = "--model",
            paramLabel = "PROVIDER:NAME",
            description = "the model to ask where one is asked (default: the case's, or else the recorded one)")
    private @Nullable String model;

    @Option(
            names = "--strict",
            description = "take no recorded result for a call with other arguments: it counts as never recorded")
    private boolean strict;

    @Option(names = "--max-steps", paramLabel = "N", description = "model calls of each case at most")
    private @Nullable Integer maxSteps;

    @Option(
            names = "--max-cost",
            paramLabel = "DOLLARS",
            description = "what all cases may cost together; those behind are not begun")
    private @Nullable BigDecimal maxCost;

    @Option(
            names = "--max-time",
            paramLabel = "TIME",
            description = "how long all cases may take together, such as 90s or 5m")
    private @Nullable String maxTime;

    @Option(names = "--junit", paramLabel = "FILE", description = "write the results as JUnit's XML, for CI servers")
    private @Nullable Path junit;

    @Option(names = "--json", description = "print a JSON object for each case, and one for all of them")
    private boolean json;

    @Mixin
    private RedactOption redact = new RedactOption();

    @Mixin
    private NewCaseOptions made = new NewCaseOptions();

    Check(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        made.check();
        check();
        var redaction = redact.redaction(program);
        if (made.isGiven()) {
            new CaseMaking(program, common, made, json, redaction)
                    .make(liveModel ? Mode.LIVE_MODEL : Mode.RECORDED, model);
            return PASSED;
        }
        var files = CaseFiles.of(named);
        if (model != null && !liveModel && files.stream().noneMatch(Check::asksAModel)) {
            throw new WrongUsage("--model names a model to ask, and no case asks one: add --live-model");
        }
        return status(run(files, redaction));
    }

    private void check() {
        if (made.isGiven() == !named.isEmpty()) {
            throw new WrongUsage(
                    made.isGiven()
                            ? "--new makes a case, and CASES are checked: give one of them"
                            : "Name the files or folders of cases, or make a case of a run with --new RUN");
        }
        if (recorded && liveModel) {
            throw new WrongUsage("Choose one of --recorded and --live-model");
        }
        if (recorded && model != null) {
            throw new WrongUsage("--model names a model to ask, and with --recorded none is asked");
        }
        if (maxSteps != null && maxSteps < 1) {
            throw new WrongUsage("--max-steps needs a number of at least 1");
        }
        if (maxCost != null && maxCost.signum() <= 0) {
            throw new WrongUsage("--max-cost needs an amount of more than 0");
        }
        if (made.isGiven() && (junit != null || maxSteps != null || maxCost != null || maxTime != null || strict)) {
            throw new WrongUsage(
                    "--junit, --strict and the limits are for checking; limits of a case stand in its file");
        }
    }

    /** A file with a mistake may: it is told when it is checked. */
    private static boolean asksAModel(Path file) {
        try {
            return Case.read(file).mode() == Mode.LIVE_MODEL;
        } catch (BadFile e) {
            return true;
        }
    }

    private List<CaseResult> run(List<Path> files, @Nullable Redaction redaction) {
        var began = Instant.now();
        var settings = new CheckSettings(
                recorded ? Mode.RECORDED : liveModel ? Mode.LIVE_MODEL : null,
                model,
                strict,
                new CheckLimits(maxSteps, maxCost, maxTime == null ? null : LiveOptions.time("--max-time", maxTime)),
                System.getenv());
        var cancellation = new Cancellation();
        var shown = new ArrayList<CaseResult>();
        var printer = json ? new CheckJson(program) : new CheckText(program.terminal());
        try (var database = common.openTraces(program);
                var recorder = Recorder.ofReplays(database, program.prices());
                var line = new ProgressLine(program.terminal())) {
            Ending.cancels(cancellation);
            new Checks(new RunQueries(database), recorder, program.prices(), settings, cancellation, Told::line)
                    .run(
                            files,
                            file -> line.show(
                                    (shown.size() + 1) + " of " + files.size() + ": " + Width.oneLine(file.toString())),
                            result -> {
                                var told = redaction == null ? result : result.redacted(redaction::said);
                                shown.add(told);
                                line.clear();
                                printer.tell(told);
                            });
        }
        printer.sum(shown);
        if (junit != null) {
            new JUnitReport(shown, began).write(junit);
        }
        return shown;
    }

    /** A case that failed is certain, whatever became of the others. */
    private int status(List<CaseResult> results) {
        if (results.stream().anyMatch(result -> result.verdict() instanceof Verdict.Failed)) {
            return FAILED;
        }
        var open = results.stream().filter(result -> !result.hasPassed()).count();
        if (open == 0) {
            return PASSED;
        }
        program.terminal()
                .err()
                .println(open + " of " + Figures.counted(results.size(), "case") + " could not be checked");
        return COULD_NOT;
    }
}
