package dev.runtree.agent.frame;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.agent.trace.SpanFrame;
import dev.runtree.model.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An agent in the middle of its tool calls.
 *
 * @param input what it was asked
 * @param messages all that the model was told and said, as LangChain4j writes messages
 * @param before how many of them were there before this run
 * @param step model calls made
 * @param model the model that answered last
 * @param done tool calls of earlier answers
 * @param calls those of the last answer, in its order
 * @param state what the session remembered
 * @param stream whether answers come in pieces
 * @param audited see {@link Frame#audited}
 * @param activeNanos how long it has worked, waiting left out
 */
public record AgentFrame(
        String componentId,
        SpanFrame span,
        String input,
        @Nullable String userId,
        @Nullable String sessionId,
        String messages,
        int before,
        int step,
        Usage usage,
        String model,
        List<ToolUse> done,
        List<CallFrame> calls,
        ObjectNode state,
        boolean stream,
        boolean audited,
        Instant createdAt,
        long activeNanos)
        implements Frame {

    public AgentFrame {
        done = List.copyOf(done);
        calls = List.copyOf(calls);
    }

    @Override
    public List<Waiting> waiting() {
        return calls.stream().map(CallFrame::waiting).filter(Objects::nonNull).toList();
    }

    @Override
    public List<Frame> children() {
        return calls.stream().map(CallFrame::child).filter(Objects::nonNull).toList();
    }

    @Override
    public Stream<SpanFrame> openSpans() {
        return Stream.concat(
                Stream.of(span),
                calls.stream()
                        .flatMap(call -> Stream.of(
                                        call.span(),
                                        call.waiting() == null
                                                ? null
                                                : call.waiting().span())
                                .filter(Objects::nonNull)));
    }
}
