package dev.runtree.agent.hook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.SpanId;
import java.time.Instant;

/**
 * A call of a hook that is to come after the answer: all that is needed to make it in another process.
 *
 * @param id the same at each try
 * @param on the id of the agent, team or workflow whose hook it is
 * @param hook the hook's name there
 * @param stage before or after the run
 * @param run the run, beneath which the call is recorded
 * @param arguments what the hook is called with; only for whoever made the event to read
 */
public record BackgroundEvent(
        String id, String on, String hook, HookStage stage, SpanId run, ObjectNode arguments, Instant at) {}
