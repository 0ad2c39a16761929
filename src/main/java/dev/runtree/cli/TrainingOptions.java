package dev.runtree.cli;

import dev.runtree.export.training.LineUnit;
import dev.runtree.export.training.TrainingChoices;
import dev.runtree.export.training.TrainingChoices.LeastScore;
import dev.runtree.export.training.TrainingFormat;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code export} that are of training data alone. */
final class TrainingOptions {
    @Option(
            names = "--per",
            paramLabel = "WHAT",
            description = {
                "what becomes a line: conversation, which is all turns of a session with one agent;",
                "run; or call, a model's (default: conversation)"
            })
    private @Nullable String per;

    @Option(names = "--last-call", description = "with --per call: of calls that go on from one another only the last")
    private boolean lastCall;

    @Option(names = "--reasoning", description = "also what the model thought before it answered")
    private boolean reasoning;

    @Option(names = "--only-ok", description = "only where all went well")
    private boolean onlyOk;

    @Option(
            names = "--min-score",
            paramLabel = "[NAME=]N",
            description = "only what was judged, and nowhere lower; by all scores, or those of one name")
    private @Nullable String minScore;

    @Option(names = "--replays", description = "also runs that are replays of others")
    private boolean replays;

    @Option(names = "--duplicates", description = "also lines that say the same as one before")
    private boolean duplicates;

    @Option(
            names = "--split",
            paramLabel = "PART",
            description = {
                "two files, x.train.jsonl with about this part of the sessions, such as 0.9, and x.test.jsonl;",
                "a session is always on the same side"
            })
    private @Nullable Double split;

    @Option(
            names = "--left-out",
            paramLabel = "FILE",
            description = "a line for each that was left out, with its id and why, as JSON")
    private @Nullable String leftOut;

    @Option(names = "--json", description = "the report as a JSON object")
    private boolean json;

    @Nullable String leftOut() {
        return leftOut;
    }

    boolean isJson() {
        return json;
    }

    /** @throws WrongUsage when one of them is given, for a format that has no use for it */
    void refuse(String format) {
        Stream.of(
                        option(per != null, "--per"),
                        option(lastCall, "--last-call"),
                        option(reasoning, "--reasoning"),
                        option(onlyOk, "--only-ok"),
                        option(minScore != null, "--min-score"),
                        option(replays, "--replays"),
                        option(duplicates, "--duplicates"),
                        option(split != null, "--split"),
                        option(leftOut != null, "--left-out"),
                        option(json, "--json"))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .ifPresent(name -> {
                    throw new WrongUsage(name + " is for training data, such as --format openai-chat; " + format
                            + " writes whole traces, as they were sent");
                });
    }

    private static String option(boolean isGiven, String name) {
        return isGiven ? name : "";
    }

    /**
     * What is to be written.
     *
     * @throws WrongUsage when they say something that cannot be
     */
    TrainingChoices choices(TrainingFormat format, int limit) {
        var unit = unit();
        if (lastCall && unit != LineUnit.CALL) {
            throw new WrongUsage("--last-call goes with --per call: a " + unit.word() + " is one line anyhow");
        }
        if (split != null && !(split > 0 && split < 1)) {
            throw new WrongUsage("--split is the part to train with, more than 0 and less than 1, and is " + split);
        }
        return new TrainingChoices(
                format,
                unit,
                reasoning,
                onlyOk,
                least(),
                lastCall,
                replays,
                duplicates,
                split,
                limit == Integer.MAX_VALUE ? Long.MAX_VALUE : limit);
    }

    private LineUnit unit() {
        var word = per;
        if (word == null) {
            return LineUnit.CONVERSATION;
        }
        return Arrays.stream(LineUnit.values())
                .filter(unit -> unit.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new WrongUsage("--per is one of "
                        + Arrays.stream(LineUnit.values()).map(LineUnit::word).collect(Collectors.joining(", "))
                        + ", and is \"" + word + "\""));
    }

    private @Nullable LeastScore least() {
        if (minScore == null) {
            return null;
        }
        var equals = minScore.lastIndexOf('=');
        try {
            return new LeastScore(
                    equals < 0 ? null : minScore.substring(0, equals).strip(),
                    new BigDecimal(minScore.substring(equals + 1).strip()));
        } catch (NumberFormatException e) {
            throw new WrongUsage("--min-score is a number, or a score's name and a number, such as correctness=0.8;"
                    + " it is \"" + minScore + "\"");
        }
    }
}
