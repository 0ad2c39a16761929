package dev.runtree.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code replay} for what is not answered from the record. */
final class LiveOptions {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(s|m|h)");

    @Option(
            names = "--live-model",
            description = "ask a model again, from its first call or from --from on; tools answer from the record")
    private boolean liveModel;

    @Option(
            names = "--live",
            description =
                    "as --live-model, and run the tools that the agent's file (--agent) names, where they are called")
    private boolean live;

    @Option(
            names = "--model",
            paramLabel = "PROVIDER:NAME",
            description = "the model to ask (default: the recorded one); given again, each of them is asked")
    private List<String> models = List.of();

    @Option(
            names = "--from",
            paramLabel = "SPAN",
            description =
                    "the step to fork at, a model call or a tool call: its number as diff prints it, or the beginning"
                            + " of its span id; what is before it comes from the record")
    private @Nullable String from;

    @Option(names = "--edit", paramLabel = "FILE", description = "a YAML file that changes that step (docs/replay.md)")
    private @Nullable Path edit;

    @Option(
            names = "--write-edit",
            paramLabel = "FILE",
            description = "write that step into a file to start from, and replay nothing")
    private @Nullable Path writeEdit;

    @Option(names = "--agent", paramLabel = "AGENT.yaml", description = "the file that describes the agent's tools")
    private @Nullable Path agent;

    @Option(names = "--yes", description = "run tools that may change something without asking")
    private boolean yes;

    @Option(
            names = "--strict",
            description = "take no recorded result for a call with other arguments: it counts as never recorded")
    private boolean strict;

    @Option(
            names = "--max-steps",
            paramLabel = "N",
            description = "model calls at most (default: twice as many as recorded, at least 10)")
    private @Nullable Integer maxSteps;

    @Option(names = "--max-cost", paramLabel = "DOLLARS", description = "stop when the model calls have cost so much")
    private @Nullable BigDecimal maxCost;

    @Option(names = "--max-time", paramLabel = "TIME", description = "stop after so long, such as 90s or 5m")
    private @Nullable String maxTime;

    /** Whether a model is asked. */
    boolean isLive() {
        return liveModel || live;
    }

    boolean runsTools() {
        return live;
    }

    /** Whether a step is named, or a file with one. */
    boolean namesStep() {
        return from != null || edit != null || writeEdit != null;
    }

    /** The one model that is named; {@code null} for the recorded one. */
    @Nullable String model() {
        return models.isEmpty() ? null : models.getFirst();
    }

    List<String> models() {
        return models;
    }

    @Nullable String from() {
        return from;
    }

    @Nullable Path edit() {
        return edit;
    }

    @Nullable Path writeEdit() {
        return writeEdit;
    }

    @Nullable Path agent() {
        return agent;
    }

    boolean yes() {
        return yes;
    }

    boolean strict() {
        return strict;
    }

    @Nullable Integer maxSteps() {
        return maxSteps;
    }

    @Nullable BigDecimal maxCost() {
        return maxCost;
    }

    @Nullable Duration maxTime() {
        return maxTime == null ? null : time("--max-time", maxTime);
    }

    /** What would have let a replay go on that was stopped, in brackets; empty where no option would. */
    static String allowing(@Nullable String type) {
        return switch (type) {
            case "max_steps" -> " (--max-steps)";
            case "max_cost" -> " (--max-cost)";
            case "max_time" -> " (--max-time)";
            case "not_allowed" -> " (--yes allows all tools)";
            case null, default -> "";
        };
    }

    /** A time that is given to an option. */
    static Duration time(String option, String word) {
        var match = TIME.matcher(word.strip().toLowerCase(Locale.ROOT));
        if (!match.matches() || Integer.parseInt(match.group(1)) == 0) {
            throw new WrongUsage(option + " needs a time such as 90s, 5m or 1h, not \"" + word + "\"");
        }
        var number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** @param recorded whether the record alone was asked for */
    void check(boolean recorded) {
        if ((recorded ? 1 : 0) + (liveModel ? 1 : 0) + (live ? 1 : 0) > 1) {
            throw new WrongUsage("Choose one of --recorded, --live-model and --live");
        }
        if (edit != null && writeEdit != null) {
            throw new WrongUsage("Give --edit to replay, or --write-edit to write a file, not both");
        }
        if (live && agent == null && writeEdit == null) {
            throw new WrongUsage(
                    "--live runs the tools of an agent, and a run does not tell its file: name it with --agent");
        }
        if (agent != null && !isLive()) {
            throw new WrongUsage("--agent names tools to run, and nothing is run from the record: add --live");
        }
        if (!models.isEmpty() && !isLive()) {
            throw new WrongUsage("--model names a model to ask, and none is asked for the record: add --live-model");
        }
        if (maxSteps != null && maxSteps < 1) {
            throw new WrongUsage("--max-steps needs a number of at least 1");
        }
        if (maxCost != null && maxCost.signum() <= 0) {
            throw new WrongUsage("--max-cost needs an amount of more than 0");
        }
    }
}
