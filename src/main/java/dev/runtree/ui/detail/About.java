package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.model.CostSource;
import dev.runtree.model.Figures;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a step beside what went in and out: its model, tokens, cost, parameters, prompt template and labels. */
record About(boolean ofModel, List<Section> sections) {

    /**
     * A line.
     *
     * @param part whether it belongs to the line above it
     * @param key by which the filter finds runs that have the value; {@code null} for none
     */
    record Line(
            String label,
            String value,
            boolean part,
            @Nullable String key) {
        Line(String label, String value, boolean part) {
            this(label, value, part, null);
        }
    }

    /**
     * Lines under a title, or the members of an object, or a text.
     *
     * @param title {@code null} for the lines that come first
     */
    record Section(
            @Nullable String title,
            List<Line> lines,
            List<JsonText.Member> members,
            @Nullable String text) {}

    static About of(Span span, Content content) {
        var facts = content.facts();
        var sections = new ArrayList<Section>();
        var ofModel = isModelCall(span.kind());
        if (ofModel) {
            addLines(null, call(span, facts), sections);
            addLines("detail.model.time", time(span), sections);
            addLines("detail.model.use", use(span, facts), sections);
            addObject("detail.model.parameters", content.parameters(), sections);
        }
        if (facts.prompt() != null) {
            prompt(facts.prompt(), sections);
        }
        if (facts.metadata() != null) {
            addObject("detail.model.metadata", facts.metadata(), sections);
        }
        if (facts.release() != null && !sections.isEmpty()) {
            var release = new Line(Messages.text("detail.model.release"), facts.release(), false);
            addLines("detail.model.application", List.of(release), sections);
        }
        return new About(ofModel, List.copyOf(sections));
    }

    /** Where a cost comes from, in words; empty for no cost. */
    static String origin(@Nullable CostSource source) {
        return switch (source) {
            case CostSource.Sdk sdk -> Messages.text("detail.cost.sdk");
            case CostSource.Prices prices ->
                Messages.text("detail.cost.prices", prices.date().toString());
            case null -> "";
        };
    }

    private static boolean isModelCall(SpanKind kind) {
        return kind == SpanKind.LLM || kind == SpanKind.EMBEDDING || kind == SpanKind.RERANK;
    }

    private static List<Line> call(Span span, Content.Facts facts) {
        var lines = new ArrayList<Line>();
        model("detail.model.requested", facts.requestedModel(), lines);
        model(facts.requestedModel() == null ? "detail.model" : "detail.model.served", span.model(), lines);
        add("detail.model.provider", span.provider(), lines);
        if (!facts.finishReasons().isEmpty()) {
            add("detail.model.finish", String.join(", ", facts.finishReasons()), lines);
        }
        add("detail.model.response", facts.responseId(), lines);
        return lines;
    }

    private static List<Line> time(Span span) {
        var lines = new ArrayList<Line>();
        var duration = span.durationNanos();
        var first = span.firstTokenNanos();
        if (first != null) {
            add("detail.model.first", Figures.duration(first), lines);
        }
        if (duration != null) {
            add("detail.model.duration", Figures.duration(duration), lines);
        }
        var output = span.usage().output();
        if (duration != null && output != null && output > 0) {
            var writing = duration - (first == null ? 0 : Math.min(first, duration));
            if (writing > 0) {
                add(
                        "detail.model.rate",
                        Messages.text("detail.model.rate.value", Figures.count(output * 1_000_000_000L / writing)),
                        lines);
            }
        }
        return lines;
    }

    private static List<Line> use(Span span, Content.Facts facts) {
        var usage = span.usage();
        var lines = new ArrayList<Line>();
        count("detail.model.input", usage.input(), false, lines);
        count("detail.model.cached", usage.cached(), true, lines);
        count("detail.model.written", usage.cacheWrite(), true, lines);
        count("detail.model.audio", facts.audio().input(), true, lines);
        count("detail.model.output", usage.output(), false, lines);
        count("detail.model.reasoning", usage.reasoning(), true, lines);
        count("detail.model.audio", facts.audio().output(), true, lines);
        var cost = usage.cost();
        if (cost != null) {
            add("detail.model.cost", "$" + cost.toPlainString() + "\n" + origin(span.costSource()), lines);
        } else if (usage.total() != null) {
            add("detail.model.cost", Messages.text("detail.cost.unknown"), lines);
        }
        return lines;
    }

    private static void prompt(Content.Prompt prompt, List<Section> to) {
        var lines = new ArrayList<Line>();
        add("detail.model.prompt.name", prompt.name(), lines);
        add("detail.model.prompt.version", prompt.version(), lines);
        var title = "detail.model.prompt";
        to.add(new Section(Messages.text(title), lines, List.of(), prompt.template()));
        if (prompt.variables() != null) {
            addObject("detail.model.variables", prompt.variables(), to);
        }
    }

    private static void addLines(@Nullable String title, List<Line> lines, List<Section> to) {
        if (!lines.isEmpty()) {
            to.add(new Section(title == null ? null : Messages.text(title), lines, List.of(), null));
        }
    }

    /** The members of a JSON object; what is no object stays a text. */
    private static void addObject(String title, @Nullable String json, List<Section> to) {
        if (json != null) {
            var members = JsonText.members(json);
            to.add(new Section(
                    Messages.text(title), List.of(), members.orElse(List.of()), members.isPresent() ? null : json));
        }
    }

    private static void count(String label, @Nullable Long tokens, boolean part, List<Line> to) {
        if (tokens != null && (!part || tokens > 0)) {
            to.add(new Line(Messages.text(label), Figures.count(tokens), part));
        }
    }

    private static void model(String label, @Nullable String value, List<Line> to) {
        if (value != null) {
            to.add(new Line(Messages.text(label), value, false, "model"));
        }
    }

    private static void add(String label, @Nullable String value, List<Line> to) {
        if (value != null) {
            to.add(new Line(Messages.text(label), value, false));
        }
    }
}
