package dev.runtree.agent.frame;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.agent.trace.SpanFrame;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a run stood when it paused. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AgentFrame.class, name = "agent"),
    @JsonSubTypes.Type(value = WorkflowFrame.class, name = "workflow")
})
public sealed interface Frame permits AgentFrame, WorkflowFrame {

    /** The agent, team or workflow that goes on. */
    String componentId();

    /** The run's own span. */
    SpanFrame span();

    /** What it was asked. */
    String input();

    @Nullable String userId();

    @Nullable String sessionId();

    /** What the session remembered. */
    ObjectNode state();

    /** Whether hooks in the background are to hear of its end, which only an application that has them can tell them. */
    boolean audited();

    Instant createdAt();

    /** Approvals that are waited for in this run itself. */
    List<Waiting> waiting();

    /** What paused beneath it. */
    List<Frame> children();

    /** The spans that are open in this run itself: its own, and those of its steps that wait. */
    Stream<SpanFrame> openSpans();

    default String runId() {
        return span().traceId() + "-" + span().spanId();
    }

    /** This frame, then all beneath it. */
    default Stream<Frame> all() {
        return Stream.concat(Stream.of(this), children().stream().flatMap(Frame::all));
    }
}
