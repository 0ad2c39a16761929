package dev.runtree.otlp.dialect;

import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.text.Text;
import dev.runtree.otlp.wire.SentStatus;
import io.opentelemetry.proto.trace.v1.Span;
import org.jspecify.annotations.Nullable;

/** How a span ended, and what was said of its failure. */
public final class Statuses {
    private static final String[] STACKS = {"Traceback (most recent call last)", "\n    at ", "\n\tat "};

    /** What agno says of every run that failed: no more than that it did. */
    private static final String NO_REASON = "run status: error";

    private Statuses() {}

    /** The status; a span without an end is still running. */
    public static SpanStatus of(Span span, Dialects said) {
        var sent = SentStatus.of(span);
        if (sent == SpanStatus.OK && said.any(dialect -> dialect.failedForAllItsOk(said.span()))) {
            return SpanStatus.ERROR;
        }
        if (sent == SpanStatus.UNSET && (said.any(dialect -> dialect.failed(said.span())) || threw(said))) {
            return SpanStatus.ERROR;
        }
        if (sent == SpanStatus.OK && brokeOff(said)) {
            return SpanStatus.ERROR;
        }
        return span.getEndTimeUnixNano() == 0 && sent != SpanStatus.ERROR ? SpanStatus.RUNNING : sent;
    }

    /** Mastra ends every step as well done, and says of a model call that failed only that error was its reason to finish. */
    private static boolean brokeOff(Dialects said) {
        var reasons = said.span().attributes().structure("gen_ai.response.finish_reasons");
        if (reasons == null || reasons.isEmpty() || said.kind() != SpanKind.LLM) {
            return false;
        }
        for (var reason : reasons) {
            if (!reason.asText().equals("error")) {
                return false;
            }
        }
        return true;
    }

    /** An exception may have been handled, unless it is known to have left the span, or the call came to no answer. */
    private static boolean threw(Dialects said) {
        var exception = said.span().event("exception");
        if (exception == null) {
            return false;
        }
        if ("true".equalsIgnoreCase(exception.attributes().text("exception.escaped"))) {
            return true;
        }
        return switch (said.kind()) {
            case LLM -> said.answered().isEmpty() && said.first(dialect -> dialect.output(said.span())) == null;
            case TOOL -> Wording.output(said, SpanKind.TOOL) == null;
            default -> isWithoutOutput(said);
        };
    }

    /** Whether the step was recorded with what went in, and nothing came out. */
    private static boolean isWithoutOutput(Dialects said) {
        var span = said.span();
        return said.first(dialect -> dialect.input(span)) != null
                && said.first(dialect -> dialect.output(span)) == null
                && said.answered().isEmpty();
    }

    /** The producer's words without a stack trace behind them; of a failure without a reason, those of its exception. */
    public static @Nullable String message(String sent, SpanStatus status, Dialects said) {
        var span = said.span();
        var broken = status == SpanStatus.UNSET ? span.attributes().text("runtree.cancelled") : null;
        if (broken != null) {
            return dev.runtree.model.Span.CANCELLED + (broken.isBlank() ? "" : ": " + Text.readable(broken));
        }
        var words = withoutStack(sent);
        if (!words.isBlank() && !words.equals(NO_REASON)) {
            return words;
        }
        var fallback = words.isBlank() ? null : words;
        if (status != SpanStatus.ERROR) {
            return fallback;
        }
        var problem = said.first(dialect -> dialect.problem(span));
        if (problem == null) {
            var exception = span.event("exception");
            problem = exception == null ? null : exception.attributes().text("exception.message", "exception.type");
        }
        if (problem == null) {
            problem = span.attributes().text("error.message", "exception.message", "error.type");
        }
        return problem == null ? fallback : withoutStack(problem);
    }

    /** The words before a stack trace; all of them when it starts at once. */
    private static String withoutStack(String sent) {
        var end = sent.length();
        for (var stack : STACKS) {
            var at = sent.indexOf(stack);
            end = at > 0 ? Math.min(end, at) : end;
        }
        return Text.readable(sent.substring(0, end).stripTrailing());
    }
}
