package dev.runtree.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.agent.frame.Frame;
import dev.runtree.agent.hook.BackgroundEvent;
import dev.runtree.agent.hook.BackgroundHooks;
import dev.runtree.agent.hook.HookMethod;
import dev.runtree.agent.hook.HookStage;
import dev.runtree.agent.run.RunInput;
import dev.runtree.model.SpanId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Hands hooks on that are called in the background, with what they are called with as JSON. */
final class BackgroundCalls {
    private final BackgroundHooks hooks;

    BackgroundCalls(BackgroundHooks hooks) {
        this.hooks = hooks;
    }

    /** Hands on one that is called after a run, for a run that ended while it waited. */
    void add(HookMethod hook, Component component, Frame frame, RunOutput output) {
        var arguments = JsonNodeFactory.instance.objectNode();
        arguments.set("RunOutput", HookJson.write(output));
        arguments.set("RunInput", HookJson.write(new RunInput(frame.input(), frame.userId(), frame.sessionId())));
        arguments.set("SessionState", frame.state());
        add(hook, HookStage.POST, component, output.id(), arguments);
    }

    /** @param values what the hook is called with, by type */
    void add(HookMethod hook, HookStage stage, Component component, RunPlace place, Map<Class<?>, Object> values) {
        var arguments = JsonNodeFactory.instance.objectNode();
        values.forEach((type, value) -> arguments.set(type.getSimpleName(), HookJson.write(value)));
        arguments.set("RunInput", HookJson.write(place.asked()));
        arguments.set("SessionState", place.state().json());
        add(hook, stage, component, place.run().id(), arguments);
    }

    private void add(HookMethod hook, HookStage stage, Component component, SpanId run, ObjectNode arguments) {
        hooks.add(new BackgroundEvent(
                UUID.randomUUID().toString(), component.id(), hook.name(), stage, run, arguments, Instant.now()));
    }
}
