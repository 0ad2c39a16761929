package dev.runtree.agent.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.agent.trace.SpanFrame;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A workflow in the middle of its steps.
 *
 * @param input what it was asked
 * @param outputs of the steps that are done, by step name
 * @param memo what is known already, by place: outputs of steps, and what rules decided
 * @param open the steps that are not done
 * @param state what the session remembered
 * @param stream whether answers come in pieces
 * @param audited see {@link Frame#audited}
 * @param activeNanos how long it has worked, waiting left out
 */
public record WorkflowFrame(
        String componentId,
        SpanFrame span,
        String input,
        @Nullable String userId,
        @Nullable String sessionId,
        Map<String, String> outputs,
        Map<String, String> memo,
        List<OpenStep> open,
        ObjectNode state,
        boolean stream,
        boolean audited,
        Instant createdAt,
        long activeNanos)
        implements Frame {

    /**
     * A step that is not done.
     *
     * @param place where it stands in the workflow
     * @param child what paused in it; {@code null} for a rule around steps
     */
    public record OpenStep(
            String place, SpanFrame span, @Nullable Frame child) {}

    public WorkflowFrame {
        outputs = Map.copyOf(outputs);
        memo = Map.copyOf(memo);
        open = List.copyOf(open);
    }

    /** A workflow's own steps wait for nobody. */
    @Override
    public List<Waiting> waiting() {
        return List.of();
    }

    @Override
    public List<Frame> children() {
        return open.stream().map(OpenStep::child).filter(Objects::nonNull).toList();
    }

    @Override
    public Stream<SpanFrame> openSpans() {
        return Stream.concat(Stream.of(span), open.stream().map(OpenStep::span));
    }
}
