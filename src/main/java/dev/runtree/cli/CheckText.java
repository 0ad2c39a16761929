package dev.runtree.cli;

import dev.runtree.check.CaseResult;
import dev.runtree.check.Verdict;
import dev.runtree.check.expect.Mismatch;
import dev.runtree.model.Figures;
import dev.runtree.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What becomes of cases, as lines for a reader. */
final class CheckText implements CheckPrinter {
    private static final int LONGEST = 200;
    private static final String INDENT = "        ";

    private final Terminal terminal;

    CheckText(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void tell(CaseResult result) {
        var file = Width.oneLine(result.file().toString());
        switch (result.verdict()) {
            case Verdict.Passed passed -> line(Style.GOOD, "passed", file + "  " + figures(result));
            case Verdict.Failed failed -> {
                line(Style.BAD, "failed", told(file, failed.missed().getFirst()));
                failed.missed().stream()
                        .skip(1)
                        .forEach(missed -> terminal.out().line(INDENT + told(file, missed)));
                see(result);
            }
            case Verdict.NotDone error -> {
                line(Style.BAD, "error", within(file, error.line()));
                see(result);
            }
            case Verdict.Skipped skipped -> line(Style.FAINT, "skipped", file + ": " + skipped.line());
        }
        terminal.out().flush();
    }

    private void line(Style style, String word, String text) {
        terminal.out().line(terminal.styled(style, word) + " ".repeat(INDENT.length() - word.length()) + text);
    }

    /** What is told of a file's mistake begins with its name and place. */
    private static String within(String file, String line) {
        return line.startsWith(file) ? Width.oneLine(line) : file + ": " + Width.oneLine(line);
    }

    private static String told(String file, Mismatch missed) {
        return file + (missed.line() == 0 ? "" : ":" + missed.line()) + ": " + missed.told(CheckText::shortened);
    }

    private static String shortened(String text) {
        var line = Width.oneLine(text.strip());
        return line.length() <= LONGEST
                ? line
                : line.substring(0, LONGEST) + "… (" + LONGEST + " of " + Figures.count(line.length()) + " characters)";
    }

    private void see(CaseResult result) {
        var replay = result.replay();
        if (replay != null) {
            terminal.out()
                    .line(INDENT
                            + (replay.isRecordHere()
                                    ? "runtree diff " + replay.replayOf() + " " + replay.runId()
                                    : "runtree show " + replay.runId()));
        }
    }

    private static String figures(CaseResult result) {
        var told = new ArrayList<String>();
        told.add(Figures.duration(result.took().toNanos()));
        var replay = result.replay();
        if (replay != null && replay.observed() != null) {
            told.add(Figures.counted(replay.observed().steps(), "step"));
            addUsed(told, replay.observed().used());
        }
        return String.join(", ", told);
    }

    private static void addUsed(List<String> told, Usage used) {
        var tokens = used.total();
        if (tokens != null && tokens > 0) {
            told.add(Figures.counted(tokens, "token"));
        }
        if (used.cost() != null && used.cost().signum() > 0) {
            told.add(Figures.costOf(used));
        }
    }

    @Override
    public void sum(List<CaseResult> results) {
        var counts = CheckCounts.of(results);
        var told = new ArrayList<String>();
        told.add(counts.passed() + " passed");
        add(told, counts.failed(), "failed");
        add(told, counts.errors(), counts.errors() == 1 ? "error" : "errors");
        add(told, counts.skipped(), "skipped");
        var took = results.stream().map(CaseResult::took).reduce(Duration.ZERO, Duration::plus);
        terminal.out()
                .line(Figures.counted(results.size(), "case") + ": " + String.join(", ", told) + " in "
                        + Figures.duration(took.toNanos())
                        + (counts.cost().signum() > 0 ? ", " + Figures.cost(counts.cost()) : "") + ".");
        terminal.out().flush();
    }

    private static void add(List<String> told, long count, String word) {
        if (count > 0) {
            told.add(count + " " + word);
        }
    }
}
