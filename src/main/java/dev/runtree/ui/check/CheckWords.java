package dev.runtree.ui.check;

import dev.runtree.check.CaseResult;
import dev.runtree.check.Mode;
import dev.runtree.check.expect.Mismatch;
import dev.runtree.model.Figures;
import dev.runtree.replay.live.CannotFork;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** What is said of cases, before they are checked, while they are, and afterwards. */
final class CheckWords {
    /** Of a value in a line. */
    private static final int SHOWN = 160;

    private CheckWords() {}

    /** Why something went wrong, in one line. */
    static String line(Throwable why) {
        return OneLine.of(why instanceof CannotFork cannot ? cannot.why() : String.valueOf(why.getMessage()));
    }

    /** What is told of a file's mistake, with no more of the file than its name. */
    static String within(Path file, String line) {
        var whole = file.toString();
        return line.startsWith(whole) ? file.getFileName() + line.substring(whole.length()) : line;
    }

    /** In one line: the first of them, and how many there are besides. */
    static String missed(List<Mismatch> all) {
        var first = all.getFirst().told(text -> OneLine.of(text.strip(), SHOWN));
        return all.size() == 1 ? first : Messages.text("checks.missed.more", first, Figures.count(all.size() - 1L));
    }

    /** How many cases are checked in which way, and where all of them stop. */
    static String before(CheckRequest request) {
        var sentences = new ArrayList<String>();
        var live = request.live();
        var all = Figures.counted(request.cases().size(), "case");
        if (live.isEmpty()) {
            sentences.add(Messages.text("checks.told.recorded", all));
        } else {
            sentences.add(Messages.text(
                    live.size() == 1 ? "checks.told.live.one" : "checks.told.live",
                    all,
                    Figures.count(live.size()),
                    live.stream()
                            .map(request::asked)
                            .distinct()
                            .reduce((a, b) -> a + ", " + b)
                            .orElse("")));
            sentences.add(limits(request));
        }
        var bad = request.cases().stream().filter(one -> one.read() == null).count();
        if (bad > 0) {
            sentences.add(Messages.counted(bad, "checks.told.bad.one", "checks.told.bad"));
        }
        return String.join(" ", sentences);
    }

    private static String limits(CheckRequest request) {
        var limits = request.settings().limits();
        var told = new ArrayList<String>();
        if (limits.steps() != null) {
            told.add(Messages.text("checks.told.steps", Figures.counted(limits.steps(), "model call")));
        }
        if (limits.cost() != null) {
            told.add(Messages.text("checks.told.cost", "$" + limits.cost().toPlainString()));
        }
        if (limits.time() != null) {
            told.add(Messages.text(
                    "checks.told.time", Figures.duration(limits.time().toNanos())));
        }
        return told.isEmpty() ? Messages.text("checks.told.unlimited") : String.join(" ", told);
    }

    /** How far it has come: {@code 3 of 12, $0.0213}. */
    static String progress(Collection<CaseResult> results, int all) {
        return Messages.text("many.progress", Figures.count(results.size()), Figures.count(all)) + spent(results);
    }

    /** What came of all: {@code 12 cases: 10 passed, 2 failed, $0.0213}. */
    static String done(Collection<CaseResult> results) {
        var told = new ArrayList<String>();
        for (var kind : new Kind[] {Kind.PASSED, Kind.FAILED, Kind.ERROR, Kind.SKIPPED}) {
            var count = results.stream()
                    .filter(result -> Kind.of(result.verdict()) == kind)
                    .count();
            if (count > 0) {
                told.add(Figures.count(count) + " " + kind.word());
            }
        }
        return Figures.counted(results.size(), "case") + ": " + String.join(", ", told) + spent(results);
    }

    private static String spent(Collection<CaseResult> results) {
        var cost = results.stream()
                .map(CaseResult::replay)
                .filter(Objects::nonNull)
                .map(CaseResult.Replay::cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return cost.signum() == 0 ? "" : ", " + Figures.cost(cost);
    }

    /** How a case was replayed. */
    static String way(Mode mode) {
        return Messages.text(
                switch (mode) {
                    case RECORDED -> "checks.way.recorded";
                    case LIVE_MODEL -> "checks.way.live";
                });
    }
}
