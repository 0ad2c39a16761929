package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.ContentReader;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what led to an approval: its run's steps without their payloads, and the payload of the call that asked for it. */
final class WhyReader extends QueryChain<Optional<Why>> {
    private static final int MOST_STEPS = 20_000;
    private static final int MOST_LINES = 6;
    private static final int LOOKED_AT = 4;

    private final RunQueries queries;
    private final Approval approval;

    WhyReader(RunQueries queries, Approval approval) {
        this.queries = queries;
        this.approval = approval;
    }

    @Override
    public Optional<Why> fetch() {
        var run = ask(queries.named(approval.runId())).stream().findFirst();
        if (run.isEmpty()) {
            return Optional.empty();
        }
        if (run.get().spanCount() > MOST_STEPS) {
            return Optional.of(new Why(run.get(), List.of(), null, null, List.of()));
        }
        var trace = ask(queries.run(run.get().id()));
        if (trace.isEmpty()) {
            return Optional.of(new Why(run.get(), List.of(), null, null, List.of()));
        }
        var spans = trace.get().spans();
        var step = step(spans);
        var call = call(spans, step);
        var content = call == null ? Optional.<Content>empty() : content(call.id());
        return Optional.of(new Why(
                trace.get().run(),
                spans,
                call,
                step == null ? null : step.id(),
                content.map(this::lines).orElse(List.of())));
    }

    private Optional<Content> content(SpanId span) {
        return ask(queries.payload(span)).map(ContentReader::read);
    }

    /** The one that has its id; where no attribute says so, the one of the tool that began nearest to it. */
    private @Nullable Span step(List<Span> spans) {
        var asked = ChronoUnit.NANOS.between(Instant.EPOCH, approval.askedAt());
        var near = spans.stream()
                .filter(span -> span.kind() == SpanKind.APPROVAL)
                .filter(span -> approval.tool() == null
                        || approval.tool().equals(span.toolName())
                        || span.name().contains(approval.tool()))
                .sorted(Comparator.comparingLong(span -> Math.abs(span.startNanos() - asked)))
                .limit(LOOKED_AT)
                .toList();
        if (near.size() > 1) {
            for (var each : near) {
                var recorded = ask(queries.payload(each.id()));
                if (recorded.isPresent()
                        && recorded.get().payload().attributes().contains("\"" + approval.id() + "\"")) {
                    return each;
                }
            }
        }
        return near.isEmpty() ? null : near.getFirst();
    }

    /** The last call of a model before the step, of the agent that has the step where it is known. */
    private @Nullable Span call(List<Span> spans, @Nullable Span step) {
        var before = step == null ? Long.MAX_VALUE : step.startNanos();
        var parent = step == null ? null : step.parentSpanId();
        return spans.stream()
                .filter(span -> span.kind() == SpanKind.LLM && span.startNanos() <= before)
                .max(Comparator.<Span, Boolean>comparing(span -> parent != null && parent.equals(span.parentSpanId()))
                        .thenComparingLong(Span::startNanos))
                .orElse(null);
    }

    private List<Why.Line> lines(Content content) {
        var lines = new ArrayList<Why.Line>();
        for (var message : content.inputMessages()) {
            if (!message.role().equals("system") && !message.role().equals("developer")) {
                add(message, lines);
            }
        }
        for (var message : content.outputMessages()) {
            add(message, lines);
        }
        if (lines.isEmpty() && content.input() != null) {
            lines.add(new Why.Line(Messages.text("approvals.why.user"), content.input(), false));
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    }

    private void add(Message message, List<Why.Line> lines) {
        for (var part : message.parts()) {
            switch (part) {
                case Part.Text text
                when !text.text().isBlank() -> lines.add(new Why.Line(who(message), text.text(), false));
                case Part.ToolCall call ->
                    lines.add(new Why.Line(
                            who(message),
                            call.name() + " " + call.arguments(),
                            Objects.equals(call.name(), approval.tool())));
                case Part.ToolResult result ->
                    lines.add(new Why.Line(
                            result.name() == null ? Messages.text("approvals.why.tool") : result.name(),
                            result.result(),
                            false));
                case Part.Text blank -> {}
                case Part.Reasoning thought -> {}
                case Part.Media media -> {}
                case Part.Unknown other -> {}
            }
        }
    }

    private static String who(Message message) {
        if (message.name() != null) {
            return message.name();
        }
        return switch (message.role()) {
            case "user" -> Messages.text("approvals.why.user");
            case "assistant" -> Messages.text("approvals.why.model");
            case "tool" -> Messages.text("approvals.why.tool");
            default -> message.role();
        };
    }
}
